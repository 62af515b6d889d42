"""What an address says after a listed withdrawal, to a reader who could once open it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.edition.selectors import was_open_to
from archive.reading.wording import day_of, site_address
from archive.withdrawal.models import AskedBy, PurgeJob, PurgeTarget, Withdrawal
from media.audience import Audience
from media.jobs import JobState


@dataclass(frozen=True)
class Gone:
    """One kind of thing that was taken down; `at` is None while some of it is still waiting."""

    what: str
    at: datetime | None


@dataclass(frozen=True)
class Tombstone:
    """What the page prints. Nothing of the testimony but its number is left."""

    reference: str
    withdrawn_at: datetime
    by: str
    sentence: str
    taken_down: list[Gone]
    citation: str


def tombstone_of(reference: str, *, audiences: Iterable[Audience]) -> Tombstone | None:
    """What stands at a reference for readers who could once open it; None where unlisted."""
    withdrawal = was_open_to(reference, audiences)
    if withdrawal is None:
        return None
    return Tombstone(
        reference=reference,
        withdrawn_at=withdrawal.withdrawn_at,
        by=BY[AskedBy(withdrawal.asked_by)](),
        sentence=SENTENCES[AskedBy(withdrawal.asked_by)](withdrawal),
        taken_down=_taken_down(withdrawal),
        citation=_citation(reference, withdrawal),
    )


def _taken_down(withdrawal: Withdrawal) -> list[Gone]:
    rows = [Gone(_("Pages, feeds and every address of a file"), withdrawal.withdrawn_at)]
    jobs = PurgeJob.objects.filter(edition__testimony=withdrawal.testimony_id).values_list(
        "target", "state", "finished_at"
    )
    words = {
        PurgeTarget.FILE: _("Files: sound, captions, text"),
        PurgeTarget.INDEX: _("The search index"),
        PurgeTarget.TEXT: _("The published words in the database"),
        PurgeTarget.CACHE: _("Copies kept to make pages faster"),
    }
    for target, what in words.items():
        mine = [(state, at) for kind, state, at in jobs if kind == target]
        if mine:
            times = [at for state, at in mine if state == JobState.DONE and at is not None]
            rows.append(Gone(what, max(times) if len(times) == len(mine) else None))
    return rows


def _citation(reference: str, withdrawal: Withdrawal) -> str:
    path = reverse("reading:testimony", kwargs={"reference": reference})
    return _("Testimony %(reference)s to the %(commission)s, withdrawn %(date)s. %(address)s") % {
        "reference": reference,
        "commission": settings.COMMISSION_NAME,
        "date": _day(withdrawal),
        "address": site_address(path),
    }


def _day(withdrawal: Withdrawal) -> str:
    return day_of(timezone.localdate(withdrawal.withdrawn_at))


def _by_giver(withdrawal: Withdrawal) -> str:
    return _(
        "The person who gave it asked for it to be taken back, on %(date)s. That is their right at "
        "any time, and they do not have to say why."
    ) % {"date": _day(withdrawal)}


def _by_commission(withdrawal: Withdrawal) -> str:
    return _("The commission took it down on %(date)s.") % {"date": _day(withdrawal)}


def _by_court(withdrawal: Withdrawal) -> str:
    return _("A court ordered that it be taken down, on %(date)s.") % {"date": _day(withdrawal)}


SENTENCES = {
    AskedBy.GIVER: _by_giver,
    AskedBy.COMMISSION: _by_commission,
    AskedBy.COURT: _by_court,
}
BY = {
    AskedBy.GIVER: lambda: _("by the person who gave it"),
    AskedBy.COMMISSION: lambda: _("by the commission"),
    AskedBy.COURT: lambda: _("by order of a court"),
}
