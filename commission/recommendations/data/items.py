"""One line of a feed."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Item:
    """What happened, in one sentence. `key` stays the same for good."""

    key: str
    title: str
    link: str
    what: str
    kind: str
    at: datetime


def printable(text: str) -> str:
    """Text that XML can hold: one such character in one row would close the feed to everybody."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs", "Cn"))
