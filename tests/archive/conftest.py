"""Fixtures of the vault's tests."""

from collections.abc import Callable

import pytest
from django.db import transaction

from archive.ledger.services import ledger_append
from archive.ledger.triggers import triggers_disarmed
from tests.factories import TestimonyFactory, UserFactory


@pytest.fixture
def disarmed(db):
    """Rows of append-only tables may be changed, as by somebody who owns the database."""
    with triggers_disarmed():
        yield


@pytest.fixture
def taker(db):
    return UserFactory(role="statement_taker")


@pytest.fixture
def somebody_else(db):
    return UserFactory()


@pytest.fixture
def ledger_of_five(db, now) -> Callable[[], None]:
    """Five acts of one person on one testimony, as the services write them."""
    user, testimony = UserFactory(), TestimonyFactory()
    with transaction.atomic():
        for n in range(5):
            ledger_append(
                actor=user,
                act=f"test.act{n}",
                record=testimony,
                testimony=testimony,
                at=now,
                details={"n": n},
            )
