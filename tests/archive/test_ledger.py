"""The ledger: ids and never content, chained so that any touch shows."""

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ledger.canonical import canonical_json, sha256_of
from archive.ledger.models import LedgerEntry
from archive.ledger.selectors import ledger_head, ledger_of, ledger_verify
from archive.ledger.services import GENESIS, details_check, entry_hash, ledger_append
from tests.factories import NOW, TestimonyFactory, UserFactory


def appended(act: str = "test.act", **kwargs) -> LedgerEntry:
    record = kwargs.pop("record", None) or TestimonyFactory()
    with transaction.atomic():
        return ledger_append(actor="clock", act=act, record=record, at=NOW, **kwargs)


@pytest.mark.django_db
class Test_appending:
    def test_numbers_have_no_gap_and_each_row_follows_from_the_one_before(self, ledger_of_five):
        rows = list(LedgerEntry.objects.order_by("number"))
        assert [row.number for row in rows] == [1, 2, 3, 4, 5]
        assert [row.prev_hash for row in rows] == [GENESIS, *(row.hash for row in rows[:-1])]
        assert all(row.hash == entry_hash(row) for row in rows)

    def test_a_row_says_who_what_which_and_when(self):
        user, testimony = UserFactory(), TestimonyFactory()
        with transaction.atomic():
            ledger_append(
                actor=user,
                act="testimony.describe",
                record=testimony,
                testimony=testimony,
                at=NOW,
                details={"fields": ["place"]},
            )
        row = ledger_of(testimony).get()
        assert (row.actor, row.act, row.at) == (str(user.pk), "testimony.describe", NOW)
        assert (row.record_type, row.record) == ("archive.testimony", str(testimony.pk))
        assert row.details == {"fields": ["place"]}

    def test_an_act_that_is_undone_leaves_no_row(self):
        def act() -> None:
            with transaction.atomic():
                appended()
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            act()
        assert not LedgerEntry.objects.exists()
        assert appended().number == 1

    def test_two_rows_cannot_follow_from_the_same_one(self, ledger_of_five):
        row = LedgerEntry.objects.get(number=5)
        row.number, row.hash = 6, "f" * 64
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

    @pytest.mark.parametrize(
        "details",
        [
            {"name": "Ines Pellworth"},
            {"note": "one line\nand another"},
            {"id": "a" * 65},
            {"names": ["ok", ["Ines Pellworth"]]},
            {"Ines Pellworth": 1},
            {"level": -91.5},
            {"when": NOW},
        ],
    )
    def test_content_is_refused_and_not_repeated_in_the_error(self, details):
        with pytest.raises(ValueError, match="the ledger takes") as refusal:
            appended(details=details)
        assert "Ines" not in str(refusal.value)
        assert not LedgerEntry.objects.exists()

    def test_ids_codes_counts_and_dates_are_taken(self):
        details = {"reason": "PRIV", "n": 3, "open": True, "until": NOW.isoformat(), "none": None}
        assert appended(details=details).details == details


@pytest.mark.django_db(transaction=True)
def test_it_is_written_inside_a_transaction_or_not_at_all():
    with pytest.raises(TransactionManagementError):
        ledger_append(actor="clock", act="test.act", record=TestimonyFactory(), at=NOW)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_chain(postgresql):
    testimony, failed = TestimonyFactory(), []

    def write() -> None:
        try:
            for _n in range(10):
                appended(record=testimony)
        except Exception as error:  # noqa: BLE001 - a thread's error would be lost otherwise
            failed.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _n in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    assert ledger_verify().rows == LedgerEntry.objects.count() == 60


