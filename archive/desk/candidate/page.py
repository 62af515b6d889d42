"""What the page of a candidate shows beside the candidate itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext as _

from archive.consent.in_force import consent_in_force
from archive.desk.shown import place
from archive.desk.testimony.agreed import Agreed, agreed_of
from archive.desk.testimony.gate import LinkedLine, linked
from archive.edition.models import Edition
from archive.gate import GateStep, gate_check
from archive.publishing.hands import hands_in
from archive.publishing.models import Approval, LeakFinding, LeakReport
from archive.publishing.services import edition_edges
from archive.roles import may
from media.audience import Audience

# A second on each side of an edge is what a person needs to hear that no syllable is left.
AROUND_MS = 1000


@dataclass(frozen=True)
class Edge:
    """Where sound stops or begins again, and the stretch to play."""

    number: int
    at: str
    from_s: str
    to_s: str


@dataclass(frozen=True, repr=False)
class CandidatePage:
    agreed: Agreed
    lines: tuple[LinkedLine, ...]
    edges: tuple[Edge, ...]
    report: LeakReport | None
    findings: Sequence[LeakFinding]
    measured: tuple[tuple[str, str], ...]
    approval: Approval | None
    # A sentence where a button would stand; "" when the button may be used.
    why_not_approve: str
    why_not_open: str
    may_discard: bool
    may_resolve: bool
    # How many index points would go out.
    points: int


def page_of(edition: Edition, *, user: AbstractUser, at: datetime) -> CandidatePage:
    """Gather the page for one member of staff."""
    testimony = edition.testimony
    decision = gate_check(
        testimony=testimony,
        step=GateStep.OPEN,
        audience=Audience(edition.audience),
        edition=edition,
        at=at,
    )
    report = getattr(edition, "leak_report", None)
    return CandidatePage(
        agreed=agreed_of(consent_in_force(testimony, at=at), testimony.consents.all()),
        lines=linked(decision, testimony, edition, user),
        edges=edges_of(edition),
        report=report,
        findings=list(report.findings.select_related("resolved_by")) if report else [],
        measured=measured(report),
        approval=getattr(edition, "approval", None),
        why_not_approve=why_not_approve(edition, user),
        why_not_open=why_not_open(user, allowed=decision.allowed),
        may_discard=may(user, "approve") or may(user, "publish"),
        may_resolve=may(user, "approve") or may(user, "publish"),
        points=edition.points.count(),
    )


def edges_of(edition: Edition) -> tuple[Edge, ...]:
    """Every edge of removed sound, with two seconds around it."""
    last = edition.duration_ms
    return tuple(
        Edge(
            number=number,
            at=f"{place(ms)}.{ms % 1000 // 100}",
            from_s=f"{max(0, ms - AROUND_MS) / 1000:.3f}",
            to_s=f"{min(last, ms + AROUND_MS) / 1000:.3f}",
        )
        for number, ms in enumerate(edition_edges(edition), start=1)
    )


def why_not_approve(edition: Edition, user: AbstractUser) -> str:
    """Why this person may not approve this candidate; "" when they may."""
    if hasattr(edition, "approval"):
        return _("It has been approved.")
    if not may(user, "approve"):
        return _("Approving is not part of your role.")
    if edition.testimony.redactions.filter(proposed_by=user.pk).exists():
        return _("You proposed one of these removals, so another person must approve.")
    if user.pk in hands_in(edition):
        return _("You had a hand in this candidate, so another person must approve.")
    return ""


def why_not_open(user: AbstractUser, *, allowed: bool) -> str:
    """Why this person may not open this candidate; "" when they may."""
    if not may(user, "publish"):
        return _("You may not open it in any case; a publisher does.")
    if not allowed:
        return _("Not possible yet: something above is open.")
    return ""


def measured(report: LeakReport | None) -> tuple[tuple[str, str], ...]:
    """What the leak check measured, name and figure, nested names joined."""
    return tuple(_flat("", report.measurements)) if report else ()


def _flat(name: str, value: object) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [
            item
            for key, inner in value.items()
            for item in _flat(f"{name} {key}".replace("_", " ").strip(), inner)
        ]
    if isinstance(value, list):
        return [(name, ", ".join(str(item) for item in value))]
    return [(name, str(value))]
