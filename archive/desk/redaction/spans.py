"""Redactions and protected names as the desk lists them, with what this person may do to each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils.translation import gettext as _

from archive.desk.shown import duration, place
from archive.redaction.models import WITHHELD, ProtectedName, Redaction, RedactionState
from archive.redaction.selectors import Occurrence, covers, name_occurrences
from archive.testimony.models import Testimony
from archive.transcript.models import Segment


@dataclass(frozen=True, repr=False)
class Span:
    """One redaction, the words it covers, and where its decision stands for one person."""

    redaction: Redaction
    text: str
    at: str
    amount: str
    mine: bool
    lift_mine: bool

    @property
    def in_force(self) -> bool:
        return self.redaction.state in WITHHELD

    @property
    def state(self) -> str:
        """As drawn: proposed dashed, approved solid, "lifting" while a lift is proposed."""
        if self.redaction.state == RedactionState.APPROVED and self.redaction.lift_proposed_by_id:
            return "approved lifting"
        return str(self.redaction.state)

    @property
    def edges(self) -> dict[str, int]:
        """Stretches in ms to hear the span and each of its two edges in the original."""
        r = self.redaction
        return {
            "before_from": max(0, r.sound_start_ms - 1500),
            "before_to": r.sound_start_ms + 500,
            "after_from": max(0, r.sound_end_ms - 500),
            "after_to": r.sound_end_ms + 1500,
        }


def spans_of(
    testimony: Testimony, segments: Sequence[Segment], user: AbstractBaseUser | AnonymousUser
) -> list[Span]:
    """All redactions of a testimony in order of time."""
    rows = testimony.redactions.select_related("proposed_by", "decided_by", "lift_proposed_by")
    words = [word for segment in segments for word in segment.words]
    return [_span(redaction, words, user) for redaction in rows.order_by("start_ms", "id")]


def _span(
    redaction: Redaction,
    words: Sequence[dict[str, Any]],
    user: AbstractBaseUser | AnonymousUser,
) -> Span:
    covered = [word["text"] for word in words if covers(redaction, word)]
    count = len(covered)
    return Span(
        redaction=redaction,
        text=" ".join(covered) if count <= 40 else " ".join([*covered[:40], "…"]),
        at=place(redaction.start_ms),
        amount=(_("1 word") if count == 1 else _("%(n)d words") % {"n": count})
        if 0 < count <= 40
        else duration(redaction.end_ms - redaction.start_ms),
        mine=redaction.proposed_by_id == user.pk,
        lift_mine=redaction.lift_proposed_by_id == user.pk,
    )


@dataclass(frozen=True, repr=False)
class Protected:
    """A protected name and every place of it in the newest transcript."""

    name: ProtectedName
    places: list[Occurrence]

    @property
    def undecided(self) -> list[Occurrence]:
        return [found for found in self.places if not found.decided]

    @property
    def decided(self) -> list[Occurrence]:
        return [found for found in self.places if found.decided]


def names_of(testimony: Testimony) -> list[Protected]:
    """Protected names in the order in which they were protected."""
    rows = ProtectedName.objects.filter(testimony=testimony).order_by("created_at", "id")
    return [Protected(name, name_occurrences(name)) for name in rows]
