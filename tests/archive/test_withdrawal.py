"""Taking back: dark at once, then gone piece by piece, each with its receipt."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from archive.consent.models import Use
from archive.edition.models import Edition, EditionState
from archive.edition.selectors import edition_for_reader, was_open_to
from archive.holds.models import HoldKind
from archive.holds.services import hold_lift, hold_place
from archive.ledger.models import LedgerEntry
from archive.publishing.models import CandidateJob
from archive.publishing.running import candidate_request, candidate_run_one
from archive.publishing.services import candidate_discard
from archive.publishing.sweeping import copies_lost, edition_files_sweep
from archive.withdrawal.models import AskedBy, PurgeJob, PurgeReceipt, PurgeTarget, Withdrawal
from archive.withdrawal.services import purge_run_one, testimony_withdraw, withdrawal_report
from media.audience import Audience
from media.files import file_exists, file_write
from media.jobs import JobState
from search.outbox.drain import outbox_run_one
from tests.archive.publishing_case import approved, candidate, published, redact, testimony_ready
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db

PUBLIC, RESEARCH = [Audience.PUBLIC], [Audience.PUBLIC, Audience.RESEARCH]


def withdraw(testimony, *, listed=True, asked_by=AskedBy.GIVER) -> Withdrawal:
    return testimony_withdraw(
        testimony=testimony, asked_by=asked_by, listed=listed, by=UserFactory(), at=timezone.now()
    )


def drain() -> None:
    """Let workers run until there is nothing that they could do now."""
    while outbox_run_one("worker") or purge_run_one("worker"):
        pass


def test_it_is_dark_in_the_same_transaction_and_consent_stays():
    edition = EditionFactory(files=True)
    withdrawal = withdraw(edition.testimony)
    at = timezone.now()
    assert edition_for_reader(edition.reference, audiences=RESEARCH, at=at) is None
    open_now = Edition.objects.open_to(RESEARCH, use=Use.WEB_PUBLICATION, at=at)
    assert not open_now.exists()
    assert edition.testimony.consents.count() == 1
    assert withdrawal.was_public
    # Nothing was removed yet; everything is queued.
    targets = Counter(edition.purges.values_list("target", flat=True))
    assert targets == {"file": 5, "text": 1, "index": 1, "cache": 1}


def test_everything_of_every_edition_goes():
    edition = EditionFactory(files=True)
    earlier = EditionFactory(testimony=edition.testimony, superseded=True, files=True)
    waiting = EditionFactory(testimony=edition.testimony, candidate=True, files=True)
    researched = EditionFactory(testimony=edition.testimony, for_research=True, files=True)
    withdraw(edition.testimony)
    for each in (edition, earlier, waiting, researched):
        each.refresh_from_db()
        assert each.state == EditionState.WITHDRAWN
        assert each.purges.filter(target=PurgeTarget.FILE).count() == 5


def test_after_the_purge_no_word_and_no_file_is_left_and_each_has_a_receipt():
    edition = EditionFactory(files=True)
    keys = list(edition.files.values_list("key", flat=True))
    withdrawal = withdraw(edition.testimony)
    drain()
    assert not any(file_exists(key) for key in keys)
    edition.refresh_from_db()
    assert not edition.turns.exists()
    assert (edition.title, edition.summary, edition.place, edition.manifest) == ("", "", "", {})
    # What proves that it was here stays.
    assert edition.number == 1
    assert edition.manifest_hash
    report = withdrawal_report(withdrawal)
    assert report.complete
    assert len(report.done) == PurgeJob.objects.count() == 8
    assert len(report.cannot_recall) == 4
    assert any("Notes on redactions" in str(sentence) for sentence in report.kept)
    for receipt in PurgeReceipt.objects.select_related("job"):
        entry = LedgerEntry.objects.get(number=receipt.ledger_number)
        assert entry.record == str(receipt.job.pk)
        assert receipt.evidence["seen"]


def test_no_word_of_it_is_left_in_any_table_but_the_vault():
    """Every text and JSON column of every table that is not the vault's is read."""
    testimony = testimony_ready(
        media={"text": True},
        spoken=[("giver-1", "We hid the qxcanary under the floor.")],
        original_name="0021.wav",
    )
    published(testimony, what_changed="First: the qxcanary was asked about.")
    published(testimony, what_changed="Second: the qxcanary again.")
    drain()
    assert Edition.objects.get(number=1).what_changed
    candidate(testimony, what_changed="Third: a qxcanary that nobody ever read.")
    withdraw(testimony)
    drain()
    vault = {"archive_segment"}
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            if any("qxcanary" in str(value) for row in cursor.fetchall() for value in row):
                found.append(table)
    assert set(found) == vault


