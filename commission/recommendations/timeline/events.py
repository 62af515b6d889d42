"""One thing that happened."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from commission.documents.models import Document, Words
from commission.recommendations.vocabulary import Voice


class EventKind(StrEnum):
    """What sort of thing happened; also the class that feeds and exports name."""

    MADE = "made"
    RESPONSE = "response"
    NO_RESPONSE = "no_response"
    ACTION = "action"
    ACTION_MOVED = "action_moved"
    ASSESSMENT = "assessment"
    REPORT_LATE = "report_late"
    REMINDER = "reminder"
    BILL = "bill"
    BILL_FELL = "bill_fell"
    SUCCESSION = "succession"
    EVIDENCE_CHANGED = "evidence_changed"
    DECISION = "decision"


@dataclass(frozen=True)
class Event:
    """What happened, on which day, in one sentence that names who did it.

    `key` stays the same for good: what feeds and followers know the event by. `known_at` is when
    the record learned of it, where somebody wrote it down, and the day itself where time alone made
    it so.
    """

    key: str
    kind: EventKind
    on: date
    known_at: datetime
    sentence: str
    voice: Voice | None = None
    # Reasons in somebody's own words, and a document; the page shows them where they are public.
    words: Words | None = None
    document: Document | None = None
    link: str = ""

    @property
    def solid(self) -> bool:
        """Whether the commission did it: the line has a filled knot there."""
        return self.voice == Voice.COMMISSION

    @property
    def order(self) -> tuple[date, datetime, str]:
        """Sorts events as they happened."""
        return (self.on, self.known_at, self.key)
