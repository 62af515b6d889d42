"""What a transcriber does by ear, done from the known text of a reading.

The words read aloud are known, so a machine transcript can be put right segment by segment; the
archive then aligns each corrected segment and keeps the times of its words.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher


def _bare(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def corrected_segments(heard: Sequence[Sequence[str]], text: str) -> list[str]:
    """Divide `text` among the segments in which the machine heard it.

    `heard` holds the words of each segment; returns one corrected text per segment, empty where the
    machine heard words that nobody read.
    """
    owner = [n for n, words in enumerate(heard) for _ in words]
    machine = [_bare(word) for words in heard for word in words]
    read = text.split()
    share: list[list[str]] = [[] for _ in heard]
    matcher = SequenceMatcher(a=machine, b=[_bare(word) for word in read], autojunk=False)
    for _tag, a1, a2, b1, b2 in matcher.get_opcodes():
        for n in range(b1, b2):
            # Inside a stretch that differs, words are dealt out evenly over the old places.
            place = a1 + (n - b1) * (a2 - a1) // max(b2 - b1, 1)
            place = min(max(place if a2 > a1 else a1 - 1, 0), len(owner) - 1)
            share[owner[place]].append(read[n])
    return [" ".join(words) for words in share]
