"""Finding a name among words, however it is written. Pure: no database, no clock.

Recall comes before precision: whatever is found is put in front of a person, who decides each
place. The leak check uses the same eyes, so what it would find has been decided on before.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from archive.redaction.scripts import cased, readings, running, written_onto

# Shortest name that is also looked for inside a longer word ("SergeantPellworth").
INSIDE_MIN = 6
_WORD = re.compile(r"\w+")
# A shorter part counts only where it begins with a capital: "Ng", "Li", "Jo".
SHORT_PART = 3
# A text of so many words without any capital does not write them: then none is asked for.
UNWRITTEN = 20
# Parts of a name that say nothing about a person by themselves.
PARTICLES = frozenset(
    _WORD.findall(
        "mr mrs ms miss dr sir madam father sister brother pastor reverend rev officer sergeant sgt"
        " lieutenant captain colonel general chief inspector detective judge professor"
        " prof senor senora dona herr frau the and von van der den del dela las los san santa"
        " bin ibn abu de la le du di da al el st jr sr mc ii iii iv"
    )
)
# Parts of names that are everyday words too: they count only where they begin with a capital.
EVERYDAY = frozenset(
    _WORD.findall(
        "will may mark rose hope grace faith joy young white black brown green gray grey king long"
        " short rich art bill jack pat sue rob grant miles dean wood woods hill stone field north"
        " west day summer winter june april august page price bell cook baker smith hunter carter"
        " fox wolf bird drew frank gene guy iris ivy lily pearl ruby sandy skip ray dawn eve chase"
        " hall park lane street banks rivers waters glass best good love power small little cross"
        " church bishop ben don justice"
    )
)
# Letters that have no accent to take off.
_STRANGE = str.maketrans(
    {
        "\N{LATIN SMALL LETTER O WITH STROKE}": "o",
        "\N{LATIN SMALL LETTER L WITH STROKE}": "l",
        "\N{LATIN SMALL LETTER D WITH STROKE}": "d",
        "\N{LATIN SMALL LETTER ETH}": "d",
        "\N{LATIN SMALL LETTER THORN}": "th",
        "\N{LATIN SMALL LETTER AE}": "ae",
        "\N{LATIN SMALL LIGATURE OE}": "oe",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        # One letter by several keyboards, and what only draws a word out.
        "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
        "\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC TATWEEL}": "",
    }
)
_PIECE = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """One spelling for all ways to write the same: case, accents, width, invisible characters."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(
        c for c in unicodedata.normalize("NFD", wide) if unicodedata.category(c) not in ("Mn", "Cf")
    )
    return unicodedata.normalize("NFC", bare).translate(_STRANGE)


def pieces(text: str) -> list[str]:
    """The letters and digits of a text, cut at everything else: "Pell-O'Brien" → pell, o, brien."""
    return _PIECE.findall(fold(text))


@dataclass(frozen=True)
class Place:
    """Where a name stands: the first and the last word, counted from 0."""

    first: int
    last: int
    # False: only nearly spelled so, proposed to a person and not a leak by itself.
    exact: bool


@dataclass(frozen=True)
class _Target:
    """Letters to look for: the whole name, or one part of it."""

    letters: str
    capital: bool

    # Asked at every word of a long text, and found out once.
    @cached_property
    def runs(self) -> bool:
        """Whether it stands in running text."""
        return running(self.letters)

    @cached_property
    def inside(self) -> bool:
        """Whether it is also looked for inside a longer word."""
        return len(self.letters) >= INSIDE_MIN or self.runs

    @cached_property
    def onto(self) -> bool:
        """Whether other words may be written onto it."""
        return written_onto(self.letters)


@dataclass(frozen=True)
class _Piece:
    letters: str
    word: int
    capital: bool


def name_find(
    name: str, words: Sequence[str], *, near: bool = False, parts: bool = True
) -> list[Place]:
    """Every place where the name, or a telling part of it, stands in these words, in order.

    `near` adds places that differ by a letter or two, as speech recognition writes names; `parts`
    off looks for the whole name alone. Places that overlap are one place.
    """
    run = list(_pieces_of(words))
    written = len(run) < UNWRITTEN or any(piece.capital for piece in run)
    targets = [
        target if written else _Target(target.letters, capital=False)
        for target in _targets(name, parts=parts)
    ]
    found: dict[tuple[int, int], bool] = {}
    # Most words can begin no place at all; that is found out once for each of them.
    begins: dict[str, list[_Target]] = {}
    for start, piece in enumerate(run):
        if piece.letters not in begins:
            begins[piece.letters] = [t for t in targets if _may_begin(piece.letters, t, near)]
        for target in begins[piece.letters]:
            end, exact = _match(run, start, target, near)
            if end is not None:
                span = (run[start].word, run[end].word)
                found[span] = found.get(span, False) or exact
    return _merge(Place(first, last, exact) for (first, last), exact in sorted(found.items()))


