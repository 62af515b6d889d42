"""One line of a feed."""

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
