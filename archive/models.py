"""Django looks for models here; each lives in the folder of what it is."""

from archive.consent.models import Consent, ConsentConfirmation
from archive.edition.models import Edition, EditionFile, EditionTurn
from archive.holds.models import Hold
from archive.index_points.models import EditionPoint, IndexPoint
from archive.ledger.models import LedgerEntry
from archive.people.models import StatementGiver
from archive.publishing.models import Approval, CandidateJob, LeakFinding, LeakReport
from archive.redaction.models import OccurrenceKept, ProtectedName, Redaction
from archive.research.models import ResearchGrant
from archive.testimony.models import Recording, Testimony, TestimonyGiver
from archive.thesaurus.models import Term, TermLabel
from archive.transcript.models import Segment, Transcript
from archive.transcription.models import TranscriptionJob, TranscriptionWindow
from archive.withdrawal.models import PurgeJob, PurgeReceipt, Withdrawal

__all__ = [
    "Approval",
    "CandidateJob",
    "Consent",
    "ConsentConfirmation",
    "Edition",
    "EditionFile",
    "EditionPoint",
    "EditionTurn",
    "Hold",
    "IndexPoint",
    "LeakFinding",
    "LeakReport",
    "LedgerEntry",
    "OccurrenceKept",
    "ProtectedName",
    "PurgeJob",
    "PurgeReceipt",
    "Recording",
    "Redaction",
    "ResearchGrant",
    "Segment",
    "StatementGiver",
    "Term",
    "TermLabel",
    "Testimony",
    "TestimonyGiver",
    "Transcript",
    "TranscriptionJob",
    "TranscriptionWindow",
    "Withdrawal",
]