def test_what_was_asked_for_and_never_built_keeps_no_sentence():
    testimony = testimony_ready(media={"text": True})
    candidate_request(
        testimony=testimony,
        audience=Audience.PUBLIC,
        by=UserFactory(),
        at=NOW,
        what_changed="Wren asked for it.",
    )
    withdraw(testimony)
    assert CandidateJob.objects.get().what_changed == ""


def test_what_was_put_aside_keeps_no_sentence_neither_it_nor_its_request():
    """It was never published."""
    testimony = testimony_ready(media={"text": True})
    aside = candidate(testimony, what_changed="Wren asked for it.")
    candidate_discard(edition=aside, by=UserFactory(), at=timezone.now())
    drain()
    aside.refresh_from_db()
    assert (aside.what_changed, aside.job.what_changed) == ("", "")


def test_what_is_built_again_after_a_failure_keeps_its_sentence(monkeypatch):
    """The first attempt is put aside and removed; the next one still knows what was asked for."""
    testimony = testimony_ready(media={"text": True})
    job = candidate_request(
        testimony=testimony,
        audience=Audience.PUBLIC,
        by=UserFactory(),
        at=NOW,
        what_changed="A surname was removed.",
    )
    from archive.publishing import building

    def full(**kwargs):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(building, "file_write", full)
        assert candidate_run_one("worker-1")
    drain()
    CandidateJob.objects.update(not_before=None)
    assert candidate_run_one("worker-1")
    job.refresh_from_db()
    assert job.edition.what_changed == "A surname was removed."


def test_a_receipt_cannot_be_changed():
    withdraw(EditionFactory().testimony)
    drain()
    with pytest.raises(IntegrityError), transaction.atomic():
        PurgeReceipt.objects.update(gone_at=timezone.now())


def test_with_the_engine_down_it_is_dark_and_the_rest_stays_pending(monkeypatch):
    edition = EditionFactory(files=True)
    from archive.withdrawal import purging
    from search.engines import EngineDown

    def down(*args):
        raise EngineDown("engine_down")

    monkeypatch.setattr(purging, "is_gone", down)
    withdrawal = withdraw(edition.testimony)
    drain()
    report = withdrawal_report(withdrawal)
    assert [item.target for item in report.pending] == [PurgeTarget.INDEX]
    assert report.pending[0].code.startswith(("failed_EngineDown", "index_was_not_told_yet"))
    assert not report.complete
    assert edition_for_reader(edition.reference, audiences=PUBLIC, at=timezone.now()) is None

    monkeypatch.undo()
    PurgeJob.objects.update(not_before=None)
    drain()
    assert withdrawal_report(withdrawal).complete


def test_a_store_that_fails_leaves_the_removal_pending_for_as_long_as_it_takes(monkeypatch):
    edition = EditionFactory(files=True)
    withdrawal = withdraw(edition.testimony)
    from archive.withdrawal import purging

    def broken(key):
        raise OSError("read-only file system: Pellworth")

    with monkeypatch.context() as patched:
        patched.setattr(purging, "file_delete", broken)
        for _ in range(20):
            PurgeJob.objects.update(not_before=None)
            drain()
    pending = withdrawal_report(withdrawal).pending
    assert {item.target for item in pending} == {PurgeTarget.FILE}
    assert {item.code for item in pending} == {"failed_OSError"}
    assert not PurgeJob.objects.filter(state=JobState.NEEDS_PERSON).exists()
    PurgeJob.objects.update(not_before=None)
    drain()
    assert withdrawal_report(withdrawal).complete


def test_a_removal_is_never_given_up_however_often_it_was_tried():
    """As many attempts as the column holds: the next one is made, and counts no further."""
    withdrawal = withdraw(EditionFactory(files=True).testimony)
    PurgeJob.objects.update(attempts=32_767)
    drain()
    assert withdrawal_report(withdrawal).complete
    assert not PurgeJob.objects.exclude(state=JobState.DONE, attempts=32_767).exists()


def test_a_removal_whose_workers_all_died_is_taken_again():
    withdrawal = withdraw(EditionFactory(files=True).testimony)
    PurgeJob.objects.update(state=JobState.RUNNING, lease_until=NOW, attempts=1000)
    drain()
    assert withdrawal_report(withdrawal).complete


def test_a_file_that_is_still_there_gets_no_receipt(monkeypatch):
    edition = EditionFactory(files=True)
    withdraw(edition.testimony)
    from archive.withdrawal import purging

    monkeypatch.setattr(purging, "file_delete", lambda key: True)
    drain()
    assert not PurgeReceipt.objects.filter(job__target=PurgeTarget.FILE).exists()
    codes = set(PurgeJob.objects.filter(target="file").values_list("error_code", flat=True))
    assert codes == {"file_is_still_there"}


