"""Asking for a candidate, and the worker's part: build it, check it, or say what went wrong."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.edition.models import Edition, EditionState
from archive.gate import GateRefused, GateStep, gate_check
from archive.holds.selectors import legally_held
from archive.ledger.services import ledger_append
from archive.publishing.basis import Basis, NothingToBuildFrom, basis_collect
from archive.publishing.building import ChangedMeanwhile, candidate_build
from archive.publishing.closing import edition_take_down
from archive.publishing.leaks.check import leak_check
from archive.publishing.models import CandidateJob
from archive.testimony.models import Testimony
from media.audience import Audience
from media.files import file_delete
from media.jobs import JobState, LeaseLost
from media.refusal import Refused


@transaction.atomic
def candidate_request(
    *,
    testimony: Testimony,
    audience: Audience,
    by: AbstractUser,
    at: datetime,
    what_changed: str = "",
) -> CandidateJob:
    """Ask for a candidate edition; a worker builds and checks it.

    Returns the job that waits already, if the same person asked for the same. Raises Refused when
    one waits that somebody else asked for, or that says something else about the change: it is
    built under one name and with one sentence. Raises GateRefused with every reason when a
    candidate may not be built.
    """
    testimony = Testimony.objects.select_for_update().get(pk=testimony.pk)
    decision = gate_check(testimony=testimony, step=GateStep.BUILD, audience=audience, at=at)
    if not decision.allowed:
        raise GateRefused(decision)
    waiting = testimony.candidate_jobs.filter(audience=audience, state=JobState.WAITING).first()
    if waiting is not None:
        if waiting.requested_by_id == by.pk and waiting.what_changed == what_changed:
            return waiting
        raise Refused(
            "waiting",
            _(
                "A candidate for these readers waits to be built already. Wait until it is there, "
                "and throw it away if it should say something else."
            ),
        )
    job = CandidateJob.objects.create(
        testimony=testimony,
        audience=audience,
        what_changed=what_changed,
        requested_by_id=by.pk,
        created_at=at,
    )
    ledger_append(
        actor=by,
        act="candidate.request",
        record=job,
        testimony=testimony,
        at=at,
        details={"audience": str(audience)},
    )
    return job


def candidate_run_one(worker: str) -> bool:
    """Build and check one candidate. True when there was one to build.

    Whatever fails is kept as a code with the job, which is tried again or put before a person.
    """
    job = CandidateJob.claim(worker=worker, at=timezone.now())
    if job is None:
        return False
    try:
        edition, basis = _sealed(job) or _build(job)
        leak_check(job, edition, basis, at=timezone.now())
        job.finish(at=timezone.now())
    except LeaseLost:
        _abandon(job)
    except GateRefused:
        _fail(job, "gate_refused", final=True)
    except ChangedMeanwhile:
        _fail(job, "changed_meanwhile")
    except Exception as error:  # noqa: BLE001 - kept as a code with the job, which shows on the desk
        _fail(job, f"failed_{type(error).__name__}"[:60])
    return True


def _build(job: CandidateJob) -> tuple[Edition, Basis]:
    now = timezone.now()
    edition = candidate_build(job, at=now)
    return edition, _basis(edition, at=now)


def _sealed(job: CandidateJob) -> tuple[Edition, Basis] | None:
    """What an earlier attempt built, when only its check is missing and nothing has changed."""
    edition = job.edition
    if edition is None or not edition.manifest_hash or edition.state != EditionState.CANDIDATE:
        return None
    try:
        return edition, _basis(edition, at=timezone.now())
    except ChangedMeanwhile:
        return None


def _basis(edition: Edition, *, at: datetime) -> Basis:
    try:
        basis = basis_collect(
            testimony=edition.testimony, audience=Audience(edition.audience), at=at
        )
    except NothingToBuildFrom:
        raise ChangedMeanwhile from None
    if basis.hash != edition.basis_hash:
        raise ChangedMeanwhile
    return basis


def _fail(job: CandidateJob, code: str, *, final: bool = False) -> None:
    _abandon(job)
    try:
        job.fail(at=timezone.now(), code=code, final=final)
    except LeaseLost:
        # Another worker has it, or it was cancelled; what it does next is not ours to say.
        return


def _abandon(job: CandidateJob) -> None:
    """Take away what this attempt made: its candidate goes the way of all editions.

    Its bytes are deleted here as well: a removal queued earlier may have looked before the last of
    them was written.
    """
    if job.edition_id is None:
        return
    with transaction.atomic():
        Testimony.objects.select_for_update().get(pk=job.testimony_id)
        edition = Edition.objects.select_related("testimony").get(pk=job.edition_id)
        if edition.state == EditionState.CANDIDATE and not hasattr(edition, "approval"):
            edition_take_down(
                edition, state=EditionState.DISCARDED, by="candidate", at=timezone.now()
            )
            edition.refresh_from_db()
    standing = edition.state in (EditionState.OPEN, EditionState.CANDIDATE)
    if not standing and not legally_held(edition.testimony, at=timezone.now()):
        for row in edition.files.all():
            file_delete(row.key)
