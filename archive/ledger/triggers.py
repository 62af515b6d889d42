"""What the database itself refuses: changing append-only tables, and one person doing both halves.

Installed after every migrate, because altering a table on SQLite rebuilds it and drops its
triggers without a word. `manage.py check --database default` and every worker look whether they
are there.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction
from django.db.models.signals import post_migrate, pre_migrate

from archive.ledger import postgresql, sqlite
from archive.ledger.rules import TWO_PEOPLE, Rule
from archive.ledger.rules import rules as all_rules

DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}


class TriggersMissing(Exception):
    """The database would not refuse what it must refuse."""


def triggers_install(using: str = "default") -> None:
    """Put every trigger in place whose tables exist, replacing what stands under its name."""
    _execute(
        using, [s for rule in _possible(using) for s in DIALECTS[_vendor(using)].install(rule)]
    )


def triggers_remove(using: str = "default", *, rules: Iterable[Rule] | None = None) -> None:
    """Take triggers away: of some rules, or of all."""
    wanted = [rule for rule in _possible(using) if rules is None or rule in rules]
    _execute(using, [s for rule in wanted for s in DIALECTS[_vendor(using)].remove(rule)])


def triggers_missing(using: str = "default") -> list[str]:
    """Names of the triggers that should be there and are not, or not as they should be."""
    rules = _possible(using)
    with connections[using].cursor() as cursor:
        return DIALECTS[_vendor(using)].missing(cursor, rules)


def triggers_require(using: str = "default") -> None:
    """For processes that write: raises TriggersMissing where the database protects nothing."""
    missing = triggers_missing(using)
    if missing:
        raise TriggersMissing(
            f"The database does not protect its append-only tables ({', '.join(missing)} missing). "
            "Run `manage.py migrate` to put the protection back, and find out what took it away."
        )


@contextmanager
def triggers_disarmed(using: str = "default") -> Iterator[None]:
    """For tests that empty whole tables: without the triggers inside, with them after."""
    triggers_remove(using)
    try:
        yield
    finally:
        triggers_install(using)


def connect(sender: Any) -> None:
    """Install after every migrate: the one place where a signal is the right means."""
    pre_migrate.connect(_before_migrate, sender=sender, dispatch_uid="archive.triggers")
    post_migrate.connect(_after_migrate, sender=sender, dispatch_uid="archive.triggers")


def _before_migrate(*, using: str, plan: list[Any], **kwargs: Any) -> None:
    # SQLite refuses to rename a table while a trigger of another one names it, and a rebuilt
    # table is renamed into place.
    if plan and _vendor(using) == "sqlite":
        triggers_remove(using, rules=TWO_PEOPLE)


def _after_migrate(*, using: str, **kwargs: Any) -> None:
    triggers_install(using)


def _vendor(using: str) -> str:
    return connections[using].vendor


def _possible(using: str) -> list[Rule]:
    present = set(connections[using].introspection.table_names())
    return [rule for rule in all_rules() if rule.tables <= present]


def _execute(using: str, statements: list[str]) -> None:
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
