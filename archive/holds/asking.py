"""What is asked above: before a hold that was placed there is lifted, and before anything opens.

And what is said of it where the gate says no. The archive knows the hold and its code alone.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.functional import Promise

from archive.holds.models import Hold
from archive.testimony.models import Testimony

Check = Callable[[Hold, datetime], None]
Sayer = Callable[[Testimony, datetime], Iterable[str | Promise]]
Waits = Callable[[Testimony], bool]
_checks: list[Check] = []
_waits: list[Waits] = []
_sayers: list[Sayer] = []


def lift_check_register(check: Check) -> None:
    """Ask this before any hold is lifted, whoever lifts it; it raises Refused. Harmless twice."""
    if check not in _checks:
        _checks.append(check)


def lift_check(hold: Hold, *, at: datetime) -> None:
    """Ask everything that was registered. Raises Refused with the first refusal."""
    for check in _checks:
        check(hold, at)


def waits_register(waits: Waits) -> None:
    """Ask this, before anything opens, whether a testimony waits for a person. Harmless twice."""
    if waits not in _waits:
        _waits.append(waits)


def waits_above(testimony: Testimony) -> bool:
    """Whether release waits for what a person has yet to do above, with no hold for it here."""
    return any(waits(testimony) for waits in _waits)


def holds_said_register(said: Sayer) -> None:
    """Say more of what holds a testimony: what is missing, and who sees to it. Harmless twice."""
    if said not in _sayers:
        _sayers.append(said)


def holds_said(testimony: Testimony, *, at: datetime) -> list[str | Promise]:
    """Sentences on what holds a testimony now; ids and codes, never what an order says."""
    return [sentence for said in _sayers for sentence in said(testimony, at)]
