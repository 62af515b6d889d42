"""What a script does to a name in running text. Pure; over letters as `names.fold` leaves them.

Ranges are those of the Unicode blocks; what is written onto a word is from the grammars of Arabic
(and, then, by, to, like, the) and Hebrew (and, the, in, to, like, from, that).
"""

import re
from functools import lru_cache

# Han, kana, Thai, Lao, Tibetan, Myanmar and Khmer put no space between words; Hangul does, and
# writes endings onto a name.
_RUNNING = re.compile(
    r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_ONTO = re.compile(
    r"[\u0648\u0641]?[\u0628\u0644\u0643]?(?:\u0627\u0644)?"
    r"|[\u05d5\u05d4\u05d1\u05dc\u05db\u05de\u05e9]{1,3}"
)
_ONTO_MAX = 4
_WITH_ONTO = re.compile(r"[\u0590-\u05ff\u0600-\u06ff]")


def running(letters: str) -> bool:
    """Whether these are written without a space to what follows them."""
    return bool(_RUNNING.search(letters))


def written_onto(letters: str) -> bool:
    """Whether this script writes other words onto the beginning of a word."""
    return bool(_WITH_ONTO.match(letters))


def cased(letters: str) -> bool:
    """Whether a capital can tell a name from another word here."""
    return letters.upper() != letters


@lru_cache(maxsize=65_536)
def readings(letters: str) -> tuple[str, ...]:
    """A word as it is written, and without what may only be written onto it: walibrahim, ibrahim.

    What is left has two letters or more.
    """
    if not written_onto(letters):
        return (letters,)
    cuts = (n for n in range(1, min(_ONTO_MAX, len(letters) - 2) + 1))
    return (letters, *(letters[n:] for n in cuts if _ONTO.fullmatch(letters[:n])))
