"""From the queue to a draft, and every way in which that can fail."""

from datetime import timedelta

import pytest
from django.utils import timezone

import media.transcription.windows as cutting
from archive.consent.models import Consent, Use
from archive.gate import GateRefused
from archive.ledger.models import LedgerEntry
from archive.testimony.models import Workflow
from archive.transcript.models import Transcript, TranscriptKind
from archive.transcript.selectors import words_of
from archive.transcription import work
from archive.transcription.models import Outcome, TranscriptionJob
from archive.transcription.selectors import transcription_status
from archive.transcription.services import (
    AlreadyAsked,
    transcription_cancel,
    transcription_request,
    window_store,
)
from archive.transcription.work import transcription_run_one
from media.confine.wording import refusal_of
from media.jobs import JobState, LeaseLost
from media.transcription import ModelMissing
from tests.factories import ConsentFactory, RecordingFactory, TestimonyFactory, UserFactory
from tests.media.transcription.conftest import silence, sound_file

__all__ = ["sound_file"]
pytestmark = [pytest.mark.django_db, pytest.mark.whisper]


@pytest.fixture
def short_windows(monkeypatch):
    """Windows of 2 to 4 s, so that eleven seconds of real speech have several."""
    monkeypatch.setattr(cutting, "SHORTEST_MS", 2_000)
    monkeypatch.setattr(cutting, "LONGEST_MS", 4_000)


def narrow(job: TranscriptionJob) -> None:
    """The giver no longer agrees to writing down by machine."""
    old = Consent.objects.get(testimony=job.recording.testimony)
    ConsentFactory(
        testimony=old.testimony, giver=old.giver, uses={**old.uses, Use.AI_PROCESSING: False}
    )


def queued(now) -> TranscriptionJob:
    """A request for a recording without bytes, for what ends before any is read."""
    recording = RecordingFactory(testimony=TestimonyFactory(consented=True))
    return transcription_request(recording=recording, by=UserFactory(), at=now)


def run(worker: str = "w1") -> TranscriptionJob:
    assert transcription_run_one(worker)
    return TranscriptionJob.objects.get()


def test_a_recording_becomes_a_draft_with_its_lineage(asked, kennedy):
    asked(kennedy)
    job = run()
    assert (job.state, job.outcome, job.progress) == (JobState.DONE, Outcome.COMPLETE, 1000)
    draft = job.transcript
    assert (draft.kind, draft.version, draft.language) == (TranscriptKind.MACHINE, 1, "en")
    text = " ".join(word["text"] for _segment, word in words_of(draft)).lower()
    assert "ask not what your country can do for you" in text
    assert {"weights_sha256", "options", "instruction_set", "compute_type"} <= set(draft.made_with)
    testimony = job.recording.testimony
    testimony.refresh_from_db()
    assert testimony.workflow == Workflow.REVIEWING


def test_nothing_to_do_is_said_so(db):
    assert transcription_run_one("w1") is False


def test_without_agreement_nothing_is_even_queued(now):
    recording = RecordingFactory(testimony=TestimonyFactory(with_giver=True))
    with pytest.raises(GateRefused):
        transcription_request(recording=recording, by=UserFactory(), at=now)
    assert not TranscriptionJob.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_asking_twice_queues_once(asked, kennedy):
    job = asked(kennedy)
    with pytest.raises(AlreadyAsked):
        transcription_request(recording=job.recording, by=UserFactory(), at=timezone.now())
    assert TranscriptionJob.objects.count() == 1


def test_agreement_taken_back_while_it_waits_stops_it_before_any_sound_is_read(
    asked, kennedy, monkeypatch
):
    narrow(asked(kennedy))
    monkeypatch.setattr(work, "blob_path", lambda blob: pytest.fail("the recording was opened"))
    job = run()
    assert (job.state, job.outcome) == (JobState.NEEDS_PERSON, Outcome.NO_CONSENT)
    assert "has not agreed" in str(transcription_status(job.recording).why)


def test_agreement_taken_back_between_windows_stops_it(asked, kennedy, short_windows, monkeypatch):
    job = asked(kennedy)

    def store_and_narrow(**kwargs):
        window_store(**kwargs)
        narrow(job)

    monkeypatch.setattr(work, "window_store", store_and_narrow)
    job = run()
    assert job.outcome == Outcome.NO_CONSENT
    assert job.results.count() == 1
    assert not Transcript.objects.exists()


def test_silence_is_a_recording_in_which_nobody_speaks(asked, sound_file):
    asked(sound_file(silence(10)))
    job = run()
    assert (job.state, job.outcome, job.transcript) == (JobState.DONE, Outcome.NO_SPEECH, None)


