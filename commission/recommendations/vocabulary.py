"""The words of the tracker, each with what it means here and where the distinction comes from.

`DEFINITIONS` is what the public page of words prints; no word is used that it does not define.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from commission.reports.definition import Definition, defined


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
        Kind,
        {
            Kind.LEGISLATIVE: _("A legislature has to pass a law, or change one."),
            Kind.EXECUTIVE: _("A government or city office can do it by its own decision."),
            Kind.POLICE: _("A police service has to change what it does."),
            Kind.FUNDING: _("Money is to be given, or given only on a condition."),
            Kind.EDUCATION: _("It is about what is taught, and to whom."),
            Kind.MEMORIAL: _("It is about how what happened is remembered."),
            Kind.COMMUNITY: _("It is done by people together, outside of any office."),
        },
    ),
    Part: defined(
        Part,
        {
            Part.LEAD: _("This body answers for the whole of it, and reports on it."),
            Part.SUPPORTING: _("A part of it needs this body, and another one answers for it."),
        },
        after=_("systems that follow what was recommended: Impact OSS, SIMORE Plus"),
    ),
    ResponseKind: defined(
        ResponseKind,
        {
            ResponseKind.ACCEPTED: _("The body says that it will do all that was asked."),
            ResponseKind.IN_PART: _("The body says that it will do a part of it, and which."),
            ResponseKind.IN_PRINCIPLE: _(
                "The body agrees with the aim, and promises nothing certain yet."
            ),
            ResponseKind.NOTED: _("The body has read it, and neither agrees nor refuses."),
            ResponseKind.REJECTED: _("The body says that it will not do it."),
        },
        after=_("replies of governments to public inquiries and to reviews of human rights"),
    ),
    Status: defined(
        Status,
        {
            Status.NOT_STARTED: _("There is no plan for it and no money."),
            Status.PROPOSED: _("A plan or money has been promised, and is not yet acted on."),
            Status.UNDERWAY: _("Work has begun, with dates and, where it is needed, money."),
            Status.COMPLETED: _("Everything that the recommendation asks for has been done."),
            Status.STALLED: _("Work had begun, and has stopped."),
            Status.SUPERSEDED: _("Another recommendation has taken its place."),
            Status.NO_LONGER: _("What it asks about does not exist any more."),
        },
        after=_(
            "Beyond 94 of CBC (the first four), Indigenous Watchdog (stalled), the United States "
            "National Transportation Safety Board (the last two)"
        ),
    ),
    Quality: defined(
        Quality,
        {
            Quality.AWAITING: _("The body has been asked, and has not answered."),
            Quality.RECEIVED: _("The body has answered, and the commission has not judged it yet."),
            Quality.ACCEPTABLE: _("What the body does, or plans, would carry it out."),
            Quality.ALTERNATE: _("The body does something else that reaches the same aim."),
            Quality.EXCEEDS: _("The body does more than was asked of it."),
            Quality.UNACCEPTABLE: _("What the body does, or plans, would not carry it out."),
        },
        after=_("the United States National Transportation Safety Board"),
    ),
    Voice: defined(
        Voice,
        {
            Voice.BODY: _(
                "What the body that was asked claims, in a report that the commission took in."
            ),
            Voice.COMMISSION: _("What the staff of the commission found when they looked."),
            Voice.COMMUNITY: _(
                "What people from the community concerned say, in the name of those who say it."
            ),
        },
        after=_(
            "the practice of trackers outside of government, which came to other counts than "
            "government did"
        ),
    ),
    Stage: defined(
        Stage,
        {
            Stage.INTRODUCED: _("The bill has been brought in, and no more."),
            Stage.COMMITTEE: _("A committee has passed it on."),
            Stage.CHAMBER: _("One chamber has passed it."),
            Stage.PASSED: _("The whole legislature has passed it; it is not in force yet."),
            Stage.ENACTED: _("It is law."),
            Stage.FAILED: _("It was voted down, vetoed, or taken back."),
        },
    ),
    Addressed: defined(
        Addressed,
        {
            Addressed.NOT: _(
                "There is no bill, or it was only brought in, or it fell when its session ended."
            ),
            Addressed.PARTLY: _(
                "A bill has passed a committee or a chamber, or a law covers a part of what was "
                "asked."
            ),
            Addressed.FULLY: _("A law is in force that covers all that was asked."),
        },
        after=_("the action tracker of the United States Government Accountability Office"),
    ),
}
