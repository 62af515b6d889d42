"""What a giver is called outside where somebody above decided it: a cipher of a hearing."""

from collections.abc import Callable

from archive.testimony.models import Testimony

Called = Callable[[Testimony], str]
_decided: list[Called] = []


def called_register(called: Called) -> None:
    """Ask this what the giver of a testimony is called; "" leaves it to the consent.

    Harmless twice. For packages above: called when Django starts.
    """
    if called not in _decided:
        _decided.append(called)


def called_of(testimony: Testimony) -> str:
    """The name that was decided, or "" where none was."""
    return next((name for called in _decided if (name := called(testimony))), "")
