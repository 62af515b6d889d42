"""What somebody typed. There is no query language: words, and words in order in quotation marks.

So nothing typed can be a syntax error, a wildcard, a regular expression or a field's name.
"""

import re
from dataclasses import dataclass

from search.analysis import FOLDED, normal, terms

LONGEST_QUERY = 200
MOST_CLAUSES = 24
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
    plain = normal("".join(c if c.isprintable() else " " for c in text[: LONGEST_QUERY + 1]))
    clauses: list[Clause] = []
    for phrase, word in _PIECES.findall(plain[:LONGEST_QUERY].translate(_QUOTES)):
        clause = Clause((phrase or word).strip(), phrase=bool(phrase.strip()))
        if clause not in clauses and terms(clause.text, FOLDED):
            clauses.append(clause)
    return Asked(
        tuple(clauses[:MOST_CLAUSES]),
        shortened=len(plain) > LONGEST_QUERY or len(clauses) > MOST_CLAUSES,
    )
