"""One hearing as staff see it: its days, its witnesses, what binds them, and what waits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from archive.roles import may
from commission.hearings.desk.access import ORDERS, reads
from commission.hearings.docket.models import DocketEntry
from commission.hearings.docket.selectors import EntrySeen, entries_seen
from commission.hearings.hearing.models import Hearing, Sitting
from commission.hearings.orders.models import RestrictionOrder
from commission.hearings.orders.selectors import witnesses_ordered
from commission.hearings.release.held import held_on
from commission.hearings.release.models import DelayedRelease
from commission.hearings.release.selectors import releases_of
from commission.hearings.release.wording import refused_said
from commission.hearings.rights import CONFIRM, LINK, PLACE
from commission.hearings.vocabulary import OrderState, ReleaseState
from commission.hearings.witnesses.models import Appearance, Cipher
from commission.review.translations import to_read
from media.refusal import Refused


@dataclass(frozen=True)
class Recorded:
    """One recording of a witness, and where its release stands."""

    release: DelayedRelease
    state: ReleaseState
    # Why nobody can confirm it yet; empty where somebody can.
    why_not: str | Promise
    # What the gate answered last.
    refused: tuple[str | Promise, ...]


@dataclass(frozen=True)
class WitnessRow:
    """A witness with what is on record of them in the vault."""

    appearance: Appearance
    # Whether somebody said who stands behind the cipher.
    known: bool
    order: int | None
    recorded: list[Recorded] = field(default_factory=list)


@dataclass(frozen=True)
class HearingPage:
    """Everything that the page prints."""

    hearing: Hearing
    shown: Hearing
    sittings: Sequence[Sitting]
    witnesses: Sequence[WitnessRow]
    orders: Sequence[tuple[RestrictionOrder, OrderState]]
    docket: Sequence[EntrySeen]
    may: dict[str, bool]


def page_of(hearing: Hearing, *, user: Any, at: datetime) -> HearingPage:
    """The page for one person. The number of queries depends on nothing that the hearing has."""
    shown = to_read(hearing)
    appearances = list(shown.appearances.all())
    ordered = witnesses_ordered([one.key for one in appearances], at=at)
    ciphers = {one.cipher for one in appearances if one.cipher}
    known = set(Cipher.objects.filter(cipher__in=ciphers).values_list("cipher", flat=True))
    recorded = _recorded(hearing, at=at)
    orders = RestrictionOrder.objects.filter(hearing=hearing).defer("text")
    entries = DocketEntry.objects.originals().filter(hearing=hearing).order_by("-number")
    return HearingPage(
        hearing=hearing,
        shown=shown,
        sittings=sorted(shown.sittings.all(), key=lambda one: one.date),
        witnesses=[
            WitnessRow(
                appearance=one,
                known=one.cipher in known,
                order=ordered.get(one.key),
                recorded=recorded.get(one.key, []),
            )
            for one in appearances
        ],
        orders=[(one, one.state(at=at)) for one in orders],
        docket=entries_seen(entries.select_related("hearing", "locale"), at=at),
        may={
            "link": user.has_perm(LINK),
            "confirm": user.has_perm(CONFIRM),
            "place": user.has_perm(PLACE),
            "orders": reads(user, ORDERS),
            "change": user.has_perm("hearings.change_hearing"),
            "file": user.has_perm("hearings.add_docketentry"),
            "vault": may(user, "see_desk"),
        },
    )


def _recorded(hearing: Hearing, *, at: datetime) -> dict[UUID, list[Recorded]]:
    found: dict[UUID, list[Recorded]] = {}
    rows = releases_of(hearing).prefetch_related(
        "link__hearing__sittings", "link__hearing__sessions", "link__hearing__appearances"
    )
    for release in rows.select_related("confirmed_by", "link__hearing__locale"):
        found.setdefault(release.link.appearance_key, []).append(recorded_of(release, at=at))
    return found


def recorded_of(release: DelayedRelease, *, at: datetime) -> Recorded:
    """Where one release stands, in what a person can do about it."""
    why_not: str | Promise = ""
    if release.state == ReleaseState.WAITING:
        try:
            held_on(release.link, at=at)
        except Refused as refused:
            why_not = refused.message
    return Recorded(release, release.state, why_not, tuple(refused_said(release)))
