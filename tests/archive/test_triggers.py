"""The database itself refuses what must never happen, whoever asks it to."""

from uuid import uuid4

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, transaction

from archive.consent.models import Consent, ConsentConfirmation
from archive.edition.models import Edition, EditionState
from archive.ledger.models import LedgerEntry
from archive.ledger.rules import APPEND_ONLY, rules
from archive.ledger.triggers import (
    TriggersMissing,
    triggers_install,
    triggers_missing,
    triggers_remove,
    triggers_require,
)
from archive.publishing.hands import hands_in
from archive.publishing.models import Approval
from archive.redaction.models import OccurrenceKept, ProtectedName, Redaction, RedactionState
from archive.withdrawal.models import PurgeJob, PurgeReceipt, PurgeTarget
from media.jobs import JobState
from tests.factories import NOW, ConsentFactory, EditionFactory, RedactionFactory, UserFactory
from tests.factories import TestimonyFactory as TestimonyMade

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_row_in_each(ledger_of_five):
    """A row in every append-only table, written as services write them."""
    consent = ConsentFactory(
        testimony=TestimonyMade(with_giver=True),
        giver=EditionFactory().testimony.giver_links.get().giver,
        widens=True,
    )
    ConsentConfirmation.objects.create(
        consent=consent, confirmed_by=UserFactory(), confirmed_at=NOW
    )
    edition = EditionFactory(candidate=True)
    _approve(edition, UserFactory())
    job = PurgeJob.objects.create(
        edition=edition, target=PurgeTarget.FILE, state=JobState.DONE, created_at=NOW
    )
    PurgeReceipt.objects.create(job=job, gone_at=NOW, ledger_number=1)


def refused() -> transaction.Atomic:
    """A savepoint, so that the test can go on after the database has said no."""
    return transaction.atomic()


@pytest.mark.parametrize("rule", APPEND_ONLY, ids=lambda rule: rule.table)
@pytest.mark.parametrize("act", ["update", "update_all", "delete", "delete_all"])
def test_a_row_of_an_append_only_table_is_neither_changed_nor_deleted(one_row_in_each, rule, act):
    key = rule.meta.pk.column
    where = f"WHERE {key} IN (SELECT {key} FROM {rule.table} LIMIT 1)"
    statement = {
        "update": f"UPDATE {rule.table} SET {key} = {key} {where}",
        "update_all": f"UPDATE {rule.table} SET {key} = {key}",
        "delete": f"DELETE FROM {rule.table} {where}",
        "delete_all": f"DELETE FROM {rule.table}",
    }[act]
    before = _rows(rule.table)
    assert before
    with pytest.raises(IntegrityError, match="append-only"), refused():
        _execute(statement)
    assert _rows(rule.table) == before


@pytest.mark.parametrize("rule", APPEND_ONLY, ids=lambda rule: rule.table)
def test_a_row_is_not_replaced_by_an_insert_that_bears_its_key(one_row_in_each, rule):
    before = _rows(rule.table)
    statement = f"INSERT OR REPLACE INTO {rule.table} SELECT * FROM {rule.table}"
    if connection.vendor == "postgresql":
        key = rule.meta.pk.column
        statement = (
            f"INSERT INTO {rule.table} SELECT * FROM {rule.table} "
            f"ON CONFLICT ({key}) DO UPDATE SET {key} = EXCLUDED.{key}"
        )
    with pytest.raises(IntegrityError, match="append-only"), refused():
        _execute(statement)
    assert _rows(rule.table) == before


def test_a_row_that_shares_only_a_unique_value_does_not_push_another_out(ledger_of_five):
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    before = _rows("archive_ledgerentry")
    columns = [field.column for field in LedgerEntry._meta.concrete_fields]
    values = ", ".join("99" if column == "number" else column for column in columns)
    with pytest.raises(IntegrityError), refused():
        _execute(
            f"INSERT OR REPLACE INTO archive_ledgerentry ({', '.join(columns)}) "
            f"SELECT {values} FROM archive_ledgerentry WHERE number = 3"
        )
    assert _rows("archive_ledgerentry") == before


