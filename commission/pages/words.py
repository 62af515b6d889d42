"""The page of words: every vocabulary with what each word means here."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.redaction.models import ReasonCode
from commission.findings import vocabulary as findings
from commission.findings.vocabulary import Definition, defined
from commission.recommendations import vocabulary as tracker

# The codes of the bars. What is told is why something was removed, never what.
REASONS = defined(
    {
        ReasonCode.PRIV: _("A detail of somebody's private life that nobody has to know."),
        ReasonCode.ANON: _("It would show who somebody is who was promised not to be named."),
        ReasonCode.MED: _("It is about somebody's health or body."),
        ReasonCode.THIRD: _(
            "It is about somebody who was not asked, or who could not answer to what is said."
        ),
        ReasonCode.SAFE: _("Somebody could be hurt if it were known."),
        ReasonCode.MINOR: _("It is about somebody who was a child."),
        ReasonCode.CULT: _("A people's own rules say who may know it."),
        ReasonCode.INV: _("It could harm an investigation that still runs."),
        ReasonCode.SRC: _("It would show who told something in confidence."),
        ReasonCode.LAW: _("A court ordered it, or the law protects it."),
        ReasonCode.WITHDRAWN: _("Somebody took back that it may be published."),
    },
    after=_("the exemptions of freedom-of-information laws, and orders of public inquiries"),
)


@dataclass(frozen=True)
class Vocabulary:
    """One list of words: where it stands on the page, its heading, its sentence, its words."""

    anchor: str
    heading: str | Promise
    about: str | Promise
    of: type[models.TextChoices]
    definitions: Sequence[Definition]


def _vocabulary(
    anchor: str, heading: str | Promise, about: str | Promise, of: type[models.TextChoices]
) -> Vocabulary:
    known = {**findings.DEFINITIONS, **tracker.DEFINITIONS, ReasonCode: REASONS}
    return Vocabulary(anchor, heading, about, of, known[of])


# The anchors stand in links all over the site: `#status-underway`.
VOCABULARIES = (
    _vocabulary(
        "standard",
        _("How sure the commission is"),
        _("Of each finding, with the reason why it stops there."),
        findings.StandardOfProof,
    ),
    _vocabulary(
        "evidence",
        _("What has become of a passage"),
        _("Asked anew each time somebody opens a finding."),
        findings.EvidenceState,
    ),
    _vocabulary(
        "decision",
        _("What the commissioners decide then"),
        _("After evidence changed. Each decision stands with its day and its reasons."),
        findings.DecisionKind,
    ),
    _vocabulary(
        "voice",
        _("Who says where a recommendation stands"),
        _("Three views side by side. None is averaged with another, and none stands for another."),
        tracker.Voice,
    ),
    _vocabulary(
        "status", _("How far it has come"), _("The same words for all three views."), tracker.Status
    ),
    _vocabulary(
        "quality",
        _("Whether the answer is good enough"),
        _("What the commission thinks of it, whatever its progress."),
        tracker.Quality,
    ),
    _vocabulary(
        "response",
        _("What a body answers"),
        _("To a recommendation, on a day, in its own words."),
        tracker.ResponseKind,
    ),
    _vocabulary(
        "part",
        _("How a body is asked"),
        _("Each recommendation names who has to answer for it."),
        tracker.Part,
    ),
    _vocabulary(
        "kind", _("What it would take"), _("The sort of act that would carry it out."), tracker.Kind
    ),
    _vocabulary(
        "addressed",
        _("How far a legislature has come"),
        _("It goes back when a session ends and a bill is not law. The history says so."),
        tracker.Addressed,
    ),
    _vocabulary(
        "stage", _("How far a bill has come"), _("With the day of each stage."), tracker.Stage
    ),
    _vocabulary(
        "reason",
        _("Why something was removed"),
        _("The codes on the bars in testimony."),
        ReasonCode,
    ),
)
