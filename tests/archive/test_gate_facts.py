"""What the gate is told about real rows."""

from datetime import date, timedelta

import pytest

from archive.consent.models import Agreement, Attribution
from archive.edition.models import FileKind
from archive.gate import GateStep, gate_check
from archive.holds.services import hold_place
from archive.publishing.basis import basis_collect, basis_hash
from archive.publishing.models import LeakFinding, LeakReport
from archive.redaction.models import ProtectedName, RedactionState
from archive.testimony.services import recording_set_aside, recording_take_back
from archive.transcript.models import TranscriptKind
from archive.withdrawal.models import AskedBy, Withdrawal
from media.audience import Audience
from media.files import file_delete
from tests.factories import (
    ConsentFactory,
    EditionFactory,
    RecordingFactory,
    RedactionFactory,
    TestimonyFactory,
    TranscriptFactory,
    UserFactory,
    approve,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def testimony():
    testimony = TestimonyFactory(consented=True)
    TranscriptFactory(testimony=testimony)
    return testimony


def made_ready(testimony, now, files=True):
    """A candidate of which nothing is missing, with these files."""
    edition = EditionFactory(
        candidate=True,
        testimony=testimony,
        files=files,
        built_by=UserFactory(),
        basis_hash=basis_hash(testimony=testimony, audience=Audience.PUBLIC, at=now),
    )
    LeakReport.objects.create(
        edition=edition, manifest_hash=edition.manifest_hash, checked_at=edition.built_at
    )
    approve(edition)
    return edition


@pytest.fixture
def ready(testimony, now):
    return made_ready(testimony, now)


def refusals(testimony, step=GateStep.OPEN, **kwargs) -> list[str]:
    decision = gate_check(testimony=testimony, step=step, **kwargs)
    assert decision.allowed is not bool(decision.refusals)
    return [line.code for line in decision.refusals]


def consent(testimony, **said):
    return ConsentFactory(testimony=testimony, giver=testimony.giver_links.get().giver, **said)


def test_a_candidate_of_which_nothing_is_missing_may_be_opened(ready, now):
    assert refusals(ready.testimony, at=now) == []
    assert refusals(ready.testimony, at=now, edition=ready) == []


def test_it_may_not_be_opened_to_others_than_it_was_made_for(ready, now):
    assert "candidate_missing" in refusals(ready.testimony, audience=Audience.RESEARCH, at=now)
    assert "candidate_missing" in refusals(
        ready.testimony, audience=Audience.RESEARCH, edition=ready, at=now
    )


def test_the_candidate_of_another_testimony_opens_nothing(ready, now):
    other = TestimonyFactory(consented=True)
    TranscriptFactory(testimony=other)
    assert "candidate_missing" in refusals(other, edition=ready, at=now)


def test_machine_writing_asks_for_its_own_use_and_nothing_else(now):
    testimony = TestimonyFactory(consented=True, summary="")
    assert refusals(testimony, GateStep.TRANSCRIBE, at=now) == []
    consent(testimony, uses={"web_publication": True})
    assert refusals(testimony, GateStep.TRANSCRIBE, at=now) == ["machine_not_agreed"]


def test_before_anybody_agreed_nothing_is_written_down(now):
    assert refusals(TestimonyFactory(with_giver=True), GateStep.TRANSCRIBE, at=now) == [
        "agreement_pending",
        "machine_not_agreed",
    ]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"uses": {"web_publication": True}}, ["candidate_outdated"]),
        ({"uses": {"research": True}}, ["web_not_agreed", "candidate_outdated"]),
        ({"media": {"text": True}}, ["candidate_outdated"]),
        ({"media": {"sound": True}}, ["words_not_agreed", "candidate_outdated"]),
        (
            {"attribution": Attribution.ANONYMOUS, "public_name": ""},
            ["candidate_outdated"],
        ),
        ({"open_until": date(2030, 1, 1)}, ["candidate_outdated"]),
        (
            {"open_until": date(2026, 5, 11)},
            ["agreement_expired", "web_not_agreed", "words_not_agreed", "candidate_outdated"],
        ),
        (
            {"agreement": Agreement.WITHDRAWN},
            ["agreement_withdrawn", "web_not_agreed", "words_not_agreed", "candidate_outdated"],
        ),
    ],
)
def test_consent_that_changes_after_building_is_seen(ready, now, said, codes):
    consent(ready.testimony, **said)
    assert refusals(ready.testimony, at=now) == codes