def test_nothing_of_an_open_edition_is_ever_purged():
    edition = EditionFactory(files=True)
    key = edition.files.first().key
    PurgeJob.objects.create(edition=edition, target=PurgeTarget.FILE, what=key, created_at=NOW)
    assert purge_run_one("worker")
    assert file_exists(key)
    assert PurgeJob.objects.get().error_code == "edition_is_open"


def test_what_is_being_built_is_cancelled():
    testimony = testimony_ready(media={"text": True})
    job = candidate_request(testimony=testimony, audience=Audience.PUBLIC, by=UserFactory(), at=NOW)
    withdraw(testimony)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert not candidate_run_one("worker-1")


def test_a_withdrawal_in_the_middle_of_building_leaves_nothing(monkeypatch):
    testimony = testimony_ready(media={"text": True})
    candidate_request(testimony=testimony, audience=Audience.PUBLIC, by=UserFactory(), at=NOW)
    from archive.publishing import building

    def write_and_withdraw(**kwargs):
        written = file_write(**kwargs)
        if not Withdrawal.objects.exists():
            withdraw(testimony)
            drain()
        return written

    monkeypatch.setattr(building, "file_write", write_and_withdraw)
    assert candidate_run_one("worker-1")
    edition = Edition.objects.get()
    assert edition.state == EditionState.WITHDRAWN
    assert not any(file_exists(file.key) for file in edition.files.all())
    assert CandidateJob.objects.get().state == JobState.CANCELLED


# --- Under a legal hold ----------------------------------------------------------------------


def hold(testimony, **kwargs):
    return hold_place(
        testimony=testimony,
        kind=HoldKind.LEGAL_HOLD,
        code="2026-14",
        by=UserFactory(),
        at=timezone.now(),
        **kwargs,
    )


class Test_under_a_legal_hold:
    """It forbids destroying. Who may read is another question, and the answer comes at once."""

    @pytest.fixture
    def edition(self):
        return EditionFactory(files=True)

    def whole(self, edition) -> bool:
        edition.refresh_from_db()
        return (
            all(file_exists(file.key) for file in edition.files.all())
            and edition.turns.exists()
            and edition.title == "Wren"
        )

    def test_a_withdrawal_darkens_every_door_and_destroys_nothing(self, edition):
        hold(edition.testimony)
        withdrawal = withdraw(edition.testimony)
        at = timezone.now()
        assert edition_for_reader(edition.reference, audiences=RESEARCH, at=at) is None
        assert withdrawal_report(withdrawal).held
        drain()
        assert self.whole(edition)
        report = withdrawal_report(withdrawal)
        assert {item.target for item in report.done} == {PurgeTarget.INDEX, PurgeTarget.CACHE}
        assert Counter(item.target for item in report.pending) == {"file": 5, "text": 1}
        assert {item.code for item in report.pending} == {"legal_hold"}
        assert report.held
        assert not report.complete

    def test_what_waited_goes_on_when_it_is_lifted(self, edition):
        placed, another = hold(edition.testimony), hold(edition.testimony)
        withdrawal = withdraw(edition.testimony)
        drain()
        hold_lift(hold=placed, by=UserFactory(), at=timezone.now())
        drain()
        assert self.whole(edition)
        hold_lift(hold=another, by=UserFactory(), at=timezone.now())
        assert not withdrawal_report(withdrawal).held
        drain()
        assert withdrawal_report(withdrawal).complete
        assert not any(file_exists(file.key) for file in edition.files.all())
        assert not edition.turns.exists()

    def test_one_that_ends_by_itself_lets_it_go_on(self, edition):
        placed = hold(edition.testimony, ends_at=timezone.now() + timedelta(days=1))
        withdrawal = withdraw(edition.testimony)
        drain()
        type(placed).objects.update(ends_at=timezone.now())
        PurgeJob.objects.update(not_before=None)
        drain()
        assert withdrawal_report(withdrawal).complete

    def test_one_that_comes_after_the_withdrawal_keeps_what_is_still_there(self, edition):
        withdrawal = withdraw(edition.testimony)
        hold(edition.testimony)
        drain()
        assert self.whole(edition)
        assert withdrawal_report(withdrawal).held

    def test_what_a_new_edition_replaced_stays_too(self):
        testimony = testimony_ready(media={"text": True})
        first = published(testimony)
        hold(testimony)
        published(testimony)
        drain()
        first.refresh_from_db()
        assert first.state == EditionState.SUPERSEDED
        assert self.whole(first)

    def test_what_was_written_with_a_request_stays_too(self):
        testimony = testimony_ready(media={"text": True})
        hold(testimony)
        candidate_request(
            testimony=testimony,
            audience=Audience.PUBLIC,
            by=UserFactory(),
            at=NOW,
            what_changed="Wren asked for it.",
        )
        withdraw(testimony)
        drain()
        assert CandidateJob.objects.get().what_changed == "Wren asked for it."

    def test_that_of_another_testimony_keeps_nothing(self, edition):
        hold(EditionFactory().testimony)
        withdrawal = withdraw(edition.testimony)
        drain()
        assert withdrawal_report(withdrawal).complete