@pytest.mark.django_db
class Test_verifying:
    def test_an_untouched_ledger_is_whole_and_prints_its_head(self, ledger_of_five):
        head = ledger_head().hash
        assert verified() == (0, f"The ledger is whole: 5 rows.\nHead: {head}\n")
        assert verified(anchor=head)[0] == 0

    def test_an_empty_ledger_is_whole(self):
        assert verified()[0] == 0

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("act", "test.other"),
            ("actor", "nobody"),
            ("at", "2020-01-01T00:00:00+00:00"),
            ("record", "another"),
            ("record_type", "archive.hold"),
            ("testimony", ""),
            ("details", {"n": 99}),
            ("hash", "0" * 63 + "1"),
        ],
    )
    def test_an_edited_row_is_named(self, ledger_of_five, disarmed, field, value):
        LedgerEntry.objects.filter(number=3).update(**{field: value})
        code, said = verified()
        assert code == 1
        assert "row 3: its content is not what was written" in said

    @pytest.mark.parametrize("number", [1, 3, 4])
    def test_a_deleted_row_is_named(self, ledger_of_five, disarmed, number):
        LedgerEntry.objects.filter(number=number).delete()
        code, said = verified()
        assert code == 1
        assert f"row {number}: it is not there" in said

    def test_deleting_and_closing_the_gap_is_found(self, ledger_of_five, disarmed):
        LedgerEntry.objects.filter(number=3).delete()
        LedgerEntry.objects.filter(number=4).update(number=3)
        LedgerEntry.objects.filter(number=5).update(number=4)
        assert "row 3" in verified()[1]

    def test_an_inserted_row_is_found(self, ledger_of_five, disarmed):
        forged = LedgerEntry.objects.get(number=3)
        rest = list(LedgerEntry.objects.filter(number__gte=3).order_by("-number"))
        for row in rest:
            LedgerEntry.objects.filter(number=row.number).update(number=row.number + 1)
        forged.act, forged.details = "test.forged", {}
        # As well as it can be done: its own hash is right and it follows from the row before.
        LedgerEntry.objects.filter(number=4).update(prev_hash="e" * 64)
        forged.hash = entry_hash(forged)
        forged.save(force_insert=True)
        code, said = verified()
        assert code == 1
        assert "row 4" in said

    def test_two_rows_that_changed_places_are_found(self, ledger_of_five, disarmed):
        for number, place in ((2, 99), (3, 2), (99, 3)):
            LedgerEntry.objects.filter(number=number).update(number=place)
        code, said = verified()
        assert code == 1
        assert "row 2" in said

    def test_rows_whose_hashes_were_computed_anew_do_not_follow(self, ledger_of_five, disarmed):
        row = LedgerEntry.objects.get(number=3)
        row.act = "test.rewritten"
        LedgerEntry.objects.filter(number=3).update(act=row.act, hash=entry_hash(row))
        code, said = verified()
        assert code == 1
        assert "row 4: it does not follow from the row before" in said

    def test_a_tail_that_was_cut_off_is_found_by_the_anchor_alone(self, ledger_of_five, disarmed):
        head = ledger_head().hash
        LedgerEntry.objects.filter(number__gt=3).delete()
        assert verified()[0] == 0
        code, said = verified(anchor=head)
        assert code == 1
        assert "row 4" in said

    def test_a_tail_that_was_written_anew_is_found_by_the_anchor(self, ledger_of_five, disarmed):
        head = ledger_head().hash
        LedgerEntry.objects.filter(number__gt=3).delete()
        appended("test.forged")
        appended("test.forged")
        assert verified()[0] == 0
        assert verified(anchor=head)[0] == 1

    def test_an_anchor_stays_good_while_the_ledger_grows(self, ledger_of_five):
        head = ledger_head().hash
        appended()
        assert verified(anchor=head)[0] == 0

    def test_a_clock_that_was_set_back_is_told_and_breaks_nothing(self, ledger_of_five):
        with transaction.atomic():
            ledger_append(
                actor="clock",
                act="test.act",
                record=TestimonyFactory(),
                at=NOW.replace(year=NOW.year - 1),
            )
        code, said = verified()
        assert code == 0
        assert "earlier time than the row before: 1." in said


def verified(anchor: str = "") -> tuple[int, str]:
    """The exit code and what was said."""
    out = StringIO()
    try:
        call_command("verify_ledger", anchor=anchor, stdout=out)
    except CommandError as error:
        return error.returncode, str(error)
    return 0, out.getvalue()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=6,
)


class Test_canonical_json:
    @settings(deadline=None, max_examples=50)
    @given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=4), JSON, max_size=6))
    def test_the_order_in_which_a_value_was_made_does_not_matter(self, value):
        backwards = dict(reversed(list(value.items())))
        assert canonical_json(value) == canonical_json(backwards)

    @settings(deadline=None, max_examples=50)
    @given(JSON, JSON)
    def test_different_values_have_different_hashes(self, one, other):
        same = canonical_json(one) == canonical_json(other)
        assert (sha256_of(one) == sha256_of(other)) == same
        if same:
            assert one == other

    def test_it_is_the_same_bytes_on_every_machine(self):
        value = {"ü": (1, None), "at": NOW, "a": {True, False} - {False}}
        assert canonical_json(value) == (
            '{"a":[true],"at":"2026-05-12T09:30:00.000000+00:00","ü":[1,null]}'.encode()
        )

    @pytest.mark.parametrize("value", [float("nan"), object(), {1: 2}, NOW.replace(tzinfo=None)])
    def test_what_has_no_one_form_is_refused(self, value):
        with pytest.raises((TypeError, ValueError)):
            canonical_json(value)


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=65))
def test_no_long_text_gets_into_the_ledger(text):
    with pytest.raises(ValueError, match="the ledger takes"):
        details_check({"x": text})
