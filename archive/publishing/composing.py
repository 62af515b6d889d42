"""From the vault's rows to what an edition says, without the words that are withheld. Pure.

Nothing is masked or edited: turns, captions, text and times are put together from the words that
may go out, and the others are never copied.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils import translation

from archive.consent.models import Medium
from archive.index_points.composing import Composed, points_compose
from archive.publishing.basis import Basis
from archive.publishing.language import language_of
from archive.publishing.speakers import Labels, labels_of, mark
from archive.redaction.models import Redaction, RedactionKind
from archive.redaction.selectors import covers
from archive.transcript.models import Segment
from media.captions import Cue, cues_cut

# As much as a span in sound is widened at the least.
APART_MS = 250
PUTTING = (RedactionKind.PSEUDONYMISE, RedactionKind.GENERALISE)


@dataclass(frozen=True)
class Item:
    """A published word, or what stands where words were removed."""

    start: int
    end: int
    # As read: the word, the mark of a removal, or the replacement.
    text: str
    # Reason code of a mark; "" for words.
    cut: str = ""
    # Reason code of a replacement; "" for words.
    put: str = ""
    # The times that are published of what was removed, wider than its words; None for words.
    around: tuple[int, int] | None = None


@dataclass(frozen=True)
class Turn:
    position: int
    start: int
    end: int
    speaker: str
    asks: bool
    items: tuple[Item, ...]

    @property
    def parts(self) -> list[dict[str, str]]:
        """As stored: stretches of text between marks and replacements."""
        parts: list[dict[str, str]] = []
        for plain, items in groupby(self.items, key=lambda item: not item.cut and not item.put):
            if plain:
                parts.append({"text": " ".join(item.text for item in items)})
                continue
            for item in items:
                parts.append(
                    {"cut": item.cut} if item.cut else {"text": item.text, "put": item.put}
                )
        return parts


@dataclass(frozen=True)
class Composition:
    """Everything an edition says, before its files are written."""

    title: str
    turns: tuple[Turn, ...]
    cues: tuple[Cue, ...]
    # [{"reason", "kind", "at_ms", "start_ms", "end_ms", "words"}]: no text.
    removed: list[dict[str, Any]]
    # Stretches of sound to be zeroed, in ms, in order and apart from each other.
    silences: list[tuple[int, int]]
    duration_ms: int
    with_sound: bool
    text_note: str
    points: tuple[Composed, ...] = ()


def compose(basis: Basis) -> Composition:
    """Put an edition together from its basis, in the testimony's language where we speak it."""
    with translation.override(language_of(basis.testimony.language)):
        labels = labels_of(basis)
        turns = tuple(_turns(basis, labels))
        title = basis.consent.display_title
        note = str(basis.transcript.get_kind_display())
    sound = basis.recording is not None and Medium.SOUND in basis.consent.media
    duration = basis.recording.duration_ms if basis.recording else 0
    silences = silences_of(basis.redactions, duration)
    return Composition(
        title=title,
        turns=turns,
        cues=tuple(cue for turn in turns for cue in cues_cut(turn.items, speaker=turn.speaker)),
        removed=_removed(basis, with_sound=sound),
        silences=silences,
        duration_ms=duration,
        with_sound=sound,
        text_note=note,
        points=tuple(_points(basis, silences, duration)),
    )


def _points(basis: Basis, silences: list[tuple[int, int]], duration_ms: int) -> Iterator[Composed]:
    if not basis.points:
        return
    withheld: list[tuple[int, int]] = []
    spoken: list[tuple[int, int]] = []
    for segment in basis.segments:
        over = [r for r in basis.redactions if any(covers(r, word) for word in segment.words)]
        for word in segment.words:
            times = withheld if any(covers(r, word) for r in over) else spoken
            times.append((word["start"], word["end"]))
    yield from points_compose(
        basis.points,
        basis.terms,
        duration_ms=duration_ms,
        silences=silences,
        withheld=withheld,
        spoken=spoken,
    )


def words_published(turns: Iterable[Turn]) -> list[dict[str, Any]]:
    """Times of the published words; where words were removed only the stretch and its reason.

    That stretch is the silence in the sound: the words' own times would tell how long they were.
    """
    words: list[dict[str, Any]] = []
    for turn in turns:
        for item in turn.items:
            start, end = item.around or (item.start, item.end)
            entry: dict[str, Any] = {"turn": turn.position, "start": start, "end": end}
            if item.cut:
                entry["cut"] = item.cut
            else:
                entry["text"] = item.text
                if item.put:
                    entry["put"] = item.put
            words.append(entry)
    return words