# --- Crash between file and row, both ways ----------------------------------------------------


def test_a_worker_killed_between_row_and_file_leaves_only_what_is_known(monkeypatch):
    """Killed after the first file: every file has its row, and the next attempt is clean."""
    testimony = testimony_ready(media={"text": True})
    job = candidate_request(testimony=testimony, audience=Audience.PUBLIC, by=UserFactory(), at=NOW)
    from archive.publishing import building

    class Killed(BaseException):
        pass

    def write_and_die(**kwargs):
        file_write(**kwargs)
        raise Killed

    before = copies_lost()
    with monkeypatch.context() as patched:
        patched.setattr(building, "file_write", write_and_die)
        with pytest.raises(Killed):
            candidate_run_one("worker-1")
    first = Edition.objects.get()
    assert first.manifest_hash == ""
    assert copies_lost() == before

    CandidateJob.objects.update(lease_until=NOW)
    assert candidate_run_one("worker-2")
    job.refresh_from_db()
    first.refresh_from_db()
    assert job.state == JobState.DONE
    assert first.state == EditionState.DISCARDED
    drain()
    assert not any(file_exists(file.key) for file in first.files.all())


def test_a_file_that_comes_back_after_its_receipt_is_found_and_removed_again():
    edition = EditionFactory(files=True)
    withdraw(edition.testimony)
    drain()
    key = edition.files.first().key
    file_write(key=key, source=b"written by a worker that knew of nothing")
    assert edition_files_sweep(at=NOW)
    assert edition_files_sweep(at=NOW) == []
    drain()
    assert not file_exists(key)
    assert PurgeReceipt.objects.filter(job__what=key).count() == 2


def test_a_file_without_row_and_a_row_without_file_are_both_told():
    edition = EditionFactory(files=True)
    from media.files import file_delete

    missing = edition.files.first().key
    file_delete(missing)
    file_write(key="f" * 32, source=b"nobody knows")
    lost = copies_lost()
    assert "f" * 32 in lost.unknown_files
    assert lost.missing_files == (missing,)
    file_delete("f" * 32)


# --- What the address says --------------------------------------------------------------------


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize(
    ("made_for", "reader", "could_open"),
    [
        ("public", PUBLIC, True),
        ("public", RESEARCH, True),
        ("research", PUBLIC, False),
        ("research", RESEARCH, True),
    ],
)
def test_only_who_could_once_open_it_is_told_and_only_where_that_was_chosen(
    listed, made_for, reader, could_open
):
    edition = EditionFactory(audience=made_for)
    assert was_open_to(edition.reference, reader) is None
    withdrawal = withdraw(edition.testimony, listed=listed)
    told = was_open_to(edition.reference, reader)
    assert told == (withdrawal if listed and could_open else None)


@pytest.mark.parametrize("trait", ["candidate", "never"])
def test_what_was_never_open_is_told_to_nobody(trait):
    edition = EditionFactory(candidate=True)
    edition.testimony.reference = "RB-0777"
    edition.testimony.save()
    withdraw(edition.testimony)
    assert was_open_to("RB-0777", RESEARCH) is None
    assert was_open_to("", RESEARCH) is None
    assert not edition.testimony.withdrawals.get().was_public


def test_an_approved_candidate_does_not_open_after_a_withdrawal():
    from archive.gate import GateRefused
    from archive.publishing.services import edition_open

    testimony = testimony_ready(media={"text": True})
    redact(testimony, "Sergeant Pellworth,")
    edition = approved(testimony)
    withdraw(testimony)
    with pytest.raises(GateRefused):
        edition_open(edition=edition, by=UserFactory(), at=timezone.now())


def test_the_ledger_holds_counts_and_no_word():
    edition = EditionFactory(files=True)
    withdraw(edition.testimony)
    drain()
    text = json.dumps(list(LedgerEntry.objects.values_list("details", flat=True)))
    assert "Wren" not in text
    acts = Counter(LedgerEntry.objects.values_list("act", flat=True))
    assert acts["testimony.withdraw"] == 1
    assert acts["purge.file"] == 5
