"""The words of the tracker, each with what it means here and where the distinction comes from.

`DEFINITIONS` is what the public page of words prints; no word is used that it does not define.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from commission.findings.vocabulary import Definition, defined


class Kind(models.TextChoices):
    """What sort of act would carry a recommendation out."""

    LEGISLATIVE = "legislative", _("A law")
    EXECUTIVE = "executive", _("An act of government")
    POLICE = "police", _("Police practice")
    FUNDING = "funding_condition", _("A condition of funding")
    EDUCATION = "education", _("Education")
    MEMORIAL = "memorial", _("Remembrance")
    COMMUNITY = "community", _("Community")


class Part(models.TextChoices):
    """How a body is asked."""

    LEAD = "lead", _("Answerable")
    SUPPORTING = "supporting", _("Supporting")


class ResponseKind(models.TextChoices):
    """What a body answered to a recommendation."""

    ACCEPTED = "accepted_in_full", _("Accepted in full")
    IN_PART = "accepted_in_part", _("Accepted in part")
    IN_PRINCIPLE = "accepted_in_principle", _("Accepted in principle")
    NOTED = "noted", _("Noted")
    REJECTED = "rejected", _("Rejected")


class Status(models.TextChoices):
    """How far a recommendation, or an action, has come."""

    NOT_STARTED = "not_started", _("Not started")
    PROPOSED = "proposed", _("In progress: proposed")
    UNDERWAY = "underway", _("In progress: underway")
    COMPLETED = "completed", _("Completed")
    STALLED = "stalled", _("Stalled")
    SUPERSEDED = "superseded", _("Superseded")
    NO_LONGER = "no_longer_applicable", _("No longer applicable")


def said(status: str) -> str:
    """A status inside a sentence: "underway", "not started"."""
    short = {
        Status.PROPOSED: pgettext("status in a sentence", "proposed"),
        Status.UNDERWAY: pgettext("status in a sentence", "underway"),
    }
    return short.get(Status(status)) or str(Status(status).label).lower()


class Quality(models.TextChoices):
    """What the commission thinks of the response, whatever its progress."""

    AWAITING = "awaiting_response", _("Awaiting a response")
    RECEIVED = "response_received", _("Response received, not yet judged")
    ACCEPTABLE = "acceptable", _("Acceptable")
    ALTERNATE = "acceptable_alternate", _("Acceptable, in another way")
    EXCEEDS = "exceeds", _("More than was asked")
    UNACCEPTABLE = "unacceptable", _("Not acceptable")


class Voice(models.TextChoices):
    """Whose view it is. Three views stand side by side; none is averaged with another."""

    BODY = "body", _("The body says")
    COMMISSION = "commission", _("The commission finds")
    COMMUNITY = "community", _("The community says")


class Stage(models.TextChoices):
    """How far a bill has come."""

    INTRODUCED = "introduced", _("Introduced")
    COMMITTEE = "passed_committee", _("Passed a committee")
    CHAMBER = "passed_chamber", _("Passed one chamber")
    PASSED = "passed_both", _("Passed by the legislature")
    ENACTED = "enacted", _("In force as law")
    FAILED = "failed", _("Rejected, vetoed or taken back")


class Addressed(models.TextChoices):
    """How far a legislature has come with what was asked of it."""

    NOT = "not_addressed", _("Not addressed")
    PARTLY = "partially_addressed", _("Partially addressed")
    FULLY = "addressed", _("Addressed")


DEFINITIONS: dict[type[models.TextChoices], tuple[Definition, ...]] = {
    Kind: defined(
        {
            Kind.LEGISLATIVE: _("It takes a law, new or changed. A legislature decides."),
            Kind.EXECUTIVE: _("A government or an office of it can do it without a new law."),
            Kind.POLICE: _("The police can do it by changing how they work."),
            Kind.FUNDING: _("Whoever gives money makes it a condition of giving it."),
            Kind.EDUCATION: _("Schools, universities or trainers teach it."),
            Kind.MEMORIAL: _("A place, a day or a work keeps the memory."),
            Kind.COMMUNITY: _("People in the community do it, with the means to do so."),
        }
    ),
    Part: defined(
        {
            Part.LEAD: _("This body has to answer for the whole of it and to report on it."),
            Part.SUPPORTING: _("This body is needed for a part of it, and another one answers."),
        },
        after="Impact OSS; SIMORE Plus",
    ),
    ResponseKind: defined(
        {
            ResponseKind.ACCEPTED: _("The body says it will do all that was asked."),
            ResponseKind.IN_PART: _("The body names what it will do and what it will not."),
            ResponseKind.IN_PRINCIPLE: _(
                "The body agrees with the aim and does not say that it will do what was asked."
            ),
            ResponseKind.NOTED: _("The body has read it and promises nothing."),
            ResponseKind.REJECTED: _("The body says it will not do it."),
        },
        after=_("answers of governments to inquiries (United Kingdom); Impact OSS"),
    ),
    Status: (
        *defined(
            {
                Status.NOT_STARTED: _("There is no plan for it and no money."),
                Status.PROPOSED: _(
                    "A plan or money was promised, and nobody has begun to act on it."
                ),
                Status.UNDERWAY: _("Work has begun, with dates and, where it takes money, money."),
                Status.COMPLETED: _("All that was asked for has been done and can be seen."),
            },
            after="CBC, Beyond 94",
        ),
        *defined(
            {
                Status.STALLED: _(
                    "Work had begun and has stopped, and nobody has said when it goes on."
                )
            },
            after="Indigenous Watchdog",
        ),
        *defined(
            {
                Status.SUPERSEDED: _(
                    "Another recommendation has taken its place, and is followed instead."
                ),
                Status.NO_LONGER: _("What it was about has ceased to exist, so it cannot be done."),
            },
            after="NTSB",
        ),
    ),
    Quality: defined(
        {
            Quality.AWAITING: _("The body has not answered yet."),
            Quality.RECEIVED: _("An answer is there, and the commission has not judged it yet."),
            Quality.ACCEPTABLE: _("What the body does, or says it will do, meets what was asked."),
            Quality.ALTERNATE: _("The body goes another way, and it reaches the same end."),
            Quality.EXCEEDS: _("The body does more than was asked."),
            Quality.UNACCEPTABLE: _("What the body does, or says it will do, is not enough."),
        },
        after=_("NTSB, which judges the answer apart from the progress"),
    ),
    Voice: defined(
        {
            Voice.BODY: _(
                "What the body says of itself. It is published once the commission has taken the "
                "report in, and as it was given."
            ),
            Voice.COMMISSION: _("What the commission found when it looked, with its reasons."),
            Voice.COMMUNITY: _(
                "What those say whom it is for. Nobody at the commission chooses among their "
                "views or changes them."
            ),
        },
    ),
    Stage: defined(
        {
            Stage.INTRODUCED: _("The bill was brought in. Nobody has voted on it."),
            Stage.COMMITTEE: _("A committee voted to send it on."),
            Stage.CHAMBER: _("One chamber passed it. Another one has still to."),
            Stage.PASSED: _("The legislature passed it. It is not in force yet."),
            Stage.ENACTED: _("It is law, from the day on which it took effect."),
            Stage.FAILED: _("It was voted down, vetoed, or taken back."),
        },
    ),
    Addressed: defined(
        {
            Addressed.NOT: _(
                "There is no bill, or one that was only brought in, or one that fell when its "
                "session ended."
            ),
            Addressed.PARTLY: _(
                "A bill has passed a committee or a chamber in a session that still runs, or a "
                "law covers a part of what was asked."
            ),
            Addressed.FULLY: _("A law is in force that covers all that was asked."),
        },
        after="GAO, Action Tracker",
    ),
}
