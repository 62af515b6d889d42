"""Whether redactions still lie on the words they were placed for, after the text has changed.

A correction moves, splits and joins words, and a new transcript of the same sound gives every word
another id and another time. What a redaction is about is therefore read from the version of the
text that it was placed on. The rules lean towards a false alarm: a person looks, and confirms or
places it again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from rapidfuzz.distance import Levenshtein

from archive.redaction.models import Redaction
from archive.redaction.names import name_find, pieces
from archive.redaction.placed import PlacedText, Spelled
from archive.redaction.selectors import redactions_withheld, transcript_newest
from archive.testimony.models import Testimony
from archive.transcript.models import Transcript
from media.audience import Audience

# A word that was heard otherwise may stand as up to so many words now.
RUN = 3
# Words shorter than this are another word when a letter differs.
SHORT = 4
# How far from its time its words are looked for first.
NEAR_MS = 60_000


@dataclass(frozen=True, repr=False)
class Astray:
    """A redaction that does not lie on the words it was placed for, or that they slipped out of."""

    redaction: Redaction
    # What it was placed for.
    meant: str
    # Words of the newest text that seem to be the same, not covered now; none when none were found.
    word_ids: tuple[str, ...]
    start_ms: int | None


def redactions_astray(testimony: Testimony) -> list[Astray]:
    """Withheld redactions that the newest text does not follow, in order of time.

    One that lies on more words than before is none of them; one that lies on others or fewer is,
    and so is one whose words stand uncovered somewhere in what has changed, for any audience.
    """
    newest = transcript_newest(testimony)
    if newest is None:
        return []
    found: dict[UUID, Astray] = {}
    looked_at: list[list[Redaction]] = []
    for audience in (Audience.PUBLIC, Audience.RESEARCH):
        rows = redactions_withheld(testimony, audience=audience, transcript=newest)
        withheld = list(rows.select_related("placed_on"))
        if withheld not in looked_at:
            looked_at.append(withheld)
            for astray in _astray(withheld, newest):
                found.setdefault(astray.redaction.pk, astray)
    return sorted(found.values(), key=lambda astray: astray.redaction.start_ms)


def _astray(withheld: list[Redaction], newest: Transcript) -> Iterator[Astray]:
    now: PlacedText | None = None
    changes: dict[UUID, _Change] = {}
    for redaction in withheld:
        placed_on = redaction.placed_on
        if placed_on is None or same_words(placed_on, newest):
            continue
        now = now or PlacedText(newest, withheld)
        if placed_on.pk not in changes:
            changes[placed_on.pk] = _Change(PlacedText(placed_on, withheld), now)
        change = changes[placed_on.pk]
        if not change.holds(redaction, withheld):
            yield change.astray(redaction)


def same_words(one: Transcript, other: Transcript) -> bool:
    """Whether two versions hold the same: accepting a text makes a new one of the same words."""
    return one.pk == other.pk or one.content_hash == other.content_hash


@dataclass(frozen=True, repr=False)
class _Change:
    """Two versions of a text, and what lies on each."""

    before: PlacedText
    now: PlacedText

    def holds(self, redaction: Redaction, withheld: Iterable[Redaction]) -> bool:
        meant = self.before.under(redaction)
        if not meant:
            return True
        own = set(self.now.under(redaction))
        for later in withheld:
            # Placed again: what was placed since then is what was placed for it.
            if _placed_later(later, redaction):
                own |= set(self.now.under(later))
        covered = _runs(self.now.words, sorted(own))
        return all(self._held(n, covered) for n in meant) and not self.slipped(redaction)

    def _held(self, n: int, covered: Sequence[str]) -> bool:
        """Whether the word at `n` before, or all that stands in its place, is covered now."""
        word = self.before.words[n]
        letters = _letters(word["text"])
        if not letters:
            return True
        m = self.now.by_id.get(word["id"])
        if m in self.now.covered and _alike(letters, _letters(self.now.words[m]["text"])):
            return True
        place = self._place(n)
        if place and all(m in self.now.covered for m in place):
            return True
        return any(_alike(letters, run) for run in covered)

    def _place(self, n: int) -> range:
        """What stands now between the unchanged words on either side of the word at `n`."""
        kept = self.kept
        if not kept:
            return range(len(self.now.words))
        first = next((kept[i] for i in range(n - 1, -1, -1) if i in kept), -1)
        last = next((kept[i] for i in range(n, len(self.before.words)) if i in kept), None)
        return range(first + 1, len(self.now.words) if last is None else last)

    def slipped(self, redaction: Redaction) -> list[int]:
        """Where a telling word of it stands uncovered in what has changed; its place in the text.

        What stood uncovered as often before says nothing.
        """
        for target in self.before.telling(redaction):
            places = self._changed_now.places(target)
            if places and len(places) > len(self._changed_before.places(target)):
                return places[-1]
        return []

    def astray(self, redaction: Redaction) -> Astray:
        meant = [self.before.words[n]["text"] for n in self.before.under(redaction)]
        words = [self.now.words[m] for m in self._again(redaction, meant)]
        return Astray(
            redaction=redaction,
            meant=" ".join(meant),
            word_ids=tuple(word["id"] for word in words),
            start_ms=words[0]["start"] if words else None,
        )

    def _again(self, redaction: Redaction, meant: list[str]) -> list[int]:
        """The uncovered words nearest to its time that read like it; or what slipped out of it."""
        near = self.now.between(redaction.start_ms - NEAR_MS, redaction.end_ms + NEAR_MS)
        texts, where = self.now.uncovered(near)
        places = name_find(" ".join(meant), texts, near=True, parts=False)
        if not places:
            return self.slipped(redaction)

        def distance(first: int) -> int:
            m = where[first]
            return abs(self.now.words[m]["start"] - redaction.start_ms) if m is not None else 0

        place = min(places, key=lambda place: distance(place.first))
        return [m for m in where[place.first : place.last + 1] if m is not None]

    @cached_property
    def kept(self) -> dict[int, int]:
        """Words that are in both versions with the same letters: their places before and now."""
        found = {}
        for n, word in enumerate(self.before.words):
            m = self.now.by_id.get(word["id"])
            if m is not None and self.now.words[m]["text"] == word["text"]:
                found[n] = m
        return found

    @cached_property
    def _changed_now(self) -> "_Changed":
        same = set(self.kept.values())
        return _Changed(self.now, {m for m in range(len(self.now.words)) if m not in same})

    @cached_property
    def _changed_before(self) -> "_Changed":
        same = self.kept
        return _Changed(self.before, {n for n in range(len(self.before.words)) if n not in same})


class _Changed:
    """The uncovered words of a version that the other one does not have."""

    def __init__(self, text: PlacedText, changed: set[int]) -> None:
        self._changed = changed
        texts, self._where = text.uncovered(changed)
        self._spelled = Spelled(texts)

    def places(self, name: str) -> list[list[int]]:
        """Where the name, or nearly so, stands in them."""
        found = self._spelled.places(name)
        places = (self._where[place.first : place.last + 1] for place in found)
        return [
            [n for n in place if n is not None]
            for place in places
            if not self._changed.isdisjoint(place)
        ]


def _placed_later(later: Redaction, redaction: Redaction) -> bool:
    return (
        later.placed_on is not None
        and redaction.placed_on is not None
        and later.placed_on.version > redaction.placed_on.version
    )


def _runs(words: Sequence[dict[str, Any]], covered: Sequence[int]) -> list[str]:
    """The letters of every one to three covered words that stand together."""
    runs = []
    for i, first in enumerate(covered):
        joined = ""
        for k, n in enumerate(covered[i : i + RUN]):
            if n != first + k:
                break
            joined += _letters(words[n]["text"])
            runs.append(joined)
    return runs


def _letters(text: str) -> str:
    return "".join(pieces(text))


def _alike(one: str, other: str) -> bool:
    """Whether two words differ no more than the spelling of one word does."""
    if one == other:
        return True
    allowed = 0 if len(one) < SHORT else max(1, len(one) * 3 // 10)
    return Levenshtein.distance(one, other) <= allowed