def test_consent_that_runs_out_is_seen_on_the_day_after(testimony, now):
    consent(testimony, open_until=date(2026, 5, 12))
    assert "agreement_expired" not in refusals(testimony, GateStep.BUILD, at=now)
    tomorrow = now + timedelta(days=1)
    assert "agreement_expired" in refusals(testimony, GateStep.BUILD, at=tomorrow)


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"embargo_until": date(2026, 5, 12)}, ["embargo_running"]),
        ({"embargo_until": date(2026, 5, 11)}, ["embargo_ended"]),
        ({"embargo_until": date(2026, 5, 11), "embargo_lifted_at": "now"}, []),
    ],
)
def test_an_embargo_opens_nothing_by_running_out(ready, now, fields, codes):
    for name, value in fields.items():
        setattr(ready.testimony, name, now if value == "now" else value)
    ready.testimony.save()
    assert refusals(ready.testimony, at=now) == codes


@pytest.mark.parametrize(
    ("kind", "later", "codes"),
    [
        ("restriction_order", 0, ["order_in_force"]),
        ("restriction_order", 3, []),
        ("legal_hold", 0, []),
        ("delay", 0, ["delay_not_confirmed"]),
        ("delay", 3, ["delay_not_confirmed"]),
    ],
)
def test_orders_end_and_delays_wait_for_a_person(ready, now, kind, later, codes):
    hold_place(
        testimony=ready.testimony,
        kind=kind,
        code="2026-14",
        ends_at=now + 2 * HOUR,
        by=UserFactory(),
        at=now,
    )
    assert refusals(ready.testimony, at=now + later * HOUR) == codes


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (None, "transcript_missing"),
        (TranscriptKind.MACHINE, "transcript_machine"),
        (TranscriptKind.CORRECTED, "transcript_not_accepted"),
    ],
)
def test_only_a_transcript_that_a_person_accepted_is_built_from(now, kind, code):
    testimony = TestimonyFactory(consented=True)
    if kind:
        TranscriptFactory(testimony=testimony, kind=kind)
    assert refusals(testimony, GateStep.BUILD, at=now) == [code]


def test_a_newer_draft_holds_an_accepted_transcript_back(ready, now):
    TranscriptFactory(testimony=ready.testimony, kind=TranscriptKind.CORRECTED)
    assert "transcript_not_accepted" in refusals(ready.testimony, at=now)


@pytest.mark.parametrize("state", RedactionState)
def test_only_a_proposed_redaction_waits(testimony, now, state):
    decided = {} if state == "proposed" else {"decided_by": UserFactory(), "decided_at": now}
    RedactionFactory(testimony=testimony, state=state, **decided)
    expected = ["redactions_wait"] if state == RedactionState.PROPOSED else []
    assert refusals(testimony, GateStep.BUILD, at=now) == expected


def test_a_protected_name_that_stands_undecided_waits(testimony, now):
    ProtectedName.objects.create(
        testimony=testimony, name="Pellworth", created_by=UserFactory(), created_at=now
    )
    assert refusals(testimony, GateStep.BUILD, at=now) == ["names_wait"]


def test_without_a_summary_nothing_is_built(testimony, now):
    testimony.summary = "  "
    assert refusals(testimony, GateStep.BUILD, at=now) == ["summary_missing"]


def test_a_candidate_that_is_older_than_the_vault_is_outdated(ready, now):
    ready.testimony.place = "Ferry Road"
    ready.testimony.save()
    assert refusals(ready.testimony, at=now) == ["candidate_outdated"]


@pytest.mark.parametrize("kind", [FileKind.TEXT, FileKind.CAPTIONS])
def test_what_can_be_heard_can_also_be_read(testimony, now, kind):
    made_ready(testimony, now, files=set(FileKind) - {kind})
    assert refusals(testimony, at=now) == ["captions_missing"]


def test_words_without_sound_need_no_captions(testimony, now):
    made_ready(testimony, now, files={FileKind.TEXT})
    assert refusals(testimony, at=now) == []


def test_a_candidate_that_is_not_what_was_sealed_is_seen(ready, now):
    ready.turns.first().delete()
    assert refusals(ready.testimony, at=now) == ["candidate_altered"]


@pytest.mark.parametrize("kind", FileKind)
def test_a_candidate_whose_file_is_gone_is_seen(ready, now, kind):
    file_delete(ready.files.get(kind=kind).key)
    assert refusals(ready.testimony, at=now) == ["candidate_altered"]