def name_telling(name: str, *, without: Sequence[str] = ()) -> str:
    """The name less what stands in other, published names; "" when nothing telling is left."""
    public = {piece for other in without for piece in pieces(other)}
    return " ".join(piece for piece in pieces(name) if piece not in public)


def _targets(name: str, *, parts: bool) -> list[_Target]:
    own = pieces(name)
    if not own:
        return []
    targets = [_Target("".join(own), capital=False)]
    if parts and len(own) > 1:
        # "O'Brien" is told apart as obrien and as brien.
        joined = ["".join(pieces(word)) for word in name.split()]
        targets += [
            _Target(part, capital=part in EVERYDAY or (len(part) < SHORT_PART and cased(part)))
            for part in dict.fromkeys([*joined, *own])
            if len(part) >= 2 and part not in PARTICLES and not part.isdigit()
        ]
    return targets


def _pieces_of(words: Sequence[str]) -> Iterator[_Piece]:
    for number, word in enumerate(words):
        own, capital = _taken_apart(word)
        for letters in own:
            yield _Piece(letters, number, capital)


@lru_cache(maxsize=65_536)
def _taken_apart(word: str) -> tuple[tuple[str, ...], bool]:
    """The pieces of a word, and whether it begins with a capital."""
    shown = unicodedata.normalize("NFKC", word)
    capital = next((c.isupper() for c in shown if c.isalpha()), False)
    return tuple(pieces(word)), capital


def _may_begin(letters: str, target: _Target, near: bool) -> bool:
    """Whether a place of the target can begin with these letters."""
    sought = target.letters
    return (
        sought.startswith(letters)
        or letters == sought + "s"
        or (target.inside and sought in letters)
        or (target.onto and any(sought.startswith(form) for form in readings(letters)))
        or (target.runs and any(letters.endswith(sought[:n]) for n in range(1, len(sought))))
        or (near and nearly(letters, sought))
    )


def _match(run: list[_Piece], start: int, target: _Target, near: bool) -> tuple[int | None, bool]:
    """The piece at which the target ends when it begins at `start`, and whether it is exact."""
    sought = target.letters
    if target.capital and not run[start].capital:
        return None, False
    alone = run[start].letters
    for first in readings(alone) if target.onto else (alone,):
        end = _spelled(run, start, first, sought)
        if end is not None:
            return end, True
    if target.inside and sought in alone:
        return start, True
    if target.runs:
        end = _run_through(run, start, sought)
        if end is not None:
            return end, True
    if near and nearly(alone, sought):
        return start, False
    return None, False


def _spelled(run: list[_Piece], start: int, first: str, sought: str) -> int | None:
    """Where it ends when it is spelled by whole pieces, of which the first reads as `first`."""
    joined, end = first, start
    while joined not in (sought, sought + "s"):
        end += 1
        if end == len(run) or not sought.startswith(joined):
            return None
        joined += run[end].letters
    return end


def _run_through(run: list[_Piece], start: int, sought: str) -> int | None:
    """Where it ends when it begins anywhere in the first piece, however the pieces are cut."""
    first = joined = run[start].letters
    end = start
    while len(joined) < len(first) + len(sought) - 1 and end + 1 < len(run):
        end += 1
        joined += run[end].letters
        if 0 <= joined.find(sought) < len(first):
            return end
    return None


@lru_cache(maxsize=65_536)
def nearly(word: str, sought: str) -> bool:
    """Whether a piece of a word differs from the letters sought by one or two, as a mishearing."""
    allowed = 0 if len(sought) < 6 else 1 if len(sought) < 9 else 2
    return bool(allowed) and any(
        _distance(form, sought, allowed) <= allowed for form in {word, word.removesuffix("s")}
    )


def _distance(one: str, other: str, limit: int) -> int:
    """Letters to change, add, drop or swap; anything above `limit` is `limit` + 1."""
    # Each change puts at most one letter in and takes one out.
    if abs(len(one) - len(other)) > limit or len(set(one) ^ set(other)) > 2 * limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _merge(places: Iterable[Place]) -> list[Place]:
    merged: list[Place] = []
    for place in places:
        last = merged[-1] if merged else None
        if last is not None and place.first <= last.last:
            merged[-1] = Place(last.first, max(last.last, place.last), last.exact or place.exact)
        else:
            merged.append(place)
    return merged
