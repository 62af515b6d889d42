"""What a worker does in turn. Each package registers its runners when Django starts."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Runner:
    """One kind of background work."""

    name: str
    # Does one piece of work under the worker's name; True when there was something to do.
    run_one: Callable[[str], bool]


_runners: dict[str, Runner] = {}


def runner_register(name: str, run_one: Callable[[str], bool]) -> None:
    """Add a runner; a second registration under the same name replaces the first."""
    _runners[name] = Runner(name, run_one)


def runners(only: list[str] | None = None) -> list[Runner]:
    """All runners in order of registration, or those named. Raises KeyError for an unknown name."""
    return list(_runners.values()) if only is None else [_runners[name] for name in only]
