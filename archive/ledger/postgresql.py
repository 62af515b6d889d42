"""The rules as PostgreSQL triggers, each with its function."""

from collections.abc import Iterable

from django.db.backends.utils import CursorWrapper

from archive.ledger.rules import AppendOnly, Rule

REFUSE = "BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = '23001'; END"


def triggers(rule: Rule) -> dict[str, str]:
    """The events of a rule's triggers, by name."""
    if not isinstance(rule, AppendOnly):
        acts = " OR ".join(rule.events)
        return {rule.name: f"BEFORE {acts} ON {rule.table} FOR EACH ROW"}
    return {
        f"{rule.table}_no_change": f"BEFORE UPDATE OR DELETE ON {rule.table} FOR EACH ROW",
        # Row triggers do not see TRUNCATE.
        f"{rule.table}_no_truncate": f"BEFORE TRUNCATE ON {rule.table} FOR EACH STATEMENT",
    }


def function(rule: Rule) -> tuple[str, str]:
    """The name and the body of the function that a rule's triggers call."""
    if isinstance(rule, AppendOnly):
        return "archive_refuse_change", REFUSE
    return (
        f"archive_{rule.name}",
        f"BEGIN IF {rule.refused_when} THEN RAISE EXCEPTION "
        f"'two people are needed: {rule.name}' USING ERRCODE = '23514'; END IF; "
        "RETURN NEW; END",
    )


def install(rule: Rule) -> list[str]:
    """Statements that put a rule in place, whatever stood there."""
    name, body = function(rule)
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $rule${body}$rule$",
        *remove(rule),
        *(
            f"CREATE TRIGGER {trigger} {event} EXECUTE FUNCTION {name}()"
            for trigger, event in triggers(rule).items()
        ),
    ]


def remove(rule: Rule) -> list[str]:
    """Statements that take a rule away."""
    return [f"DROP TRIGGER IF EXISTS {trigger} ON {rule.table}" for trigger in triggers(rule)]


def missing(cursor: CursorWrapper, rules: Iterable[Rule]) -> list[str]:
    """Names of triggers that are not there, switched off, or call something else."""
    cursor.execute(
        "SELECT tgname, proname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    present = {name: (called, body) for name, called, body in cursor.fetchall()}
    return [
        name for rule in rules for name in triggers(rule) if present.get(name) != function(rule)
    ]
