"""What somebody typed. There is no query language: words, and words in order in quotation marks.

So nothing typed can be a syntax error, a wildcard, a regular expression or a field's name.
"""

import re
from dataclasses import dataclass

from search.analysis import FOLDED, normal, terms

LONGEST_QUERY = 200
MOST_CLAUSES = 24
LONGEST_TYPED = 4000  # what the form takes, so that the page can say that it was shortened
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_PIECES = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True)
class Clause:
    """Something that a passage must hold: a word, or several in this order."""

    text: str
    phrase: bool = False


@dataclass(frozen=True)
class Asked:
    clauses: tuple[Clause, ...]
    shortened: bool = False


def asked(text: str) -> Asked:
    """Read what was typed; never raises. What holds no letter and no digit is passed over."""
    plain = beginning(text)
    clauses: list[Clause] = []
    for phrase, word in _PIECES.findall(plain.translate(_QUOTES)):
        clause = Clause((phrase or word).strip(), phrase=bool(phrase.strip()))
        if clause not in clauses and terms(clause.text, FOLDED):
            clauses.append(clause)
    return Asked(
        tuple(clauses[:MOST_CLAUSES]),
        shortened=len(plain) < len(_plain(text)) or len(clauses) > MOST_CLAUSES,
    )


def beginning(text: str) -> str:
    """What is read of a text: of a long one as many whole words as there is room for."""
    plain = _plain(text)
    if len(plain) <= LONGEST_QUERY:
        return plain
    # A half word would have to be found as well, and is in no text. A word alone stays as it is.
    whole = plain[: LONGEST_QUERY + 1].rpartition(" ")[0].rstrip()
    return whole or plain[:LONGEST_QUERY]


def _plain(text: str) -> str:
    return normal("".join(c if c.isprintable() else " " for c in text[: LONGEST_TYPED + 1]))
