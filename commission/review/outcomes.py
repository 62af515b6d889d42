"""Where a public record was heard and what came of it: told by the records that lie above it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commission.review.models import PublicRecord

CAME = _("What came of it")


@dataclass(frozen=True)
class Outcome:
    """One public record that another belongs to, in public words only."""

    # What stands in the margin: Marker 3.
    margin: str
    title: str
    # Of the title.
    language: str
    address: str
    # What stands after it, in the language of the page.
    after: str = ""
    # Under which they stand together; one provider gives one heading.
    heading: str | Promise = CAME


Provider = Callable[[PublicRecord], Iterable[Outcome]]
_providers: list[Provider] = []


def outcomes_register(provider: Provider) -> None:
    """Add whoever knows of records above. Harmless twice."""
    if provider not in _providers:
        _providers.append(provider)


def outcomes_of(record: PublicRecord) -> list[Outcome]:
    """What a record belongs to, in the order in which the providers tell it; an original's alone.

    The number of queries does not depend on how many there are.
    """
    return [one for provider in _providers for one in provider(record)]