@pytest.mark.postgresql
@pytest.mark.parametrize("rule", APPEND_ONLY, ids=lambda rule: rule.table)
def test_a_table_is_not_truncated(postgresql, one_row_in_each, rule):
    _execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="append-only"), refused():
        _execute(f"TRUNCATE {rule.table} CASCADE")
    assert _rows(rule.table)


def test_the_models_cannot_do_it_either(one_row_in_each):
    with pytest.raises(IntegrityError), refused():
        Consent.objects.update(public_name="Kite")
    with pytest.raises(IntegrityError), refused():
        LedgerEntry.objects.get(number=2).delete()
    with pytest.raises(IntegrityError), refused():
        Approval.objects.first().save()


@pytest.mark.parametrize("state", RedactionState)
def test_who_proposed_a_redaction_does_not_approve_whatever_became_of_it(state):
    edition, redactor = EditionFactory(candidate=True), UserFactory()
    RedactionFactory(testimony=edition.testimony, state=state, proposed_by=redactor)
    with pytest.raises(IntegrityError, match="two people"), refused():
        _approve(edition, redactor)
    _approve(edition, UserFactory())


@pytest.mark.parametrize("state", [RedactionState.APPROVED, RedactionState.LIFTED])
def test_who_proposed_to_lift_a_redaction_does_not_approve_whatever_became_of_it(state):
    edition, first = EditionFactory(candidate=True), UserFactory()
    RedactionFactory(testimony=edition.testimony, state=state, lift_proposed_by=first)
    with pytest.raises(IntegrityError, match="two people"), refused():
        _approve(edition, first)


def test_who_said_that_a_removal_still_lies_right_does_not_approve_it():
    edition, first = EditionFactory(candidate=True), UserFactory()
    RedactionFactory(testimony=edition.testimony, approved=True, confirm_proposed_by=first)
    assert first.pk in hands_in(edition)
    with pytest.raises(IntegrityError, match="two people"), refused():
        _approve(edition, first)


def test_who_built_a_candidate_does_not_approve_it_not_even_a_superuser():
    builder = UserFactory(superuser=True)
    edition = EditionFactory(candidate=True, built_by=builder)
    with pytest.raises(IntegrityError, match="two people"), refused():
        _approve(edition, builder)


def test_who_kept_a_protected_name_does_not_approve_what_it_stands_in():
    edition, reader = EditionFactory(candidate=True), UserFactory()
    name = ProtectedName.objects.create(
        testimony=edition.testimony, name="Pellworth", created_by=UserFactory(), created_at=NOW
    )
    OccurrenceKept.objects.create(protected_name=name, kept_by=reader, kept_at=NOW, why="a street")
    with pytest.raises(IntegrityError, match="two people"), refused():
        _approve(edition, reader)


def test_a_proposal_in_another_testimony_does_not_hinder():
    edition, person = EditionFactory(candidate=True), UserFactory()
    RedactionFactory(proposed_by=person)
    _approve(edition, person)
    assert Approval.objects.filter(edition=edition).exists()


def test_who_recorded_a_consent_does_not_confirm_it():
    taker = UserFactory()
    consent = ConsentFactory(
        testimony=(testimony := TestimonyMade(with_giver=True)),
        giver=testimony.giver_links.get().giver,
        widens=True,
        recorded_by=taker,
    )
    with pytest.raises(IntegrityError, match="two people"), refused():
        ConsentConfirmation.objects.create(consent=consent, confirmed_by=taker, confirmed_at=NOW)


