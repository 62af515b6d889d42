"""The rules as SQLite triggers."""

from collections.abc import Iterable

from django.db.backends.utils import CursorWrapper

from archive.ledger.rules import AppendOnly, Rule


def triggers(rule: Rule) -> dict[str, str]:
    """The statements that create a rule's triggers, by name."""
    if not isinstance(rule, AppendOnly):
        # A trigger of SQLite is asked about one act only.
        return {
            (name := f"{rule.name}_{event.lower()}"): f"CREATE TRIGGER {name} "
            f"BEFORE {event} ON {rule.table} WHEN {rule.refused_when} "
            f"BEGIN SELECT RAISE(ABORT, 'two people are needed: {rule.name}'); END"
            for event in rule.events
        }
    refuse = f"BEGIN SELECT RAISE(ABORT, 'append-only: {rule.table}'); END"
    # INSERT OR REPLACE deletes the old row without asking the DELETE trigger.
    same = " OR ".join(
        "(" + " AND ".join(f"{column} = NEW.{column}" for column in columns) + ")"
        for columns in rule.identities
    )
    return {
        f"{rule.table}_{act}": f"CREATE TRIGGER {rule.table}_{act} BEFORE {event} {refuse}"
        for act, event in (
            ("no_update", f"UPDATE ON {rule.table}"),
            ("no_delete", f"DELETE ON {rule.table}"),
            (
                "no_replace",
                f"INSERT ON {rule.table} WHEN EXISTS (SELECT 1 FROM {rule.table} WHERE {same})",  # noqa: S608
            ),
        )
    }


def install(rule: Rule) -> list[str]:
    """Statements that put a rule in place, whatever stood there."""
    return [*remove(rule), *triggers(rule).values()]


def remove(rule: Rule) -> list[str]:
    """Statements that take a rule away."""
    return [f"DROP TRIGGER IF EXISTS {name}" for name in triggers(rule)]


def missing(cursor: CursorWrapper, rules: Iterable[Rule]) -> list[str]:
    """Names of triggers that are not there, or not as they should be."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    present = dict(cursor.fetchall())
    return [
        name
        for rule in rules
        for name, statement in triggers(rule).items()
        if present.get(name) != statement
    ]
