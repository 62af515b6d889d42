"""One edition as a page: everything the template prints, and nothing that is not in the edition.

The reading room and the desk's preview of a candidate use this and the same template.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from archive.consent.models import Attribution, Medium
from archive.edition.models import Edition, FileKind
from archive.edition.on_page import ranges_of
from archive.edition.word_times import words_of
from archive.index_points.page import Row, Shown, points_shown, ticks_of
from archive.reading.turns import Span, Stretch, reason_label, stretches, turns_of
from archive.reading.wave import file_of, path_of, peaks_of
from archive.reading.wording import clock, edtf, iso_duration, language_name, length, seconds
from archive.testimony.models import TestimonyKind


@dataclass(frozen=True)
class Sources:
    """Where the page finds the edition's files; an empty address: not offered."""

    sound: str = ""
    captions: str = ""
    text: str = ""
    words: str = ""
    chapters: str = ""


@dataclass(frozen=True)
class Box:
    """A stretch of the waveform, in thousandths of its width."""

    x: int
    width: int


@dataclass(frozen=True)
class Note:
    """A stretch that the giver or the commission asks the listener to know about first."""

    at: str
    clock: str
    anchor: str
    length: str
    what: str


@dataclass(frozen=True)
class Removed:
    """What was removed for one reason."""

    code: str
    why: str
    passages: int
    sound: str


@dataclass(frozen=True)
class Page:
    """What the template prints."""

    edition: Edition
    sources: Sources
    named: str
    given: str
    language: str
    kind: str
    text_made: str
    length: str
    end_s: str
    end_clock: str
    end_iso: str
    start_s: str
    start_clock: str
    stop_s: str
    span: Span | None
    stretches: Sequence[Stretch]
    notes: Sequence[Note]
    removed: Sequence[Removed]
    removed_passages: int
    removed_sound: str
    wave: str
    cuts: Sequence[Box]
    cares: Sequence[Box]
    cited: Box | None
    points: Sequence[Shown]
    ticks: str
    # Where the first cited words stand, for links that work without script: their row, or the
    # row of the content note that they stand behind.
    cited_anchor: str


def present(edition: Edition, *, sources: Sources, span: Span | None = None) -> Page:
    """Everything that a page of this edition shows. Prefetch `files` to save a query."""
    total = max(edition.duration_ms, 1)
    words = words_of(edition) if span and span.end_ms else {}
    points = list(edition.points.all())
    turns = turns_of(edition.turns.all(), span=span, words=words, points=points)
    ranges = ranges_of(edition)
    shown = stretches(turns, ranges)
    has_sound = bool(edition.media.get(Medium.SOUND.value)) and bool(sources.sound)
    start = span.start_ms if span else 0
    cited_to = span.end_ms if span and span.end_ms else None
    return Page(
        edition=edition,
        sources=sources,
        named=named(edition),
        given=edtf(edition.given_on),
        language=language_name(edition.language),
        kind=edition.get_kind_display(),
        text_made=text_made(edition),
        length=length(edition.duration_ms),
        end_s=seconds(total),
        end_clock=clock(total),
        end_iso=iso_duration(total),
        start_s=seconds(start),
        start_clock=clock(start),
        stop_s=seconds(cited_to) if cited_to else "",
        span=span,
        stretches=shown,
        notes=[_note(row, shown) for row in ranges],
        removed=removed_by_reason(edition.removed),
        removed_passages=len(edition.removed),
        removed_sound=length(sum(r["end_ms"] - r["start_ms"] for r in edition.removed)),
        wave=path_of(peaks_of(edition), bars=260) if has_sound else "",
        cuts=[_box(r["start_ms"], r["end_ms"], total) for r in edition.removed],
        cares=[_box(r["start_ms"], r["end_ms"], total) for r in ranges],
        cited=_box(span.start_ms, cited_to, total) if span and cited_to else None,
        points=points_shown(points, _rows(shown), ranges),
        ticks=ticks_of(points, total) if has_sound else "",
        cited_anchor=_cited_anchor(shown),
    )


def named(edition: Edition) -> str:
    """One sentence on the name in the heading; empty for a real name, which needs none."""
    if edition.attribution == Attribution.PUBLIC_NAME:
        return _("%(name)s is a name they chose.") % {"name": edition.title}
    if edition.attribution == Attribution.ANONYMOUS:
        if edition.kind == TestimonyKind.HEARING:
            return _("Who said this at a hearing is not named.")
        return _("The person who gave this asked not to be named.")
    return ""


def text_made(edition: Edition) -> str:
    """How the text came about, in words."""
    if edition.kind == TestimonyKind.WRITTEN:
        return _("Written by the person who gave it")
    return edition.get_text_kind_display()


def removed_by_reason(removed: Sequence[dict]) -> list[Removed]:
    """The table of what was removed and why, the most sound first."""
    passages = Counter(row["reason"] for row in removed)
    sound: Counter[str] = Counter()
    for row in removed:
        sound[row["reason"]] += row["end_ms"] - row["start_ms"]
    return [
        Removed(code, reason_label(code), passages[code], length(ms))
        for code, ms in sound.most_common()
    ]


def has_sound(edition: Edition) -> bool:
    """Whether a voice was published; reads the prefetched files."""
    return (
        bool(edition.media.get(Medium.SOUND.value)) and file_of(edition, FileKind.SOUND) is not None
    )


def media_of(edition: Edition) -> str:
    """Sound and text, or text only, for lists."""
    if has_sound(edition):
        return pgettext("what can be had of an account", "sound and text")
    return pgettext("what can be had of an account", "text only")


def _cited_anchor(shown: Sequence[Stretch]) -> str:
    for stretch in shown:
        for turn in stretch.turns:
            if turn.cited:
                return stretch.anchor or turn.anchor
    return ""


def _rows(shown: Sequence[Stretch]) -> list[Row]:
    """Where each turn is found: its own row, or that of the content note which it stands behind."""
    return [
        Row(turn.start_ms, stretch.anchor or turn.anchor)
        for stretch in shown
        for turn in stretch.turns
    ]


def _note(row: dict, shown: Sequence[Stretch]) -> Note:
    after = (one for one in shown if one.anchor and one.turns[-1].end_ms > row["start_ms"])
    inside = next(after, None)
    return Note(
        at=seconds(row["start_ms"]),
        clock=clock(row["start_ms"]),
        anchor=inside.anchor if inside else "",
        length=length(row["end_ms"] - row["start_ms"]),
        what=row["note"],
    )


def _box(start_ms: int, end_ms: int, total: int) -> Box:
    x = min(999, max(0, round(1000 * start_ms / total)))
    return Box(x, max(3, round(1000 * (end_ms - start_ms) / total)))