def _turns(basis: Basis, labels: Labels) -> Iterator[Turn]:
    silent = _without_words(basis)
    marks = _Marks(put=set(), standing=set())
    position = 0
    for segment in basis.segments:
        items = list(_items(segment, basis.redactions, marks))
        items += [
            Item(r.start_ms, r.end_ms, mark(r.reason), cut=r.reason, around=_around(r))
            for r in silent.get(segment.key, ())
        ]
        if not items:
            continue
        items.sort(key=lambda item: item.start)
        speaker, asks = labels.of(segment.speaker)
        yield Turn(position, segment.start_ms, segment.end_ms, speaker, asks, tuple(items))
        position += 1


@dataclass(frozen=True)
class _Marks:
    """What stands already, by redaction."""

    # Replacements: each is put once.
    put: set[UUID]
    # Marks since the last published word: a span over the edge of a segment has one.
    standing: set[UUID]


def _items(segment: Segment, redactions: Iterable[Redaction], marks: _Marks) -> Iterator[Item]:
    """The words of a segment, runs of withheld ones as one item each."""
    over = [r for r in redactions if any(covers(r, word) for word in segment.words)]
    for redaction, run in groupby(segment.words, key=lambda word: _first_over(over, word)):
        words = list(run)
        if redaction is None:
            marks.standing.clear()
            for word in words:
                yield Item(word["start"], word["end"], word["text"])
            continue
        if redaction.pk in marks.standing:
            continue
        marks.standing.add(redaction.pk)
        start, end = words[0]["start"], max(word["end"] for word in words)
        around = _around(redaction, start, end)
        if redaction.kind in PUTTING and redaction.pk not in marks.put:
            marks.put.add(redaction.pk)
            text = redaction.replacement + _stop(words[-1]["text"])
            yield Item(start, end, text, put=redaction.reason, around=around)
        else:
            text = mark(redaction.reason)
            yield Item(start, end, text, cut=redaction.reason, around=around)


def _around(
    redaction: Redaction, start_ms: int | None = None, end_ms: int | None = None
) -> tuple[int, int]:
    """The widened times of a redaction, with room around words that lie outside of them."""
    first, last = redaction.sound_start_ms, redaction.sound_end_ms
    if start_ms is not None and start_ms < first:
        first = max(0, start_ms - APART_MS)
    if end_ms is not None and end_ms > last:
        last = end_ms + APART_MS
    return first, last


def _first_over(over: Iterable[Redaction], word: dict[str, Any]) -> Redaction | None:
    """The redaction that decides about a word: removing comes before replacing."""
    found = [redaction for redaction in over if covers(redaction, word)]
    return min(found, key=lambda r: (r.kind in PUTTING, r.start_ms, str(r.pk)), default=None)


def _stop(word: str) -> str:
    """The punctuation with which a removed word ended a phrase, to stand behind its replacement."""
    return word[-1] if word[-1:] in {".", ",", ";", ":", "!", "?"} else ""


def _without_words(basis: Basis) -> dict[str, list[Redaction]]:
    """Redactions over no word, under the key of the segment that they stand in or follow."""
    found: dict[str, list[Redaction]] = {}
    for redaction in basis.redactions:
        if any(covers(redaction, word) for s in basis.segments for word in s.words):
            continue
        before = [s for s in basis.segments if s.start_ms <= redaction.start_ms]
        nearest = before[-1:] or list(basis.segments[:1])
        for segment in nearest:
            found.setdefault(segment.key, []).append(redaction)
    return found


def _removed(basis: Basis, *, with_sound: bool) -> list[dict[str, Any]]:
    removed = []
    for r in basis.redactions:
        words = sum(covers(r, word) for segment in basis.segments for word in segment.words)
        if words or with_sound:
            removed.append(
                {
                    "reason": str(r.reason),
                    "kind": str(r.kind),
                    "at_ms": r.start_ms,
                    "start_ms": r.sound_start_ms,
                    "end_ms": r.sound_end_ms,
                    "words": words,
                }
            )
    return removed


def silences_of(redactions: Iterable[Redaction], duration_ms: int) -> list[tuple[int, int]]:
    """The widened spans, those that touch made one, within the recording."""
    spans = sorted((max(0, r.sound_start_ms), r.sound_end_ms) for r in redactions)
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        end = max(end, start)
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return [(start, min(end, duration_ms)) for start, end in merged if start < duration_ms]