def test_a_finding_holds_it_until_a_person_dealt_with_it(ready, now):
    finding = LeakFinding.objects.create(
        report=ready.leak_report, check_name="metadata", where="sound"
    )
    assert refusals(ready.testimony, at=now) == ["leaks_found"]
    finding.resolved_at, finding.resolved_by = now, UserFactory()
    finding.save()
    assert refusals(ready.testimony, at=now) == []


def test_a_report_on_something_else_counts_as_none(ready, now):
    LeakReport.objects.update(manifest_hash="e" * 64)
    assert refusals(ready.testimony, at=now) == ["leaks_not_checked"]


def test_an_approval_of_something_else_is_void(ready, now):
    ready.manifest_hash = "e" * 64
    ready.save()
    assert refusals(ready.testimony, at=now) == [
        "candidate_altered",
        "leaks_not_checked",
        "approval_void",
    ]


def test_an_approval_by_somebody_with_a_hand_in_it_does_not_count(ready, now):
    """The database refuses such a row; one that was slipped in is still not believed."""
    ready.built_by = ready.approval.approved_by
    ready.save()
    assert refusals(ready.testimony, at=now) == ["approval_own"]


class Test_after_a_withdrawal:
    def withdrawn(self, testimony, asked_by, at):
        return Withdrawal.objects.create(
            testimony=testimony, asked_by=asked_by, withdrawn_by=UserFactory(), withdrawn_at=at
        )

    @pytest.mark.parametrize("asked_by", AskedBy)
    def test_what_was_built_before_stays_closed(self, ready, now, asked_by):
        self.withdrawn(ready.testimony, asked_by, now + HOUR)
        consent(ready.testimony, recorded_at=now + 2 * HOUR)
        assert "withdrawn" in refusals(ready.testimony, at=now + 3 * HOUR)

    def test_what_a_giver_took_back_waits_for_a_new_answer(self, testimony, now):
        self.withdrawn(testimony, AskedBy.GIVER, now)
        for step in GateStep:
            assert "withdrawn" in refusals(testimony, step, at=now + HOUR)
        consent(testimony, recorded_at=now + HOUR)
        for step in (GateStep.TRANSCRIBE, GateStep.BUILD):
            assert refusals(testimony, step, at=now + HOUR) == []

    @pytest.mark.parametrize("asked_by", [AskedBy.COMMISSION, AskedBy.COURT])
    def test_what_others_took_down_may_be_built_again(self, testimony, now, asked_by):
        self.withdrawn(testimony, asked_by, now)
        assert refusals(testimony, GateStep.BUILD, at=now + HOUR) == []


class Test_several_recordings:
    @pytest.fixture
    def second(self, testimony):
        return RecordingFactory(testimony=testimony)

    @pytest.mark.parametrize("step", [GateStep.BUILD, GateStep.OPEN])
    def test_nothing_goes_out_until_a_person_says_from_which(self, ready, second, now, step):
        assert refusals(ready.testimony, step, at=now) == ["recordings_several"]
        assert refusals(ready.testimony, GateStep.TRANSCRIBE, at=now) == []
        recording_set_aside(recording=second, by=UserFactory(), at=now)
        assert refusals(ready.testimony, step, at=now) == []
        recording_take_back(recording=second, by=UserFactory(), at=now)
        assert refusals(ready.testimony, step, at=now) == ["recordings_several"]

    def test_accepting_the_text_of_one_says_nothing_about_the_other(self, testimony, second, now):
        first = testimony.recordings.first()
        TranscriptFactory(testimony=testimony, recording=first, machine=True)
        accepted = TranscriptFactory(testimony=testimony, recording=second)
        assert refusals(testimony, GateStep.BUILD, at=now) == ["recordings_several"]
        recording_set_aside(recording=second, by=UserFactory(), at=now)
        assert refusals(testimony, GateStep.BUILD, at=now) == ["transcript_machine"]
        recording_take_back(recording=second, by=UserFactory(), at=now)
        recording_set_aside(recording=first, by=UserFactory(), at=now)
        assert refusals(testimony, GateStep.BUILD, at=now) == []
        basis = basis_collect(testimony=testimony, audience=Audience.PUBLIC, at=now)
        assert (basis.recording, basis.transcript) == (second, accepted)

    def test_a_candidate_made_from_a_recording_that_is_set_aside_is_outdated(
        self, ready, second, now
    ):
        TranscriptFactory(testimony=ready.testimony, recording=second)
        first = ready.testimony.recordings.first()
        recording_set_aside(recording=first, by=UserFactory(), at=now)
        assert refusals(ready.testimony, at=now) == ["candidate_outdated"]
