"""Who is reading. The package that knows about research grants says so here."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from media.audience import Audience


class AudiencesOf(Protocol):
    def __call__(self, user: object, *, at: datetime) -> frozenset[Audience]: ...


_asked: list[AudiencesOf] = []


def audiences_register(function: Callable[..., frozenset[Audience]]) -> None:
    """Use this function to tell what a user may read; the last registration counts."""
    _asked[:] = [function]


def audiences_of(user: object, *, at: datetime) -> frozenset[Audience]:
    """The audiences that a user belongs to. Everybody is the public."""
    if not _asked:
        return frozenset({Audience.PUBLIC})
    return _asked[0](user, at=at) | {Audience.PUBLIC}
