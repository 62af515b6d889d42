"""The words of the tracker, each with what it means here and where the distinction comes from.

`DEFINITIONS` is what the public page of words prints; no word is used that it does not define.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext


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


@dataclass(frozen=True)
class Definition:
    """What one word means here."""

    value: str
    label: str | Promise
    means: str | Promise
    after: str  # whose published distinction it follows, named and not quoted


DEFINITIONS: dict[type[models.TextChoices], tuple[Definition, ...]] = {}
