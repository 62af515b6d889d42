"""All that the page of one testimony shows, read in one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractUser

from archive.consent.in_force import ConsentInForce, consent_in_force
from archive.consent.models import Consent
from archive.desk.ledger.selectors import Row, rows_of
from archive.desk.testimony.agreed import Agreed, agreed_of
from archive.desk.testimony.gate import Asked, asked_of
from archive.desk.testimony.jobs import Work, work_of
from archive.desk.testimony.steps import Step, steps_of
from archive.edition.models import Edition, EditionState
from archive.roles import may
from archive.testimony.models import Recording, Testimony
from archive.transcript.models import Transcript
from archive.withdrawal.models import Withdrawal

LEDGER_ROWS = 8


@dataclass(frozen=True, repr=False)
class Record:
    testimony: Testimony
    consent: ConsentInForce
    agreed: Agreed
    consents: Sequence[Consent]
    recordings: Sequence[Recording]
    transcripts: Sequence[Transcript]
    editions: Sequence[Edition]
    candidates: Sequence[Edition]
    withdrawals: Sequence[Withdrawal]
    steps: Sequence[Step]
    asked: Sequence[Asked]
    work: Sequence[Work]
    ledger: Sequence[Row]
    # What this person may do here: {"redact": True, …}
    may: dict[str, bool]

    @property
    def reads_words(self) -> bool:
        """Whether the transcript opens for this person."""
        return any(self.may[name] for name in ("transcribe", "redact", "approve"))

    @property
    def reads_candidates(self) -> bool:
        """Whether candidates open for this person."""
        return any(self.may[name] for name in ("redact", "approve", "publish"))

    @property
    def hears_originals(self) -> bool:
        """Whether this person may play what was received."""
        return self.reads_words or self.may["take_testimony"]

    @property
    def several(self) -> bool:
        """Whether there is more than one recording, so that a person says which one counts."""
        return len(self.recordings) > 1

    @property
    def sets_aside(self) -> bool:
        """Whether this person may say so."""
        return any(self.may[name] for name in ("take_testimony", "transcribe", "publish"))

    @property
    def asks_machines(self) -> bool:
        """Whether this person may have a recording written down, and may take that back."""
        return self.may["take_testimony"] or self.may["transcribe"]

    @property
    def sees_proofs(self) -> bool:
        """Whether this person may have the papers and recordings that prove a consent."""
        return self.may["see_identity"] or self.may["take_testimony"]

    @property
    def working(self) -> bool:
        """Whether a machine is at work, so that the page looks again by itself."""
        return any(work.unfinished for work in self.work)


def record_of(testimony: Testimony, *, user: AbstractUser, at: datetime) -> Record:
    """Gather the record for one member of staff. Holds no giver's name."""
    consents = list(
        testimony.consents.select_related("confirmation", "recorded_by", "proof__blob").order_by(
            "-version", "recorded_at"
        )
    )
    received = testimony.recordings.select_related("accession__blob", "set_aside_by")
    recordings = list(received.prefetch_related("accession__blob__accessions"))
    transcripts = list(testimony.transcripts.select_related("created_by", "recording"))
    transcripts.sort(key=lambda transcript: transcript.version, reverse=True)
    editions = list(testimony.editions.select_related("approval", "leak_report"))
    editions.sort(key=lambda e: (e.number or 10**9, e.built_at or at), reverse=True)
    candidates = [e for e in editions if e.state == EditionState.CANDIDATE]
    withdrawals = list(testimony.withdrawals.order_by("-withdrawn_at"))
    consent = consent_in_force(testimony, at=at)
    return Record(
        testimony=testimony,
        consent=consent,
        agreed=agreed_of(consent, consents),
        consents=consents,
        recordings=recordings,
        transcripts=transcripts,
        editions=[e for e in editions if e.state != EditionState.CANDIDATE],
        candidates=candidates,
        withdrawals=withdrawals,
        steps=steps_of(testimony, consent, consents, recordings, transcripts, editions),
        asked=asked_of(testimony, candidates, consent, user=user, at=at),
        work=work_of(testimony),
        ledger=rows_of(testimony=testimony, limit=LEDGER_ROWS),
        may={name: may(user, name) for name in PERMISSIONS},
    )


PERMISSIONS = [codename for codename, _name in Testimony._meta.permissions]
