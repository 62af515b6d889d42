"""What was recommended because of findings. The tracker lies above findings and tells them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """What one voice says of a recommendation; `status` is empty where it has not spoken yet."""

    voice: str
    says: str
    status: str
    label: str


@dataclass(frozen=True)
class Consequence:
    """A public recommendation that rests on a finding, and its three readings."""

    number: int
    title: str
    language: str
    address: str
    bodies: str
    readings: tuple[Reading, ...]


# Recommendations under the keys of the findings that they rest on.
Provider = Callable[[Collection[int]], dict[int, list[Consequence]]]
_providers: list[Provider] = []


def consequences_register(provider: Provider) -> None:
    """Add whoever knows what findings led to. Harmless twice."""
    if provider not in _providers:
        _providers.append(provider)


def consequences_of(findings: Collection[int]) -> dict[int, list[Consequence]]:
    """What each finding led to, by the number of the recommendation, under the finding's key."""
    found: dict[int, list[Consequence]] = {key: [] for key in findings}
    for provider in _providers:
        for key, rows in provider(findings).items():
            found[key] += rows
    for rows in found.values():
        rows.sort(key=lambda one: one.number)
    return found
