"""What the gate would answer, as lists with one link for each line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.consent.in_force import ConsentInForce
from archive.consent.models import Use
from archive.desk.access import opens_for
from archive.edition.models import Edition
from archive.gate import Decision, GateStep, Line, gate_check
from archive.holds.asking import holds_said
from archive.testimony.models import Testimony
from media.audience import Audience

TITLES = {
    Audience.PUBLIC: {
        GateStep.BUILD: _("Before a public edition can be built"),
        GateStep.OPEN: _("Before the public edition can be opened"),
    },
    Audience.RESEARCH: {
        GateStep.BUILD: _("Before an edition for researchers can be built"),
        GateStep.OPEN: _("Before the edition for researchers can be opened"),
    },
}


@dataclass(frozen=True)
class LinkedLine:
    passed: bool
    sentence: str | Promise
    url: str


@dataclass(frozen=True)
class Asked:
    """One question to the gate, and its answer for a page."""

    audience: Audience
    step: GateStep
    title: str | Promise
    allowed: bool
    lines: tuple[LinkedLine, ...]
    candidate: Edition | None
    # What whoever placed a hold says is missing, also before it blocks anything.
    said: tuple[str | Promise, ...] = ()


def asked_of(
    testimony: Testimony,
    candidates: Sequence[Edition],
    consent: ConsentInForce,
    *,
    user: AbstractUser,
    at: datetime,
) -> list[Asked]:
    """The next step for the public, and for researchers where they were agreed to, as one member of
    staff sees it: only what opens for them is a link.
    """
    audiences = [Audience.PUBLIC]
    if Use.RESEARCH in consent.uses:
        audiences.append(Audience.RESEARCH)
    return [_asked(testimony, audience, candidates, user, at) for audience in audiences]


def _asked(
    testimony: Testimony,
    audience: Audience,
    candidates: Sequence[Edition],
    user: AbstractUser,
    at: datetime,
) -> Asked:
    candidate = next((e for e in candidates if e.audience == audience), None)
    step = GateStep.OPEN if candidate else GateStep.BUILD
    decision = gate_check(
        testimony=testimony, step=step, audience=audience, edition=candidate, at=at
    )
    return Asked(
        audience=audience,
        step=step,
        title=TITLES[audience][step],
        allowed=decision.allowed,
        lines=linked(decision, testimony, candidate, user),
        candidate=candidate,
        said=tuple(holds_said(testimony, at=at)),
    )


def linked(
    decision: Decision, testimony: Testimony, candidate: Edition | None, user: AbstractUser
) -> tuple[LinkedLine, ...]:
    """What passed, then what blocks; only what blocks needs a way to where it is seen to."""
    passed = [LinkedLine(True, line.sentence, "") for line in decision.passed]
    blocked = []
    for line in decision.refusals:
        url = section_url(line, testimony, candidate)
        blocked.append(LinkedLine(False, line.sentence, url if opens_for(user, url) else ""))
    return (*passed, *blocked)


def section_url(line: Line, testimony: Testimony, candidate: Edition | None) -> str:
    """Where on the desk a refusal is seen to."""
    record = reverse("desk:testimony", args=[testimony.pk])
    match line.link:
        case "recordings":
            return f"{record}#received"
        case "transcript" if testimony.transcripts.exists():
            return reverse("desk:transcript", args=[testimony.pk])
        case "transcript":
            return f"{record}#received"
        case "redaction":
            return reverse("desk:redaction", args=[testimony.pk])
        case "candidate" if candidate:
            return reverse("desk:candidate", args=[candidate.pk])
        case "describe":
            return reverse("desk:describe", args=[testimony.pk])
        case "holds":
            return reverse("desk:holds", args=[testimony.pk])
        case "embargo":
            return reverse("desk:describe", args=[testimony.pk]) + "#id_embargo_until"
        case "consent":
            return f"{record}#agreed"
        case _:
            return f"{record}#editions"
