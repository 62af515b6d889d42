"""Groups and hits as the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search.asked import Clause
from search.engines.base import Filters, FoundGroup
from search.engines.cards import Card, fits
from search.highlights import Piece, found_spans, highlight
from search.kinds import Passage, Shown


@dataclass(frozen=True)
class Hit:
    passage: Passage
    pieces: list[Piece]
    url: str
    # When the longest of the words that were looked for was said.
    start_ms: int | None

    @property
    def clock(self) -> str:
        """`31:04`, or `1:06:18`; nothing for what has no time."""
        if self.start_ms is None:
            return ""
        minutes, seconds = divmod(self.start_ms // 1000, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    @property
    def duration(self) -> str:
        """The same moment as HTML's `datetime` has it: PT31M4S."""
        minutes, seconds = divmod((self.start_ms or 0) // 1000, 60)
        hours, minutes = divmod(minutes, 60)
        return f"PT{hours}H{minutes}M{seconds}S" if hours else f"PT{minutes}M{seconds}S"


@dataclass(frozen=True)
class Group:
    reference: str
    shown: Shown
    hits: list[Hit]
    count: int  # passages that match in this group, all of them

    @property
    def beyond(self) -> int:
        """Passages that match and are not listed here."""
        return self.count - len(self.hits)

    @property
    def moments(self) -> list[int]:
        """Where the hits fall, in thousandths of the length; empty where there is no length."""
        length = self.shown.duration_ms
        if not length:
            return []
        starts = [hit.start_ms for hit in self.hits if hit.start_ms is not None]
        return [min(991, start * 1000 // length) for start in starts]


def group_shown(
    group: FoundGroup,
    cards: Sequence[tuple[Card, int]],
    shown: Mapping[str, Shown],
    filters: Filters,
    clauses: Sequence[Clause],
) -> Group | None:
    """A group with its hits marked, in the order in which they were said.

    None when nothing of it may be shown.
    """
    passages = [passage for passage in group.passages if passage.key in shown]
    if not passages:
        return None
    count = sum(n for card, n in cards if card.group == group.group and fits(card, filters))
    ordered = sorted(passages, key=lambda one: one.position)
    hits = [_hit(one, shown[one.key].url, clauses) for one in ordered]
    return Group(group.group, shown[passages[0].key], hits, count)


def _hit(passage: Passage, url: str, clauses: Sequence[Clause]) -> Hit:
    spans = found_spans(passage.text, language=passage.language, clauses=clauses)
    # Of several words the longest tells most: "the letters" is where "letters" is said.
    telling = max(spans, key=lambda span: (span[1] - span[0], -span[0]), default=None)
    offset = telling[0] if telling else None
    start, pieces = passage.said_at(offset), highlight(passage.text, spans)
    # An address that names the words would open them, and not show what is said before them.
    anchor = "" if passage.note else passage.anchor_of(offset)
    return Hit(passage, pieces, _moment(url, start, passage.end_ms, anchor), start)


def _moment(url: str, start_ms: int | None, end_ms: int | None, anchor: str) -> str:
    """The address of a hit: the page, from when its word was said to the end of its passage.

    The anchor is for a browser without script: it lands on the words.
    """
    place = f"#{anchor}" if anchor else ""
    if start_ms is None:
        return url + place
    times = ",".join(_seconds(ms) for ms in (start_ms, end_ms) if ms is not None)
    return f"{url}?t={times}{place}"


def _seconds(ms: int) -> str:
    """1864, or 1864.25: every millisecond of it, however late it is."""
    return f"{ms / 1000:.3f}".rstrip("0").rstrip(".")
