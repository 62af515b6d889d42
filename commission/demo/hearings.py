"""Hearings of the demonstration, written by the people whose work that is."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from commission.accounts.models import User
from commission.demo.reviewing import Hands, approved, originals, published_in_both
from commission.demo.told import day_from, in_language, texts, themes_named, themes_write
from commission.findings.models import Finding
from commission.hearings.models import Appearance, Cipher, Hearing, Session, Sitting
from commission.hearings.witnesses.ciphers import cipher_give
from commission.recommendations.models import Recommendation
from commission.review.services import record_save_draft

FIELDS = (
    "hearing_type",
    "openness",
    "venue_address",
    "latitude",
    "longitude",
    "time_zone",
    "online_link",
    "broadcast_delay_minutes",
)


@dataclass(frozen=True)
class Bench:
    """Who takes witnesses in, who writes hearings, who guards what they may show."""

    taker: User
    registrar: User
    commissioner: User
    officer: User

    @property
    def hands(self) -> Hands:
        """Who writes a hearing, and who approves it."""
        return Hands(self.registrar, self.commissioner)


def hearings_announce(bench: Bench, names: dict[str, str]) -> None:
    """Publish every hearing with its days, its programme and its witnesses; each once.

    `names` says who stands behind each cipher. A ruling is named once it was filed.
    """
    themes_write()
    for number, told in enumerate(texts("hearings")["hearings"], start=1):
        for cipher in (one["cipher"] for one in told["appearances"] if "cipher" in one):
            if not Cipher.objects.filter(cipher=cipher).exists():
                cipher_give(cipher=cipher, name=names[cipher], by=bench.taker, at=timezone.now())
        if not Hearing.objects.originals().filter(number=number).exists():
            published_in_both(_hearing(number, told), told, Hearing.TRANSLATED, bench.hands)


def hearings_rest(bench: Bench) -> None:
    """Say which findings and recommendations rest on each hearing, and who ruled what; once."""
    for number, told in enumerate(texts("hearings")["hearings"], start=1):
        hearing = Hearing.objects.originals().get(number=number)
        if hearing.findings.exists():
            continue
        draft = hearing.get_latest_revision_as_object()
        draft.findings.set(originals(Finding, told["findings"]))
        draft.recommendations.set(originals(Recommendation, told["recommendations"]))
        witnesses = list(draft.appearances.all())
        for witness, said in zip(witnesses, told["appearances"], strict=True):
            witness.ruling = said.get("ruling")
        draft.appearances.set(witnesses)
        record_save_draft(record=draft, by=bench.registrar)
        approved(hearing, bench.hands)


def _hearing(number: int, told: dict[str, Any]) -> Hearing:
    english = in_language(told, "en")
    words = {name: english[name] for name in Hearing.TRANSLATED if name in english}
    hearing = Hearing(
        number=number,
        noticed_on=day_from(told["announced"]),
        locale=Locale.objects.get(language_code="en"),
        **{name: told[name] for name in FIELDS if name in told},
        **{name: said for name, said in words.items() if isinstance(said, str)},
    )
    hearing.themes.set(themes_named(told["themes"]))
    days = [day_from(one["in_days"]) for one in told["days"]]
    hearing.sittings.set(
        Sitting(date=day, sort_order=order, **_without(one, "in_days"))
        for order, (day, one) in enumerate(zip(days, told["days"], strict=True))
    )
    hearing.sessions.set(
        Session(date=days[one["day"]], sort_order=order, **_without(one, "day"))
        for order, one in enumerate(told["sessions"])
    )
    hearing.appearances.set(
        Appearance(sort_order=order, **_without(one, "ruling"))
        for order, one in enumerate(told["appearances"])
    )
    return hearing


def _without(told: dict[str, Any], *names: str) -> dict[str, Any]:
    """A row in English, without what is kept elsewhere or later."""
    english = in_language(told, "en")
    return {name: value for name, value in english.items() if name not in names}
