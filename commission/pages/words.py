"""Every word that findings, the tracker and hearings use, with what it means."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.redaction.models import ReasonCode
from commission.findings import vocabulary as findings
from commission.hearings import vocabulary as hearings
from commission.hearings.definitions import DEFINITIONS as AT_HEARINGS
from commission.recommendations import vocabulary as tracker
from commission.reports.definition import Definition, defined


@dataclass(frozen=True)
class Section:
    """One vocabulary; its id and those of its values stand in addresses for good."""

    id: str
    heading: str | Promise
    about: str | Promise
    words: Sequence[Definition]

    @property
    def after(self) -> str | Promise:
        """Whose published distinction the words follow."""
        return self.words[0].after if self.words else ""


# Why, and never what.
REASONS = defined(
    ReasonCode,
    {
        ReasonCode.PRIV: _("A detail of somebody’s private life that nobody has to know."),
        ReasonCode.ANON: _("It would show who somebody is who was promised not to be named."),
        ReasonCode.MED: _("It is about somebody’s health or body."),
        ReasonCode.THIRD: _("It is about somebody who was not asked, or could not answer to it."),
        ReasonCode.SAFE: _("Somebody could be hurt if it were known."),
        ReasonCode.MINOR: _("It is about somebody who was a child."),
        ReasonCode.CULT: _("A people’s own rules say who may know it."),
        ReasonCode.INV: _("It could harm an investigation that still runs."),
        ReasonCode.SRC: _("It would show who told something in confidence."),
        ReasonCode.LAW: _("A court ordered it, or a law protects it."),
        ReasonCode.WITHDRAWN: _("Somebody took back that it may be published."),
    },
    after=_("exemptions in freedom-of-information laws, and orders of public inquiries"),
)

# In the order in which the page has them.
SECTIONS: tuple[Section, ...] = (
    Section(
        "standard",
        _("How sure the commission is"),
        _("Each finding says which of these it reaches, and why it stops there."),
        findings.DEFINITIONS[findings.StandardOfProof],
    ),
    Section(
        "evidence",
        _("What became of a cited passage"),
        _("Looked up each time that a page is opened."),
        findings.DEFINITIONS[findings.EvidenceState],
    ),
    Section(
        "decision",
        _("What commissioners decide when evidence changed"),
        _("Each decision is published with its reasons."),
        findings.DEFINITIONS[findings.DecisionKind],
    ),
    Section(
        "voice",
        _("Whose view it is"),
        _("Three views stand side by side. None is averaged, and none decides alone."),
        tracker.DEFINITIONS[tracker.Voice],
    ),
    Section(
        "status",
        _("How far a recommendation has come"),
        _("The same words for all three views."),
        tracker.DEFINITIONS[tracker.Status],
    ),
    Section(
        "quality",
        _("What the commission thinks of the response"),
        _("A second question: much may be underway and still not be what was asked."),
        tracker.DEFINITIONS[tracker.Quality],
    ),
    Section(
        "response",
        _("What a body answered"),
        _("An answer is a promise. Whether it is kept is said elsewhere."),
        tracker.DEFINITIONS[tracker.ResponseKind],
    ),
    Section(
        "part",
        _("How a body is asked"),
        _("Each recommendation says who answers for it."),
        tracker.DEFINITIONS[tracker.Part],
    ),
    Section(
        "addressed",
        _("How far a legislature has come"),
        _("What is no law when a session ends falls back, and the history says so."),
        tracker.DEFINITIONS[tracker.Addressed],
    ),
    Section(
        "stage",
        _("How far a bill has come"),
        _("In the order in which a bill usually passes them."),
        tracker.DEFINITIONS[tracker.Stage],
    ),
    Section(
        "kind",
        _("What sort of act would carry it out"),
        _("Each recommendation has one of these."),
        tracker.DEFINITIONS[tracker.Kind],
    ),
    Section(
        "hearing",
        _("What a hearing is for"),
        _("Each hearing is of one type. The last five are those of the South African commission."),
        AT_HEARINGS[hearings.HearingType],
    ),
    Section(
        "openness",
        _("Who may be in the room"),
        _("A hearing that is not public says so wherever it is named."),
        AT_HEARINGS[hearings.Openness],
    ),
    Section(
        "day",
        _("What became of a day of a hearing"),
        _("A day that is not held stays in the calendar and says so."),
        AT_HEARINGS[hearings.SittingState],
    ),
    Section(
        "measure",
        _("How a witness is protected"),
        _("A witness asks, or the commission rules. What was decided stands beside their name."),
        AT_HEARINGS[hearings.SpecialMeasure],
    ),
    Section(
        "docket",
        _("What is filed at a hearing"),
        _("Each entry has a number that is never given again."),
        AT_HEARINGS[hearings.EntryKind],
    ),
    Section(
        "access",
        _("Who may read what was filed"),
        _("What is closed is listed by its number and its kind, and nothing else of it is told."),
        AT_HEARINGS[hearings.EntryAccess],
    ),
    Section(
        "reason",
        _("Why something was removed from testimony"),
        _("The code stands at the place of each removal."),
        REASONS,
    ),
)
