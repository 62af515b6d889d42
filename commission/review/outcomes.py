"""What came of a public record: told to its page by the records that lie above it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from commission.review.models import PublicRecord


@dataclass(frozen=True)
class Outcome:
    """One public record that came of another, in public words only."""

    # What stands in the margin: Marker 3.
    margin: str
    title: str
    # Of the title.
    language: str
    address: str
    # What stands after it, in the language of the page.
    after: str = ""


Provider = Callable[[PublicRecord], Iterable[Outcome]]
_providers: list[Provider] = []


def outcomes_register(provider: Provider) -> None:
    """Add whoever knows what came of records. Harmless twice."""
    if provider not in _providers:
        _providers.append(provider)


def outcomes_of(record: PublicRecord) -> list[Outcome]:
    """What came of a record, in the order in which the providers tell it; `record` is an original.

    The number of queries does not depend on how many there are.
    """
    return [one for provider in _providers for one in provider(record)]
