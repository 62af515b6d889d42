"""What an account became part of: told by the packages above, which know what cites it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from archive.edition.models import Edition


@dataclass(frozen=True)
class Backlink:
    """One record that rests on the account, and what came of that record in turn."""

    kind: str
    label: str
    text: str
    language: str
    url: str
    led_to: Sequence["Backlink"] = field(default_factory=tuple)


Provider = Callable[[Edition, datetime], Sequence[Backlink]]
_providers: list[Provider] = []


def backlinks_register(provider: Provider) -> None:
    """Add whoever knows what rests on accounts. Harmless twice."""
    if provider not in _providers:
        _providers.append(provider)


def backlinks_of(edition: Edition, *, at: datetime) -> list[Backlink]:
    """Everything public that rests on this edition's account now."""
    return [link for provider in _providers for link in provider(edition, at)]
