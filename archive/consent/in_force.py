"""What is allowed now: the strictest of what all givers agreed to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.consent.called import called_of
from archive.consent.models import Agreement, Attribution, Consent, Medium, Use
from archive.testimony.models import Testimony

T = TypeVar("T")

# From the most open to the strictest; the strictest of several givers decides.
ATTRIBUTIONS = (Attribution.REAL_NAME, Attribution.PUBLIC_NAME, Attribution.ANONYMOUS)
AGREEMENTS = (
    Agreement.DOCUMENTED,
    Agreement.PENDING,
    Agreement.UPDATE_REQUIRED,
    Agreement.EXPIRED,
    Agreement.DISPUTED,
    Agreement.WITHDRAWN,
)


@dataclass(frozen=True, repr=False)
class ConsentInForce:
    """What the givers of one testimony agreed to, together; undocumented, it is nothing."""

    agreement: Agreement
    uses: frozenset[Use]
    media: frozenset[Medium]
    attribution: Attribution
    # What each giver is called outside, by the giver's id, in their order; "" is no name.
    names: dict[UUID, str]
    # The last day on which it holds.
    open_until: date | None
    # The versions in force, and those that wait for a second person.
    ids: tuple[UUID, ...]
    waiting: tuple[Consent, ...]

    @property
    def closes_at(self) -> datetime | None:
        """The moment after the last day on which it holds, where the commission works."""
        if self.open_until is None:
            return None
        midnight = datetime.combine(self.open_until + timedelta(days=1), time.min)
        return midnight.replace(tzinfo=timezone.get_current_timezone()).astimezone(UTC)

    @property
    def display_title(self) -> str:
        """What the testimony is called outside: the names chosen, or how many people gave it."""
        named = [name for name in self.names.values() if name]
        others = len(self.names) - len(named)
        if not named:
            return ngettext(
                "A person who testified", "%(count)d people who testified", max(others, 1)
            ) % {"count": others}
        if others:
            named.append(
                ngettext("one other person", "%(count)d other people", others) % {"count": others}
            )
        if len(named) == 1:
            return named[0]
        return _("%(names)s and %(last)s") % {"names": ", ".join(named[:-1]), "last": named[-1]}


def consent_in_force(testimony: Testimony, *, at: datetime) -> ConsentInForce:
    """The strictest of what every giver's newest valid version says, at this moment.

    `at` decides only whether `open_until` has passed: a version counts from the moment it is
    stored, whatever the clocks of two machines say. A giver without any version allows nothing.
    """
    versions: dict[UUID, list[Consent]] = {}
    rows = Consent.objects.filter(testimony=testimony).select_related("confirmation")
    for consent in rows.order_by("version"):
        versions.setdefault(consent.giver_id, []).append(consent)
    links = list(testimony.giver_links.select_related("giver"))
    answers = {link.giver_id: answer(versions.get(link.giver_id, []), at=at) for link in links}
    given = [each for each in answers.values() if each is not None]
    complete = bool(links) and len(given) == len(links)
    agreement = strictest(AGREEMENTS, [each.agreement for each in given])
    attribution = strictest(ATTRIBUTIONS, [each.attribution for each in given])
    if not complete:
        agreement = strictest(AGREEMENTS, [agreement, Agreement.PENDING])
        attribution = Attribution.ANONYMOUS
    names = {
        link.giver_id: published_name(answers[link.giver_id], link.giver.real_name, attribution)
        for link in links
    }
    if called := called_of(testimony):
        # Decided by whoever heard them: it stands instead of what they chose, and of their name. It
        # is no name that they chose, so nothing may call it one.
        attribution = Attribution.ANONYMOUS
        names = {giver: called if place == 0 else "" for place, giver in enumerate(names)}
    allowed = complete and agreement == Agreement.DOCUMENTED
    return ConsentInForce(
        agreement=agreement,
        uses=frozenset.intersection(*(e.uses for e in given)) if allowed else frozenset(),
        media=frozenset.intersection(*(e.media for e in given)) if allowed else frozenset(),
        attribution=attribution,
        names=names,
        open_until=min((e.open_until for e in given if e.open_until), default=None),
        ids=tuple(each.valid.pk for each in given),
        waiting=tuple(
            consent for link in links for consent in waiting_of(versions.get(link.giver_id, []))
        ),
    )


@dataclass(frozen=True, repr=False)
class Answer:
    """What one giver's versions come to."""

    valid: Consent
    agreement: Agreement
    uses: frozenset[Use]
    media: frozenset[Medium]
    attribution: Attribution
    open_until: date | None


def answer(versions: Sequence[Consent], *, at: datetime) -> Answer | None:
    """One giver's versions taken together; None before the first.

    The newest valid version is in force. What a newer one that waits for a second person takes
    away is gone at once all the same: only what it adds has to wait.
    """
    valid = newest_valid(versions)
    if valid is None:
        return None
    counted = [valid, *waiting_of(versions)]
    return Answer(
        valid=valid,
        agreement=strictest(AGREEMENTS, [agreement_at(consent, at=at) for consent in counted]),
        uses=frozenset.intersection(*map(uses_of, counted)),
        media=frozenset.intersection(*map(media_of, counted)),
        attribution=strictest(ATTRIBUTIONS, [Attribution(c.attribution) for c in counted]),
        open_until=min((c.open_until for c in counted if c.open_until), default=None),
    )


def newest_valid(versions: Sequence[Consent]) -> Consent | None:
    """The newest version that either widens nothing or was confirmed by a second person."""
    valid = [c for c in versions if not c.widens or hasattr(c, "confirmation")]
    return valid[-1] if valid else None


def waiting_of(versions: Sequence[Consent]) -> list[Consent]:
    """The versions after the valid one: each of them widens and was not confirmed."""
    valid = newest_valid(versions)
    return [c for c in versions if c.version > (valid.version if valid else 0)]


def agreement_at(consent: Consent, *, at: datetime) -> Agreement:
    """The agreement of one version, which runs out after its last day."""
    agreement = Agreement(consent.agreement)
    passed = consent.open_until is not None and timezone.localtime(at).date() > consent.open_until
    return Agreement.EXPIRED if passed and agreement == Agreement.DOCUMENTED else agreement


def uses_of(consent: Consent) -> frozenset[Use]:
    """The uses one version agrees to; anything but a plain yes is a no."""
    return frozenset(use for use in Use if consent.uses.get(use.value) is True)


def media_of(consent: Consent) -> frozenset[Medium]:
    """The media one version agrees to; anything but a plain yes is a no."""
    return frozenset(medium for medium in Medium if consent.media.get(medium.value) is True)


def published_name(given: Answer | None, real_name: str, attribution: Attribution) -> str:
    """What one giver is called where `attribution` is the most that all givers allow."""
    if given is None or attribution == Attribution.ANONYMOUS:
        return ""
    return real_name if attribution == Attribution.REAL_NAME else given.valid.public_name


def strictest(order: Sequence[T], values: Iterable[T]) -> T:
    """The value that stands last in the order; its first when there is none."""
    return max(values, key=order.index, default=order[0])
