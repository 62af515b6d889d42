"""The gate: one pure function over facts. Every way out of the vault asks it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.consent.models import Agreement
from archive.gate.decision import (
    Candidate,
    Decision,
    Embargo,
    Facts,
    GateStep,
    Leaks,
    Line,
    Word,
)
from archive.gate.sentences import REFUSALS
from archive.transcript.models import TranscriptKind
from media.audience import Audience

ALL = frozenset(GateStep)
OUT = frozenset({GateStep.BUILD, GateStep.OPEN})
OPEN = frozenset({GateStep.OPEN})


def decide(facts: Facts) -> Decision:
    """Whether the step may be taken, and every reason for or against it, in a fixed order."""
    refusals, passed = [], []
    for requirement in REQUIREMENTS:
        if facts.step in requirement.steps:
            code = requirement.refuses(facts)
            if code:
                refusals.append(Line(code, REFUSALS[code], requirement.link))
            else:
                passed.append(Line(requirement.name, requirement.met, requirement.link))
    return Decision(not refusals, tuple(refusals), tuple(passed))


@dataclass(frozen=True)
class Requirement:
    """One condition. `refuses` answers with the code of a refusal, or "" when it is met."""

    name: str
    link: str
    steps: frozenset[GateStep]
    refuses: Callable[[Facts], str]
    met: str | Promise


def _no(code: str, refused: Callable[[Facts], bool]) -> Callable[[Facts], str]:
    return lambda facts: code if refused(facts) else ""


AGREEMENTS = {
    Agreement.DOCUMENTED: "",
    Agreement.PENDING: "agreement_pending",
    Agreement.UPDATE_REQUIRED: "agreement_update_required",
    Agreement.DISPUTED: "agreement_disputed",
    Agreement.EXPIRED: "agreement_expired",
    Agreement.WITHDRAWN: "agreement_withdrawn",
}
USES = {
    Audience.PUBLIC: "web_not_agreed",
    Audience.RESEARCH: "research_not_agreed",
}
EMBARGOES = {
    Embargo.NONE: "",
    Embargo.LIFTED: "",
    Embargo.RUNNING: "embargo_running",
    Embargo.ENDED: "embargo_ended",
}
TRANSCRIPTS = {
    None: "transcript_missing",
    TranscriptKind.MACHINE: "transcript_machine",
    TranscriptKind.CORRECTED: "transcript_not_accepted",
    TranscriptKind.REVIEWED: "",
}
CANDIDATES = {
    Candidate.NONE: "candidate_missing",
    Candidate.OUTDATED: "candidate_outdated",
    Candidate.ALTERED: "candidate_altered",
    Candidate.CURRENT: "",
}
LEAKS = {
    Leaks.NOT_CHECKED: "leaks_not_checked",
    Leaks.FINDINGS: "leaks_found",
    Leaks.CLEAN: "",
}
WORDS = {
    Word.NONE: "approval_missing",
    Word.VOID: "approval_void",
    Word.OWN: "approval_own",
    Word.GIVEN: "",
}


def _use(facts: Facts) -> str:
    # What is made for nobody outside has no use that could be agreed to.
    refusal = USES.get(facts.audience, "sealed")
    return refusal if refusal == "sealed" or not facts.use_agreed else ""


REQUIREMENTS = (
    Requirement(
        "agreement",
        "consent",
        ALL,
        lambda facts: AGREEMENTS[facts.agreement],
        _("What was agreed to is on record."),
    ),
    Requirement(
        "not_withdrawn",
        "consent",
        ALL,
        _no("withdrawn", lambda facts: facts.withdrawn),
        _("Nobody has taken it back."),
    ),
    Requirement(
        "machine",
        "consent",
        frozenset({GateStep.TRANSCRIBE}),
        _no("machine_not_agreed", lambda facts: not facts.machine_agreed),
        _("Writing down by machine was agreed to."),
    ),
    Requirement("use", "consent", OUT, _use, _("This use was agreed to.")),
    Requirement(
        "words",
        "consent",
        OUT,
        _no("words_not_agreed", lambda facts: not facts.text_agreed),
        _("The words may be shown."),
    ),
    Requirement(
        "embargo",
        "embargo",
        OPEN,
        lambda facts: EMBARGOES[facts.embargo],
        _("No embargo is in force."),
    ),
    Requirement(
        "order",
        "holds",
        OPEN,
        _no("order_in_force", lambda facts: facts.restricted),
        _("No order forbids it."),
    ),
    Requirement(
        "delay",
        "holds",
        OPEN,
        _no("delay_not_confirmed", lambda facts: facts.delayed),
        _("No delay waits to be confirmed."),
    ),
    Requirement(
        "recording",
        "recordings",
        OUT,
        _no("recordings_several", lambda facts: facts.recordings > 1),
        _("It is decided from which recording an edition is made."),
    ),
    Requirement(
        "transcript",
        "transcript",
        OUT,
        lambda facts: TRANSCRIPTS[facts.transcript],
        _("A person has read the transcript and accepted it."),
    ),
    Requirement(
        "redactions",
        "redaction",
        OUT,
        _no("redactions_wait", lambda facts: facts.redactions_waiting > 0),
        _("Every proposed redaction is decided."),
    ),
    Requirement(
        "names",
        "redaction",
        OUT,
        _no("names_wait", lambda facts: facts.names_waiting > 0),
        _("Every place where a protected name may stand is decided."),
    ),
    Requirement(
        "spans",
        "redaction",
        OUT,
        _no("spans_astray", lambda facts: facts.spans_astray > 0),
        _("Every redaction lies on the words that it was approved for."),
    ),
    Requirement(
        "summary",
        "describe",
        OUT,
        _no("summary_missing", lambda facts: not facts.described),
        _("One sentence says what it is about."),
    ),
    Requirement(
        "candidate",
        "candidate",
        OPEN,
        lambda facts: CANDIDATES[facts.candidate],
        _("The candidate is what would be built today."),
    ),
    Requirement(
        "captions",
        "candidate",
        OPEN,
        _no(
            "captions_missing",
            lambda facts: facts.candidate != Candidate.NONE and not facts.captioned,
        ),
        _("Captions and text exist."),
    ),
    Requirement(
        "leaks",
        "candidate",
        OPEN,
        lambda facts: LEAKS[facts.leaks],
        _("The leak check found nothing that is still open."),
    ),
    Requirement(
        "approval",
        "candidate",
        OPEN,
        lambda facts: WORDS[facts.approval],
        _("Somebody who had no hand in it heard, read and approved exactly this."),
    ),
)
