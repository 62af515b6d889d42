"""Writing into the ledger."""

import re
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models, transaction

from archive.ledger.canonical import sha256_of
from archive.ledger.models import LedgerEntry
from archive.testimony.models import Testimony

# What stands before the first row.
GENESIS = "0" * 64
# Ids, hashes, codes, dates: no spaces, so that no sentence and no full name fits in.
CODE = re.compile(r"[A-Za-z0-9_.:+/=-]{0,64}")
# An arbitrary number that all writers of the ledger agree upon.
LOCK = 7_226_431_001


def ledger_append(
    *,
    actor: AbstractBaseUser | str,
    act: str,
    record: models.Model,
    at: datetime,
    testimony: Testimony | None = None,
    details: dict[str, Any] | None = None,
) -> LedgerEntry:
    """Write who did what to which record, chained to the row before.

    Runs inside the caller's transaction, so that no act is without its row and no row without its
    act; call it last, because other writers wait from here until the transaction ends. `act` is
    such as "redaction.approve". `details` holds ids, hashes, codes, counts and truths only.
    Raises ValueError for anything in `details` that could be content, TransactionManagementError
    outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the ledger is written inside a transaction")
    details = details or {}
    details_check(details)
    head = _head_locked()
    entry = LedgerEntry(
        number=head.number + 1 if head else 1,
        at=at,
        actor=actor if isinstance(actor, str) else str(actor.pk),
        act=act,
        record_type=record._meta.label_lower,
        record=str(record.pk),
        testimony=str(testimony.pk) if testimony else "",
        details=details,
        prev_hash=head.hash if head else GENESIS,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    return entry


def entry_hash(entry: LedgerEntry) -> str:
    """The hash that this row must have, from everything else in it."""
    return sha256_of(
        {
            "number": entry.number,
            "at": entry.at,
            "actor": entry.actor,
            "act": entry.act,
            "record_type": entry.record_type,
            "record": entry.record,
            "testimony": entry.testimony,
            "details": entry.details,
            "prev_hash": entry.prev_hash,
        }
    )


def details_check(value: Any) -> None:
    """Let ids, hashes, codes, dates, counts and truths pass. Raises ValueError for all else."""
    if isinstance(value, dict):
        for key, item in value.items():
            details_check(key)
            details_check(item)
    elif isinstance(value, list | tuple):
        for item in value:
            details_check(item)
    elif isinstance(value, str):
        # The value itself stays out of the message: it may be what must not be written down.
        if not CODE.fullmatch(value):
            raise ValueError("the ledger takes ids and codes, at most 64 characters, no text")
    elif value is not None and not isinstance(value, int):
        raise ValueError(f"the ledger takes ids, codes and counts, not {type(value).__name__}")


def _head_locked() -> LedgerEntry | None:
    """The newest row, with every other writer kept out until this transaction ends.

    SQLite's IMMEDIATE transactions do that already. On PostgreSQL a lock on the head row alone
    would not do: whoever waited for it would be given the old head, and an empty ledger has none.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return LedgerEntry.objects.select_for_update().order_by("-number").first()
