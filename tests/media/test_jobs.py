"""Long work as rows: taken once, given back when a worker falls silent, parked when it kills."""

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections

from archive.transcription.models import TranscriptionJob
from media.jobs import JobState, LeaseLost
from tests.factories import NOW, RecordingFactory, UserFactory

pytestmark = pytest.mark.django_db


def a_job(**fields) -> TranscriptionJob:
    return TranscriptionJob.objects.create(
        recording=RecordingFactory(), requested_by=UserFactory(), created_at=NOW, **fields
    )


def test_a_job_is_taken_by_one_worker_only():
    a_job()
    assert TranscriptionJob.claim(worker="one", at=NOW) is not None
    assert TranscriptionJob.claim(worker="two", at=NOW) is None


def test_the_oldest_job_is_taken_first():
    later = a_job()
    TranscriptionJob.objects.filter(pk=later.pk).update(created_at=NOW + timedelta(hours=1))
    first = a_job()
    assert TranscriptionJob.claim(worker="one", at=NOW + timedelta(hours=2)) == first


def test_a_silent_workers_job_is_taken_by_another_and_its_late_write_is_refused():
    a_job()
    silent = TranscriptionJob.claim(worker="silent", at=NOW)
    after = NOW + TranscriptionJob.LEASE + timedelta(seconds=1)
    other = TranscriptionJob.claim(worker="other", at=after)
    assert other is not None
    assert other.pk == silent.pk
    with pytest.raises(LeaseLost):
        silent.write(at=after, progress=500)
    with pytest.raises(LeaseLost):
        silent.finish(at=after)
    other.write(at=after, progress=700)
    assert TranscriptionJob.objects.get().progress == 700


def test_a_worker_that_writes_in_time_keeps_its_job():
    a_job()
    job = TranscriptionJob.claim(worker="one", at=NOW)
    half = NOW + TranscriptionJob.LEASE / 2
    job.write(at=half, progress=10)
    assert TranscriptionJob.claim(worker="two", at=NOW + TranscriptionJob.LEASE) is None


def test_a_cancelled_job_refuses_what_its_worker_still_writes():
    a_job()
    job = TranscriptionJob.claim(worker="one", at=NOW)
    TranscriptionJob.objects.update(state=JobState.CANCELLED)
    with pytest.raises(LeaseLost):
        job.write(at=NOW, progress=10)


def test_a_failed_job_waits_longer_each_time_and_then_needs_a_person():
    a_job()
    at, waits = NOW, []
    for attempt in range(TranscriptionJob.MAX_ATTEMPTS):
        job = TranscriptionJob.claim(worker=f"worker {attempt}", at=at)
        job.fail(at=at, code="decode")
        if job.not_before and job.state == JobState.WAITING:
            assert TranscriptionJob.claim(worker="eager", at=at) is None
            waits.append(job.not_before - at)
            at = job.not_before
    assert waits == sorted(waits)
    assert len(set(waits)) == len(waits)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.NEEDS_PERSON, "decode")
    assert TranscriptionJob.claim(worker="next", at=at + timedelta(days=1)) is None


def test_a_job_that_kills_each_worker_is_parked_and_the_queue_goes_on():
    poison = a_job()
    TranscriptionJob.objects.filter(pk=poison.pk).update(created_at=NOW - timedelta(days=1))
    behind, at = a_job(), NOW
    for _ in range(TranscriptionJob.MAX_ATTEMPTS):
        assert TranscriptionJob.claim(worker="dies", at=at) == poison
        at += TranscriptionJob.LEASE + timedelta(seconds=1)
    assert TranscriptionJob.claim(worker="lives", at=at) == behind
    poison.refresh_from_db()
    assert (poison.state, poison.error_code) == (JobState.NEEDS_PERSON, "worker_died")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_never_take_the_same_job(postgresql):
    for _ in range(10):
        a_job()
    taken: list[object] = []
    start = threading.Barrier(8)

    def work(name: str) -> None:
        start.wait()
        while job := TranscriptionJob.claim(worker=name, at=NOW):
            taken.append(job.pk)
        close_old_connections()

    threads = [threading.Thread(target=work, args=(f"worker {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 10
    assert len(set(taken)) == 10
