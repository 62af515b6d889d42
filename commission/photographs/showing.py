"""Which photographs the public may see: those that something public shows."""

from collections.abc import Callable, Collection
from uuid import UUID

# Those of the photographs that a kind of public record shows now.
Provider = Callable[[Collection[UUID]], set[UUID]]
_providers: list[Provider] = []


def shown_register(provider: Provider) -> None:
    """Let a kind of record say which photographs it shows. Harmless twice.

    For packages above: called when Django starts.
    """
    if provider not in _providers:
        _providers.append(provider)


def shown(photographs: Collection[UUID]) -> set[UUID]:
    """Those of the photographs that something public shows now; one query a kind of record."""
    found: set[UUID] = set()
    for provider in _providers:
        left = set(photographs) - found
        if not left:
            break
        found |= provider(left) & left
    return found
