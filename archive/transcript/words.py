"""Timed words, and how they survive a correction: by alignment, never by guessing anew."""

import re
from collections.abc import Callable, Iterable
from secrets import token_hex
from typing import TypedDict

from rapidfuzz.distance import Indel, Levenshtein

# Two words this alike are the same word written otherwise: "Pelworth" and "Pellworth,".
_ALIKE = 0.5


class Word(TypedDict):
    """As in Segment.words: times in ms; `p` is None once a person wrote or confirmed the word."""

    id: str
    text: str
    start: int
    end: int
    p: float | None


def words_align(
    old: list[Word], text: str, *, new_id: Callable[[], str] | None = None
) -> list[Word]:
    """The words of a corrected text, with the ids and times of those it was made from.

    Unchanged words keep id, times and probability. A word written otherwise keeps id and times, so
    that a redaction of it still covers it. Added words get new ids and times inside the gap in
    which they stand; words that replace others share the time of those. Times never run backwards
    where those of `old` do not.
    """
    make_id = new_id or _random_id
    written = text.split()
    before = [word["text"] for word in old]
    words: list[Word] = []
    unchanged = 0  # old words from here on have not been looked at
    for a, b, c, d in _changes(before, written):
        words += [{**word} for word in old[unchanged:a]]
        if a == b:
            start = old[a - 1]["end"] if a else (old[0]["start"] if old else 0)
            end = old[a]["start"] if a < len(old) else start
            words += _spread(written[c:d], start, end, [None] * (d - c), make_id)
        else:
            words += _rewritten(old[a:b], written[c:d], make_id)
        unchanged = b
    return words + [{**word} for word in old[unchanged:]]


def _changes(before: list[str], written: list[str]) -> list[tuple[int, int, int, int]]:
    """Stretches [a, b) of the old words that became [c, d) of the new ones.

    As many words as possible stay unchanged (the longest common subsequence): greedy matching of
    long stretches, as in difflib, takes unchanged words for new ones where words repeat.
    """
    changes: list[tuple[int, int, int, int]] = []
    for edit in Indel.opcodes(before, written):
        if edit.tag == "equal":
            continue
        a, b, c, d = edit.src_start, edit.src_end, edit.dest_start, edit.dest_end
        if changes and changes[-1][1] == a and changes[-1][3] == c:
            changes[-1] = (changes[-1][0], b, changes[-1][2], d)
        else:
            changes.append((a, b, c, d))
    return changes


def ids_after(words: Iterable[Word]) -> Callable[[], str]:
    """Gives w00001, w00002… from behind the highest number that these words have used."""
    used = (int(word["id"][1:]) for word in words if re.fullmatch(r"w\d+", word["id"]))
    number = max(used, default=0)

    def next_id() -> str:
        nonlocal number
        number += 1
        return f"w{number:05d}"

    return next_id


def _rewritten(old: list[Word], written: list[str], make_id: Callable[[], str]) -> list[Word]:
    """What stands in the place of old words; all of it within their times.

    A word that is like one of the old ones takes over its id, wherever it stands now; only where
    likeness says nothing else do as many new words stand each in the place of an old one.
    """
    pairs = _alike([word["text"] for word in old], written)
    if len(old) == len(written) and all(n == m for n, m in pairs):
        return [{**word, "text": text, "p": None} for word, text in zip(old, written, strict=True)]
    ids: list[str | None] = [None] * len(written)
    for n, m in pairs:
        ids[m] = old[n]["id"]
    return _spread(written, old[0]["start"], old[-1]["end"], ids, make_id)


def _spread(
    texts: list[str], start: int, end: int, ids: list[str | None], make_id: Callable[[], str]
) -> list[Word]:
    """Words side by side over a stretch of time, the longer ones for longer."""
    end = max(start, end)
    whole = sum(map(len, texts))
    words: list[Word] = []
    done = 0
    for text, kept in zip(texts, ids, strict=True):
        begin = start + (end - start) * done // whole
        done += len(text)
        until = start + (end - start) * done // whole
        words.append(Word(id=kept or make_id(), text=text, start=begin, end=until, p=None))
    return words


def _alike(before: list[str], written: list[str]) -> list[tuple[int, int]]:
    """The ascending pairing of alike words with the greatest likeness in all."""
    if len(before) * len(written) > 250_000:  # a rewritten page, not a correction
        return []
    best = [[0.0] * (len(written) + 1) for _ in range(len(before) + 1)]
    like = [
        [Levenshtein.normalized_similarity(a.casefold(), b.casefold()) for b in written]
        for a in before
    ]
    for n in range(len(before) - 1, -1, -1):
        for m in range(len(written) - 1, -1, -1):
            skip = max(best[n + 1][m], best[n][m + 1])
            paired = best[n + 1][m + 1] + like[n][m] if like[n][m] >= _ALIKE else 0.0
            best[n][m] = max(skip, paired)
    pairs, n, m = [], 0, 0
    while n < len(before) and m < len(written) and best[n][m] > 0:
        if best[n][m] == best[n + 1][m]:
            n += 1
        elif best[n][m] == best[n][m + 1]:
            m += 1
        else:
            pairs.append((n, m))
            n, m = n + 1, m + 1
    return pairs


def _random_id() -> str:
    return f"n{token_hex(6)}"
