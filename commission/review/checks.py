"""What is asked of a record before it may wait for approval, and once more when it is approved."""

from collections.abc import Callable
from typing import Any

Check = Callable[[Any], None]
_checks: dict[type, list[Check]] = {}


def submit_check_register(model: type, check: Check) -> None:
    """Ask this of each record of a model before it is submitted; it raises Refused. Harmless twice.

    Also of records of models below it.

    For packages above: called when Django starts.
    """
    rows = _checks.setdefault(model, [])
    if check not in rows:
        rows.append(check)


def submit_check(record: Any) -> None:
    """Ask everything that was registered. Raises Refused with the first refusal."""
    for model in type(record).__mro__:
        for check in _checks.get(model, ()):
            check(record)