def test_text_that_is_mostly_doubted_does_not_match_the_sound(asked, shared):
    asked(shared / "audio" / "fleurs" / "fleurs-de-008.ogg", "en")
    job = run()
    assert job.outcome == Outcome.DOES_NOT_MATCH
    assert all(segment.flags for segment in job.transcript.segments.all())


def test_a_language_that_the_weights_do_not_know_goes_to_a_person_at_once(asked, shared):
    asked(shared / "audio" / "fleurs" / "fleurs-es-008.ogg", "es")
    job = run()
    assert (job.state, job.outcome) == (JobState.NEEDS_PERSON, Outcome.FAILED)
    assert job.error_code == "model_language"
    assert "do not know the language" in str(transcription_status(job.recording).why)


def test_without_weights_the_recording_waits_and_no_attempt_is_lost(asked, kennedy, monkeypatch):
    def missing(**kwargs) -> None:
        raise ModelMissing("model_missing", "There are none.")

    asked(kennedy)
    monkeypatch.setattr(work, "model_find", missing)
    job = run()
    assert (job.state, job.outcome, job.attempts) == (JobState.WAITING, Outcome.NEEDED, 0)
    assert job.not_before > timezone.now()
    status = transcription_status(job.recording)
    assert status.working
    assert "not on this machine" in str(status.why)
    monkeypatch.undo()
    TranscriptionJob.objects.update(not_before=timezone.now())
    assert run().state == JobState.DONE


def test_a_failure_is_tried_again_and_then_put_before_a_person(asked, kennedy, monkeypatch, caplog):
    def fails(**kwargs):
        raise RuntimeError("what the witness said: a secret")

    asked(kennedy)
    monkeypatch.setattr(work, "window_transcribe", fails)
    states = []
    for _attempt in range(3):
        TranscriptionJob.objects.update(not_before=None)
        job = run()
        states.append((job.state, job.outcome))
    assert states == [
        (JobState.WAITING, Outcome.NEEDED),
        (JobState.WAITING, Outcome.NEEDED),
        (JobState.NEEDS_PERSON, Outcome.FAILED),
    ]
    assert job.error_code == "RuntimeError"
    assert "secret" not in caplog.text
    assert not transcription_run_one("w1")


def test_fetching_weights_for_longer_than_a_lease_keeps_the_job(now, monkeypatch):
    """Another worker looks for work again and again meanwhile, and finds none."""
    job = queued(now)
    started = timezone.now()
    others = []

    def slow(*, progress) -> None:
        for minute in range(1, 16):
            later = started + timedelta(minutes=minute)
            monkeypatch.setattr(work.timezone, "now", lambda later=later: later)
            progress("Whisper tiny.en", minute, 15)
            others.append(TranscriptionJob.claim(worker="w2", at=later))
        raise ModelMissing("model_missing", "There are none.")

    monkeypatch.setattr(work, "model_find", slow)
    job = run()
    assert others == [None] * 15
    assert (job.worker, job.attempts, job.state) == ("w1", 0, JobState.WAITING)


def test_a_request_taken_back_while_weights_are_fetched_ends_there(now, monkeypatch):
    job = queued(now)

    def cancelled(*, progress) -> None:
        transcription_cancel(job=job, by=UserFactory(), at=timezone.now())
        progress("Whisper tiny.en", 1, 2)
        pytest.fail("the worker went on")

    monkeypatch.setattr(work, "model_find", cancelled)
    monkeypatch.setattr(work, "BEAT", timedelta(seconds=-1))
    assert run().state == JobState.CANCELLED


@pytest.mark.parametrize("code", ["killed", "memory", "time", "disk_full"])
def test_a_decoder_that_lacked_something_is_tried_again(now, monkeypatch, code):
    def fails() -> None:
        raise refusal_of(code)

    queued(now)
    monkeypatch.setattr(work, "model_find", lambda **kwargs: fails())
    states = []
    for _attempt in range(3):
        TranscriptionJob.objects.update(not_before=None)
        job = run()
        states.append((job.state, job.error_code))
    assert [state for state, _code in states] == ["waiting", "waiting", "needs_person"]
    assert {code for _state, code in states} == {code}
    assert str(transcription_status(job.recording).why) == str(refusal_of(code).message)


@pytest.mark.parametrize("code", ["unreadable", "nothing_decodes", "no_sound", "space"])
def test_a_file_that_cannot_be_read_goes_to_a_person_at_once(now, monkeypatch, code):
    def fails(**kwargs) -> None:
        raise refusal_of(code)

    queued(now)
    monkeypatch.setattr(work, "model_find", fails)
    job = run()
    assert (job.state, job.outcome, job.attempts) == (JobState.NEEDS_PERSON, Outcome.FAILED, 1)
    assert str(transcription_status(job.recording).why) == str(refusal_of(code).message)


