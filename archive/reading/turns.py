"""The published text as a page shows it: turns, removals, stretches behind a content note."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.edition.models import EditionTurn
from archive.edition.on_page import anchors_of, noted_by
from archive.edition.word_times import Words, places_of, text_of
from archive.index_points.models import EditionPoint
from archive.index_points.page import heads_of
from archive.reading.wording import clock, length, seconds
from archive.redaction.models import ReasonCode
from search.kinds import cut as mark_of

_BEFORE_SIGN = re.compile(r"(</a>(?:</mark>)?) ((?:<mark>)?[,.;:!?…])")


@dataclass(frozen=True)
class Span:
    """A stretch of a recording that an address points at, in milliseconds."""

    start_ms: int
    end_ms: int | None = None

    @classmethod
    def read(cls, text: str | None) -> "Span | None":
        """Read `?t=1864` or `?t=1864,1921.5`; None for anything else."""
        parts = (text or "").split(",")
        if len(parts) > 2 or any(len(part) > 12 for part in parts):
            return None
        try:
            times = [round(float(part) * 1000) for part in parts]
        except (ValueError, OverflowError):
            return None
        if times[0] < 0:
            return None
        end = times[1] if len(times) == 2 and times[1] > times[0] else None
        return cls(times[0], end)

    def within(self, length_ms: int) -> "Span | None":
        """The part of it that is in a recording of this length; None where it begins after it."""
        if self.start_ms >= length_ms:
            return None
        end = min(self.end_ms, length_ms) if self.end_ms is not None else None
        return Span(self.start_ms, end)

    def covers(self, start_ms: int, end_ms: int) -> bool:
        """Whether a turn belongs to the stretch; without an end, the turn at its start does."""
        if self.end_ms is None:
            return start_ms <= self.start_ms < max(end_ms, start_ms + 1)
        return start_ms < self.end_ms and end_ms > self.start_ms

    def __str__(self) -> str:
        end = f",{seconds(self.end_ms)}" if self.end_ms is not None else ""
        return seconds(self.start_ms) + end


@dataclass(frozen=True)
class Turn:
    """One row of the transcript. Plain values, so that a long page is put together quickly."""

    anchor: str
    at: str
    clock: str
    start_ms: int
    end_ms: int
    # Shown when it changes; empty where the same person goes on.
    speaker: str
    said: SafeString
    asks: bool
    cited: bool
    # Nothing but a removal: a box with the amount instead of a bar in a sentence.
    gone: str
    # Titles of the index points that begin with it.
    heads: tuple[str, ...] = ()

    @property
    def html(self) -> SafeString:
        """The row. Put together here and not in a template: there may be thousands on a page."""
        words = (
            format_html(
                '<p class="cut-block">{} <span lang="{}">{}</span></p>',
                self.said,
                get_language(),
                self.gone,
            )
            if self.gone
            else format_html('<p class="said">{}</p>', self.said)
        )
        return self._heads + format_html(
            '<li class="turn{}{}" id="{}" data-t="{}">'
            '<a class="tc" href="?t={}#{}">{}</a>{}{}</li>',
            " asks" if self.asks else "",
            " removed" if self.gone else "",
            self.anchor,
            self.at,
            self.at,
            self.anchor,
            self.clock,
            format_html('<p class="who">{}</p>', self.speaker) if self.speaker else "",
            words,
        )

    @property
    def _heads(self) -> SafeString:
        return format_html_join(
            "", '<li class="turn head"><h3>{}</h3></li>', ((head,) for head in self.heads)
        )


@dataclass(frozen=True)
class Stretch:
    """Turns that stand together: plain, or behind a content note with a way past it."""

    turns: Sequence[Turn]
    note: str = ""
    length: str = ""
    # The id of the row with the note: an address that names it does not open it.
    anchor: str = ""
    past: Turn | None = None

    @property
    def html(self) -> SafeString:
        """All rows of the stretch."""
        return mark_safe("\n".join(turn.html for turn in self.turns))  # noqa: S308 (safe parts)


def turns_of(
    rows: Iterable[EditionTurn],
    *,
    span: Span | None,
    words: Words | None = None,
    points: Iterable[EditionPoint] = (),
) -> list[Turn]:
    """Rows of an edition as rows of a page, with the cited words marked by their own times.

    Above each stand the titles of the `points` that begin in it.
    """
    turns: list[Turn] = []
    speaker, rows = None, list(rows)
    heads = heads_of(rows, points)
    for row, anchor in zip(rows, anchors_of(rows), strict=True):
        cited = cited_of(row, span, (words or {}).get(row.position, [])) if span else None
        codes = [part["cut"] for part in row.parts if part.get("cut")]
        only = bool(codes) and not any(part.get("text", "").strip() for part in row.parts)
        turns.append(
            Turn(
                anchor=anchor,
                at=seconds(row.start_ms),
                clock=clock(row.start_ms),
                start_ms=row.start_ms,
                end_ms=row.end_ms,
                speaker=row.speaker if row.speaker != speaker else "",
                said=said(row.parts, cited=cited),
                asks=row.asks,
                cited=cited is not None,
                gone=_gone(codes[0], row.end_ms - row.start_ms) if only else "",
                heads=tuple(heads.get(row.position, ())),
            )
        )
        speaker = row.speaker
    return turns


def cited_of(
    row: EditionTurn, span: Span, words: Sequence[dict[str, Any]]
) -> tuple[int, int] | None:
    """From and to which character of its text a turn is cited; None where it is not.

    A moment cites the turn that it falls into. So does a stretch where the words have no times.
    """
    if not span.covers(row.start_ms, row.end_ms):
        return None
    text = text_of(row)
    places = places_of(text, words)
    if span.end_ms is None or not places:
        return 0, len(text)
    inside = [
        place
        for place in places
        if place.start_ms < span.end_ms and max(place.end_ms, place.start_ms + 1) > span.start_ms
    ]
    return (inside[0].first, inside[-1].last) if inside else None


def said(
    parts: Sequence[dict],
    *,
    cited: tuple[int, int] | None = None,
    reasons: str = "#reasons",
) -> SafeString:
    """The words of a turn with a bar of one length for each removal.

    `cited` is from and to which character of the turn's text (`text_of`) the words are marked;
    `reasons` is where the table stands that says why something was removed.
    """
    html, begins = [], 0
    first, last = cited or (-1, -1)
    for part in parts:
        size = len(mark_of(part["cut"]) if "cut" in part else part["text"])
        html.append(_part(part, size, first - begins, last - begins, reasons))
        begins += size + 1
    # A bar and the comma after it belong together.
    text = _BEFORE_SIGN.sub(r"\1\2", " ".join(piece for piece in html if piece))
    return mark_safe(text)  # noqa: S308 (escaped below)


def _part(part: dict, size: int, first: int, last: int, reasons: str) -> str:
    """One part, with a mark that opens before its character `first` and closes at `last`."""
    opens, closes = 0 <= first < size, 0 < last <= size
    if part.get("cut") or part.get("put"):
        whole = (
            cut(part["cut"], reasons)
            if part.get("cut")
            else put(part["text"], part["put"], reasons)
        )
        return f"{'<mark>' if opens else ''}{whole}{'</mark>' if closes else ''}"
    text = str(part.get("text", ""))
    head, tail = first if opens else 0, last if closes else size
    before, inside, after = escape(text[:head]), escape(text[head:tail]), escape(text[tail:])
    return f"{before}{'<mark>' if opens else ''}{inside}{'</mark>' if closes else ''}{after}"


def cut(code: str, reasons: str = "#reasons") -> SafeString:
    """The bar that stands where something was removed. Its length says nothing."""
    return format_html(
        '<a class="cut" href="{}"><span class="vh" lang="{}">{}</span>'
        '<span aria-hidden="true">{}</span></a>',
        reasons,
        get_language(),
        _("[Removed here: %(what)s. Reason %(code)s.]")
        % {"what": reason_label(code), "code": code},
        code,
    )


def put(text: str, code: str, reasons: str = "#reasons") -> SafeString:
    """Words that stand in place of others, told apart from what was said."""
    return format_html(
        '<a class="put" href="{}">{}<span class="vh" lang="{}"> {}</span></a>',
        reasons,
        text,
        get_language(),
        _("[Put here in place of other words: %(what)s. Reason %(code)s.]")
        % {"what": reason_label(code), "code": code},
    )


def reason_label(code: str) -> str:
    """A reason code in words; the code itself for one that is not ours."""
    return str(ReasonCode(code).label) if code in ReasonCode.values else code


def stretches(turns: Sequence[Turn], ranges: Sequence[dict]) -> list[Stretch]:
    """Turns in order, those that a content range touches gathered behind its note."""
    found: list[_Open] = []
    for turn in turns:
        number = noted_by(turn, ranges)
        if not found or found[-1].number != number:
            found.append(_Open(number))
        found[-1].turns.append(turn)
    return [
        Stretch(group.turns)
        if group.number is None
        else Stretch(
            group.turns,
            note=ranges[group.number]["note"],
            length=length(ranges[group.number]["end_ms"] - ranges[group.number]["start_ms"]),
            anchor=f"note-{group.turns[0].anchor}",
            past=following.turns[0] if following else None,
        )
        for group, following in zip(found, [*found[1:], None], strict=True)
    ]


@dataclass
class _Open:
    number: int | None
    turns: list[Turn] = field(default_factory=list)


def _gone(code: str, ms: int) -> str:
    return _("%(amount)s removed from the words and the sound. Reason: %(why)s.") % {
        "amount": length(ms),
        "why": reason_label(code),
    }
