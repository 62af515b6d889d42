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

    @property
    def order(self) -> tuple[datetime, str]:
        """Sorts items as they became known."""
        return (self.at, self.key)


def printable(text: str) -> str:
    """Text that XML can hold: one such character in one row would close the feed to everybody."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs", "Cn"))