def test_a_recording_whose_workers_all_died_is_put_before_a_person(asked, kennedy):
    job = asked(kennedy)
    for _death in range(3):
        TranscriptionJob.claim(worker="w1", at=timezone.now())
        TranscriptionJob.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert not transcription_run_one("w2")
    assert not transcription_run_one("w2")
    job.refresh_from_db()
    assert (job.state, job.outcome) == (JobState.NEEDS_PERSON, Outcome.FAILED)
    assert "stopped three times" in str(transcription_status(job.recording).why)


def test_deaths_count_anew_after_progress(asked, kennedy, short_windows):
    asked(kennedy)
    for _death in range(2):
        held = TranscriptionJob.claim(worker="w1", at=timezone.now())
        TranscriptionJob.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert held.attempts == 2
    job = run()
    assert (job.state, job.attempts) == (JobState.DONE, 1)


def test_a_cancelled_request_stops_the_worker_at_its_next_word(asked, kennedy, monkeypatch):
    job = asked(kennedy)
    original = work.window_transcribe

    def cancel_first(**kwargs):
        transcription_cancel(job=job, by=UserFactory(), at=timezone.now())
        return original(**kwargs)

    monkeypatch.setattr(work, "window_transcribe", cancel_first)
    monkeypatch.setattr(work, "BEAT", timedelta(seconds=-1))
    assert run().state == JobState.CANCELLED
    assert not Transcript.objects.exists()


def test_a_second_worker_takes_over_and_the_first_can_write_nothing(
    asked, kennedy, short_windows, monkeypatch
):
    asked(kennedy)
    original = window_store
    late = []

    def taken_over(**kwargs):
        """The first worker falls silent before it stores; another does all of the work."""
        monkeypatch.setattr(work, "window_store", original)
        TranscriptionJob.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        assert transcription_run_one("w2")
        with pytest.raises(LeaseLost):
            original(**kwargs)
        late.append(kwargs["position"])
        original(**kwargs)

    monkeypatch.setattr(work, "window_store", taken_over)
    job = run("w1")
    assert (job.state, job.worker, late) == (JobState.DONE, "w2", [0])
    assert Transcript.objects.count() == 1
    assert job.results.count() == len(job.windows) > 1


def test_windows_made_by_another_model_are_not_mixed_in(asked, kennedy, short_windows):
    asked(kennedy)
    held = TranscriptionJob.claim(worker="w1", at=timezone.now())
    held.write(
        at=timezone.now(),
        windows=[[0, 1_000], [1_000, 11_000]],
        language="en",
        made_with={"model": "another", "heard": {"language": "", "probability": 0}},
    )
    window_store(job=held, position=0, segments=[], at=timezone.now())
    TranscriptionJob.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    job = run("w2")
    assert job.made_with["model"] != "another"
    assert job.windows != [[0, 1_000], [1_000, 11_000]]
    assert job.transcript.made_with == job.made_with


def test_a_recording_written_down_again_gets_other_ids(asked, kennedy):
    first = asked(kennedy)
    run()
    again = transcription_request(recording=first.recording, by=UserFactory(), at=timezone.now())
    assert transcription_run_one("w1")
    again.refresh_from_db()
    first.refresh_from_db()
    ids = [{word["id"] for _s, word in words_of(job.transcript)} for job in (first, again)]
    assert not ids[0] & ids[1]
    assert again.transcript.version == 2


def test_the_ledger_and_the_job_hold_no_word_of_what_was_said(asked, kennedy):
    asked(kennedy)
    job = run()
    acts = list(LedgerEntry.objects.values_list("act", flat=True))
    assert acts[-2:] == ["transcription.request", "transcription.finish"]
    told = str(list(LedgerEntry.objects.values("details"))) + str(job.made_with) + str(job)
    assert "country" not in told


def test_the_desk_is_told_how_far_it_is(asked, kennedy, short_windows, monkeypatch):
    job = asked(kennedy)
    assert transcription_status(job.recording).working
    seen = []

    def store_and_look(**kwargs):
        window_store(**kwargs)
        seen.append(transcription_status(job.recording).progress)

    monkeypatch.setattr(work, "window_store", store_and_look)
    job = run()
    assert seen == sorted(set(seen))
    assert seen[-1] == 990
    status = transcription_status(job.recording)
    assert (status.working, status.progress, status.outcome) == (False, 1000, Outcome.COMPLETE)


def test_nobody_asked_yet(db):
    status = transcription_status(RecordingFactory())
    assert (status.outcome, status.job, status.working) == (Outcome.NEEDED, None, False)
