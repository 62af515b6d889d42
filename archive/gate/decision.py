"""What the gate is asked, what it is told, and what it answers."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from archive.consent.models import Agreement
from archive.transcript.models import TranscriptKind
from media.audience import Audience


class GateStep(StrEnum):
    """The three acts that ask."""

    TRANSCRIBE = "transcribe"
    BUILD = "build"
    OPEN = "open"


class Embargo(StrEnum):
    NONE = "none"
    RUNNING = "running"
    # Its last day has passed and nobody has lifted it: a date opens nothing by itself.
    ENDED = "ended"
    LIFTED = "lifted"


class Candidate(StrEnum):
    NONE = "none"
    # Something in the vault has changed since it was built.
    OUTDATED = "outdated"
    # A row or a file of it is not what was sealed, or a file is gone.
    ALTERED = "altered"
    CURRENT = "current"


class Leaks(StrEnum):
    NOT_CHECKED = "not_checked"
    FINDINGS = "findings"
    CLEAN = "clean"


class Word(StrEnum):
    """Where the second person's word on the candidate stands."""

    NONE = "none"
    # Given for another manifest than the one that would be opened.
    VOID = "void"
    # Given by somebody who had a hand in what was approved.
    OWN = "own"
    GIVEN = "given"


@dataclass(frozen=True)
class Facts:
    """All that the gate knows. Nothing in it is content."""

    step: GateStep
    audience: Audience
    agreement: Agreement
    machine_agreed: bool  # writing down by machine
    use_agreed: bool  # the use that this audience needs
    text_agreed: bool
    withdrawn: bool  # taken back, and not given anew since
    embargo: Embargo
    restricted: bool  # an order forbids release
    delayed: bool  # release waits for a person's confirmation
    recordings: int  # that nobody has set aside; what was written has none
    transcript: TranscriptKind | None
    redactions_waiting: int
    names_waiting: int
    spans_astray: int  # withheld spans that the newest text does not follow
    described: bool  # a summary stands
    candidate: Candidate
    captioned: bool
    leaks: Leaks
    approval: Word


@dataclass(frozen=True)
class Line:
    """One thing that was asked, as a sentence, with the desk's section where it is seen to."""

    code: str
    sentence: str | Promise
    link: str


@dataclass(frozen=True)
class Decision:
    """Yes or no, with every reason and not only the first."""

    allowed: bool
    refusals: tuple[Line, ...]
    passed: tuple[Line, ...]


class GateRefused(Exception):
    """The gate said no. `decision` says why; `str()` of it is codes only."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        super().__init__(" ".join(line.code for line in decision.refusals))
