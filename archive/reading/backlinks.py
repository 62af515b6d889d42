"""What testimony became part of. Whoever cites editions registers here, and the page asks them.

The archive knows nothing of findings; it prints what it is told, each row at its place.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from archive.edition.models import Edition
from archive.reading.wording import clock


@dataclass(frozen=True)
class Backlink:
    """A public record that rests on this testimony, in public words only."""

    label: str
    url: str
    # One sentence of the record, and the language that it is in.
    sentence: str = ""
    language: str = ""
    # What stands after it, in the language of the page.
    after: str = ""
    # At which moment of the recording; None for what rests on another row before it.
    start_ms: int | None = None
    # What stands in the margin where there is no moment.
    margin: str = ""

    @property
    def voice(self) -> bool:
        """Whether the row is about a stretch of this voice."""
        return self.start_ms is not None

    @property
    def at(self) -> str:
        """What stands in the margin."""
        return self.margin or (clock(self.start_ms) if self.start_ms is not None else "")


Provider = Callable[[Edition, datetime], Iterable[Backlink]]
_providers: list[Provider] = []


def backlinks_register(provider: Provider) -> None:
    """Add somebody who cites editions. Harmless twice."""
    if provider not in _providers:
        _providers.append(provider)


def backlinks_of(edition: Edition, *, at: datetime) -> list[Backlink]:
    """What an edition became part of, in the order in which the providers tell it."""
    return [link for provider in _providers for link in provider(edition, at)]