class Test_opening_without_approval:
    @pytest.fixture
    def edition(self):
        return EditionFactory(candidate=True)

    def test_an_edition_that_nobody_approved_is_not_moved_to_open(self, edition):
        with pytest.raises(IntegrityError, match="two people"), refused():
            Edition.objects.update(state=EditionState.OPEN)
        _approve(edition, UserFactory())
        Edition.objects.update(state=EditionState.OPEN)

    def test_an_approval_of_something_else_does_not_do(self, edition):
        _approve(edition, UserFactory())
        with pytest.raises(IntegrityError, match="two people"), refused():
            Edition.objects.update(state=EditionState.OPEN, manifest_hash="e" * 64)
        Edition.objects.update(manifest_hash="e" * 64)
        with pytest.raises(IntegrityError, match="two people"), refused():
            Edition.objects.update(state=EditionState.OPEN)

    def test_what_is_open_does_not_become_something_else(self):
        EditionFactory()
        with pytest.raises(IntegrityError, match="two people"), refused():
            Edition.objects.update(manifest_hash="e" * 64)

    def test_nor_is_it_added_as_an_open_one(self, edition):
        edition.pk, edition.state, edition.number = uuid4(), EditionState.OPEN, 7
        with pytest.raises(IntegrityError, match="two people"), refused():
            edition.save(force_insert=True)

    def test_the_approval_of_another_edition_does_not_do(self, edition):
        other = EditionFactory(candidate=True)
        _approve(other, UserFactory())
        with pytest.raises(IntegrityError, match="two people"), refused():
            Edition.objects.filter(pk=edition.pk).update(
                state=EditionState.OPEN, manifest_hash=other.manifest_hash
            )


def test_all_of_them_are_in_place_after_migrate():
    assert triggers_missing() == []
    assert run_checks(tags=[Tags.database], databases=["default"]) == []
    triggers_require()


@pytest.mark.parametrize("rule", rules(), ids=str)
def test_one_that_was_taken_away_is_noticed(rule):
    triggers_remove(rules=[rule])
    (warning,) = run_checks(tags=[Tags.database], databases=["default"])
    assert warning.id == "archive.W001"
    with pytest.raises(TriggersMissing):
        triggers_require()
    triggers_install()
    assert triggers_missing() == []


def test_a_worker_does_not_start_on_a_database_that_protects_nothing():
    call_command("worker", once=True, only=["holds"])
    triggers_remove()
    with pytest.raises(SystemCheckError, match="does not protect"):
        call_command("worker", once=True, only=["holds"])
    triggers_install()


def test_one_that_was_weakened_is_noticed():
    if connection.vendor == "postgresql":
        weakened = (
            "CREATE OR REPLACE FUNCTION archive_refuse_change() RETURNS trigger LANGUAGE plpgsql "
            "AS 'BEGIN RETURN NEW; END'",
        )
    else:
        weakened = (
            "DROP TRIGGER archive_consent_no_update",
            "CREATE TRIGGER archive_consent_no_update BEFORE UPDATE ON archive_consent "
            "WHEN 0 BEGIN SELECT 1; END",
        )
    for statement in weakened:
        _execute(statement)
    assert triggers_missing()
    triggers_install()


@pytest.mark.postgresql
def test_one_that_was_switched_off_is_noticed(postgresql):
    _execute("ALTER TABLE archive_consent DISABLE TRIGGER archive_consent_no_change")
    assert triggers_missing() == ["archive_consent_no_change"]
    triggers_install()
    assert triggers_missing() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("model", "field"),
    [
        (LedgerEntry, "act"),
        (Redaction, "replacement"),
        (Edition, "title"),
        (Consent, "public_name"),
    ],
)
def test_altering_a_table_and_migrating_leaves_the_protection_in_place(model, field):
    """SQLite rebuilds the table: its triggers are gone, and those that name it stand in the way."""
    from archive.ledger.triggers import _before_migrate

    _before_migrate(using="default", plan=["something to do"])
    old = model._meta.get_field(field)
    new = old.clone()
    new.max_length = old.max_length + 1
    new.set_attributes_from_name(old.name)
    new.model = model
    with connection.schema_editor() as editor:
        editor.alter_field(model, old, new)
    with connection.schema_editor() as editor:
        editor.alter_field(model, new, old)
    call_command("migrate", verbosity=0)
    assert triggers_missing() == []


@pytest.mark.django_db(transaction=True)
def test_a_test_that_empties_all_tables_can_end(ledger_of_five):
    """Its teardown empties append-only tables; the next test finds them protected again."""
    assert LedgerEntry.objects.count() == 5


def _approve(edition: Edition, user) -> None:
    Approval.objects.create(
        edition=edition, manifest_hash=edition.manifest_hash, approved_by=user, approved_at=NOW
    )


def _rows(table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        return cursor.fetchall()


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
