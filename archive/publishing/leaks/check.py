"""The leak check: what was built is read and heard again, as it would go out."""

from datetime import datetime
from time import monotonic

from django.db import transaction

from archive.consent.models import Use
from archive.edition.models import Edition
from archive.ledger.services import ledger_append
from archive.publishing.basis import Basis
from archive.publishing.composing import silences_of
from archive.publishing.leaks.expected import expected_of
from archive.publishing.leaks.reading import derivatives_of
from archive.publishing.leaks.sound import (
    Heard,
    levels_check,
    metadata_check,
    sound_of,
    speech_check,
    speech_left_out,
)
from archive.publishing.leaks.texts import texts_check
from archive.publishing.models import CandidateJob, LeakFinding, LeakReport


def leak_check(job: CandidateJob, edition: Edition, basis: Basis, *, at: datetime) -> LeakReport:
    """Check a sealed candidate and store the report: findings, and what was measured.

    The report is bound to the manifest that was read. Every finding blocks until a person has
    dealt with it. Raises LeaseLost when another worker holds the job.
    """
    started = monotonic()
    expected = expected_of(basis)
    derivatives = derivatives_of(edition)
    found = texts_check(derivatives, expected)
    measurements = {
        "derivatives": [derivative.where for derivative in derivatives],
        "redactions": len(expected.removed),
        "words_withheld": sum(len(item.words) for item in expected.removed),
        "names": len(expected.names),
    }
    with sound_of(edition) as path:
        if path is not None:
            heard: list[Heard] = [
                levels_check(path, edition, silences_of(basis.redactions, edition.duration_ms)),
                metadata_check(path, expected),
            ]
            # Whoever did not agree to machines was promised that none listens, not even here.
            if Use.AI_PROCESSING in basis.consent.uses:
                heard.append(
                    speech_check(
                        path, expected, language=edition.language, duration_ms=edition.duration_ms
                    )
                )
            else:
                heard.append(speech_left_out(expected))
            for part in heard:
                found += part.found
                measurements |= part.measurements
    measurements["seconds"] = round(monotonic() - started, 1)
    with transaction.atomic():
        job.write(at=at, progress=990)
        LeakReport.objects.filter(edition=edition).delete()
        report = LeakReport.objects.create(
            edition=edition,
            manifest_hash=edition.manifest_hash,
            measurements=measurements,
            checked_at=at,
        )
        LeakFinding.objects.bulk_create(
            LeakFinding(
                report=report,
                check_name=item.check,
                where=item.where,
                start_ms=item.start_ms,
                end_ms=item.end_ms,
                redaction_id=item.redaction_id,
            )
            for item in dict.fromkeys(found)
        )
        ledger_append(
            actor="candidate",
            act="candidate.check",
            record=edition,
            testimony=edition.testimony,
            at=at,
            details={"manifest": edition.manifest_hash, "findings": len(found)},
        )
    return report
