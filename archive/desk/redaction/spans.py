"""Redactions and protected names as the desk lists them, with what this person may do to each."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils.translation import gettext as _

from archive.desk.shown import duration, place
from archive.redaction.following import Astray, redactions_astray, same_words
from archive.redaction.models import WITHHELD, ProtectedName, Redaction, RedactionState
from archive.redaction.selectors import Occurrence, covers, name_occurrences, transcript_newest
from archive.testimony.models import Recording, Testimony
from archive.transcript.models import Segment, Transcript


@dataclass(frozen=True, repr=False)
class Span:
    """One redaction, the words it covers, and where its decision stands for one person."""

    redaction: Redaction
    text: str
    at: str
    amount: str
    mine: bool
    lift_mine: bool
    # Whether it lies in the recording that is being worked on: times of another say nothing here.
    here: bool
    # What it was placed for, where the text has changed and it does not lie there any more.
    astray: Astray | None
    # Whether somebody proposed that it is right on this text, and whether it was this person.
    confirm_waits: bool
    confirm_mine: bool

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
    testimony: Testimony,
    recording: Recording | None,
    segments: Sequence[Segment],
    user: AbstractBaseUser | AnonymousUser,
) -> list[Span]:
    """All redactions of a testimony in order of time."""
    rows = testimony.redactions.select_related(
        "proposed_by",
        "decided_by",
        "lift_proposed_by",
        "confirm_proposed_by",
        "confirm_proposed_on",
    )
    words = WordIndex(segments, recording)
    astray = {found.redaction.pk: found for found in redactions_astray(testimony)}
    newest = transcript_newest(testimony)
    return [
        _span(redaction, words, user, astray.get(redaction.pk), newest)
        for redaction in rows.order_by("start_ms", "id")
    ]


class WordIndex:
    """Finds the words under a span without asking each of thirty thousand."""

    # No spoken word is longer; what begins earlier does not reach into a span.
    LONGEST_MS = 30_000

    def __init__(self, segments: Sequence[Segment], recording: Recording | None) -> None:
        self.recording_id = recording.pk if recording else None
        words = [word for segment in segments for word in segment.words]
        self.words = sorted(words, key=lambda word: word["start"])
        self.starts = [word["start"] for word in self.words]
        self.by_id = {word["id"]: n for n, word in enumerate(self.words)}

    def holds(self, redaction: Redaction) -> bool:
        """Whether a redaction is one of this recording."""
        return redaction.recording_id in (None, self.recording_id)

    def under(self, redaction: Redaction) -> list[dict[str, Any]]:
        """The words that a redaction covers, by id or by time, in order of time."""
        if not self.holds(redaction):
            return []
        near = range(
            bisect_left(self.starts, redaction.start_ms - self.LONGEST_MS),
            bisect_left(self.starts, redaction.end_ms),
        )
        named = {self.by_id[id] for id in redaction.word_ids if id in self.by_id}
        return [self.words[n] for n in sorted({*near, *named}) if covers(redaction, self.words[n])]


def _span(
    redaction: Redaction,
    words: WordIndex,
    user: AbstractBaseUser | AnonymousUser,
    astray: Astray | None,
    newest: Transcript | None,
) -> Span:
    covered = [word["text"] for word in words.under(redaction)]
    count = len(covered)
    on = redaction.confirm_proposed_on
    waits = astray is not None and on is not None and newest is not None and same_words(on, newest)
    return Span(
        redaction=redaction,
        here=words.holds(redaction),
        text=" ".join(covered) if count <= 40 else " ".join([*covered[:40], "…"]),
        at=place(redaction.start_ms),
        amount=(_("1 word") if count == 1 else _("%(n)d words") % {"n": count})
        if 0 < count <= 40
        else duration(redaction.end_ms - redaction.start_ms),
        mine=redaction.proposed_by_id == user.pk,
        lift_mine=redaction.lift_proposed_by_id == user.pk,
        astray=astray,
        confirm_waits=waits,
        confirm_mine=waits and redaction.confirm_proposed_by_id == user.pk,
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
