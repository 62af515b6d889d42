"""Building a candidate: rows first, then bytes, then the seal.

A file gets its row before its first byte is written, so nothing lies in the store of which the
database does not know; a worker that dies half-way leaves an unsealed candidate, which the next
attempt discards together with its files. No transaction is open while files are written.
"""

from collections.abc import Generator
from contextlib import closing
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from archive.consent.models import Medium, Use
from archive.dates import interval_of
from archive.edition.models import Edition, EditionFile, EditionState, EditionTurn
from archive.gate import GateRefused, GateStep, gate_check
from archive.index_points.models import EditionPoint
from archive.ledger.canonical import sha256_of
from archive.ledger.services import ledger_append
from archive.publishing.basis import Basis, basis_collect
from archive.publishing.closing import edition_take_down
from archive.publishing.composing import Composition, compose
from archive.publishing.models import CandidateJob
from archive.publishing.sealing import manifest_of
from archive.publishing.writing import CONTENT_TYPES, Built, kinds_of, sound_build, texts_build
from archive.testimony.models import Testimony
from media.audience import Audience
from media.files import file_write

# Progress is written every so many thousandths.
STEP = 20


class ChangedMeanwhile(Exception):
    """The vault changed while the candidate was being built."""


def candidate_build(job: CandidateJob, *, at: datetime) -> Edition:
    """Build what the job asks for, from scratch, and seal it under its manifest hash.

    Raises GateRefused when it may not be built, ChangedMeanwhile when its basis moved under it,
    LeaseLost when another worker holds the job.
    """
    with transaction.atomic():
        testimony = Testimony.objects.select_for_update().get(pk=job.testimony_id)
        audience = Audience(job.audience)
        decision = gate_check(testimony=testimony, step=GateStep.BUILD, audience=audience, at=at)
        if not decision.allowed:
            raise GateRefused(decision)
        basis = basis_collect(testimony=testimony, audience=audience, at=at)
        composition = compose(basis)
        for earlier in testimony.editions.filter(state=EditionState.CANDIDATE, audience=audience):
            edition_take_down(earlier, state=EditionState.DISCARDED, by="candidate", at=at)
        edition = _rows_write(job, basis, composition, at=at)
        job.write(at=at, edition=edition, progress=50)
    _files_write(job, edition, _built(job, basis, composition))
    return _seal(job, edition, basis, at=at)


def _built(
    job: CandidateJob, basis: Basis, composition: Composition
) -> Generator[Built, None, None]:
    def tell(thousandths: int) -> None:
        progress = 50 + thousandths // 2
        # Says that the worker lives, and stops it where the job was taken away meanwhile.
        if progress >= job.progress + STEP:
            job.write(at=timezone.now(), progress=progress)

    yield from texts_build(composition, language=basis.transcript.language)
    if composition.with_sound and basis.recording is not None:
        yield from sound_build(composition, basis.recording, on_progress=tell)


def _rows_write(
    job: CandidateJob, basis: Basis, composition: Composition, *, at: datetime
) -> Edition:
    testimony, consent = basis.testimony, basis.consent
    media = {medium.value: medium in consent.media for medium in Medium}
    media[Medium.SOUND.value] = composition.with_sound
    days = interval_of(testimony.given_on)
    edition = Edition.objects.create(
        testimony=testimony,
        audience=basis.audience,
        title=composition.title,
        attribution=consent.attribution,
        summary=testimony.summary,
        content_note=testimony.content_note,
        content_ranges=testimony.content_ranges,
        kind=testimony.kind,
        language=testimony.language,
        given_on=testimony.given_on,
        given_first=days.first if days else None,
        given_last=days.last if days else None,
        place=testimony.place,
        duration_ms=composition.duration_ms,
        text_kind=basis.transcript.kind,
        removed=composition.removed,
        what_changed=job.what_changed,
        uses={use.value: use in consent.uses for use in Use},
        media=media,
        open_until=consent.closes_at,
        consent_ids=[str(id) for id in consent.ids],
        transcript=basis.transcript,
        basis_hash=basis.hash,
        built_by_id=job.requested_by_id,
    )
    EditionTurn.objects.bulk_create(
        EditionTurn(
            edition=edition,
            position=turn.position,
            start_ms=turn.start,
            end_ms=turn.end,
            speaker=turn.speaker,
            asks=turn.asks,
            parts=turn.parts,
        )
        for turn in composition.turns
    )
    EditionPoint.objects.bulk_create(
        EditionPoint(edition=edition, position=position, **vars(point))
        for position, point in enumerate(composition.points)
    )
    for kind in kinds_of(composition):
        EditionFile.objects.create(
            edition=edition, kind=kind, content_type=CONTENT_TYPES[kind], size=0, sha256=""
        )
    return edition


def _files_write(job: CandidateJob, edition: Edition, built: Generator[Built, None, None]) -> None:
    rows = {row.kind: row for row in edition.files.all()}
    # Closed at once if the store fails, so that no half-built sound stays in the working folder.
    with closing(built):
        for item in built:
            row = rows[item.kind]
            written = file_write(key=row.key, source=item.source)
            EditionFile.objects.filter(pk=row.pk).update(size=written.size, sha256=written.sha256)
            # Whoever lost the job, to another worker or to a withdrawal, writes nothing more.
            job.write(at=timezone.now())


@transaction.atomic
def _seal(job: CandidateJob, edition: Edition, basis: Basis, *, at: datetime) -> Edition:
    testimony = Testimony.objects.select_for_update().get(pk=edition.testimony_id)
    edition.refresh_from_db()
    now = basis_collect(testimony=testimony, audience=basis.audience, at=at)
    if edition.state != EditionState.CANDIDATE or now.hash != edition.basis_hash:
        raise ChangedMeanwhile
    edition.manifest = manifest_of(edition)
    edition.manifest_hash = sha256_of(edition.manifest)
    edition.built_at = at
    edition.save(update_fields=["manifest", "manifest_hash", "built_at"])
    job.write(at=at, progress=600)
    ledger_append(
        actor=job.requested_by,
        act="candidate.build",
        record=edition,
        testimony=testimony,
        at=at,
        details={
            "audience": str(edition.audience),
            "manifest": edition.manifest_hash,
            "basis": edition.basis_hash,
        },
    )
    return edition
