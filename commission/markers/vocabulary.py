"""The words that markers use, each with what it means here.

`DEFINITIONS` is what the public page of words prints.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.reports.definition import Definition, defined


class State(models.TextChoices):
    """How far a marker has come, from the first wish for it to what became of it."""

    NOMINATED = "nominated", _("Nominated")
    COALITION_FORMED = "coalition_formed", _("A group formed")
    RESEARCH = "research", _("Being researched")
    CONSULTATION = "inscription_consultation", _("The words are being agreed")
    APPROVED = "approved", _("Approved")
    FUNDED = "funded", _("Paid for")
    INSTALLED = "installed", _("Put up")
    UNVEILED = "unveiled", _("Unveiled")
    RELOCATED = "relocated", _("Moved")
    DAMAGED = "damaged", _("Damaged")
    REMOVED = "removed", _("Removed")
    RESTORED = "restored", _("Restored")


# On the way: nothing of it stands yet. The record of a marker may begin at any of these steps, or
# with one that stands already; what became of it comes after that.
PREPARED = (
    State.NOMINATED,
    State.COALITION_FORMED,
    State.RESEARCH,
    State.CONSULTATION,
    State.APPROVED,
    State.FUNDED,
)
FIRST = frozenset({*PREPARED, State.INSTALLED, State.UNVEILED})
# It can be visited, whole or damaged.
STANDING = frozenset(
    {State.INSTALLED, State.UNVEILED, State.RELOCATED, State.DAMAGED, State.RESTORED}
)
# Why it happened is asked for: whoever comes to the place and finds it otherwise wants to know.
NEEDS_REASON = frozenset({State.RELOCATED, State.DAMAGED, State.REMOVED})

# What may follow a state. Steps of the way may be left out, and the words may be opened again.
NEXT: dict[State, frozenset[State]] = {
    State.NOMINATED: frozenset(
        {State.COALITION_FORMED, State.RESEARCH, State.CONSULTATION, State.APPROVED}
    ),
    State.COALITION_FORMED: frozenset({State.RESEARCH, State.CONSULTATION, State.APPROVED}),
    State.RESEARCH: frozenset({State.CONSULTATION, State.APPROVED}),
    State.CONSULTATION: frozenset({State.RESEARCH, State.APPROVED}),
    State.APPROVED: frozenset({State.CONSULTATION, State.FUNDED, State.INSTALLED}),
    State.FUNDED: frozenset({State.CONSULTATION, State.INSTALLED}),
    State.INSTALLED: frozenset({State.UNVEILED, State.RELOCATED, State.DAMAGED, State.REMOVED}),
    State.UNVEILED: frozenset({State.RELOCATED, State.DAMAGED, State.REMOVED}),
    State.RELOCATED: frozenset({State.UNVEILED, State.RELOCATED, State.DAMAGED, State.REMOVED}),
    State.DAMAGED: frozenset({State.DAMAGED, State.RESTORED, State.RELOCATED, State.REMOVED}),
    State.REMOVED: frozenset({State.RELOCATED, State.RESTORED}),
    State.RESTORED: frozenset({State.UNVEILED, State.RELOCATED, State.DAMAGED, State.REMOVED}),
}


class Condition(models.TextChoices):
    """What somebody saw who looked at it."""

    GOOD = "good", _("Good")
    FAIR = "fair", _("Fair")
    POOR = "poor", _("Poor")


class Precision(models.TextChoices):
    """How exactly the public is told where it is, from the sharpest to the least."""

    EXACT = "exact", _("Exact")
    STREET = "street", _("Roughly: the street")
    NEIGHBOURHOOD = "neighbourhood", _("Roughly: the neighbourhood")
    WORDS = "words_only", _("In words only")


class Part(models.TextChoices):
    """What somebody has to do with a marker."""

    REMEMBERED = "remembered", _("Is remembered here")
    TOLD = "told", _("Told what happened")
    WORDS = "words", _("Chose the words")
    MADE = "made", _("Made it")
    PAID = "paid", _("Paid for it")
    KEEPS = "keeps", _("Keeps it")
    OTHER = "other", _("Had another part in it")


DEFINITIONS: dict[type[models.TextChoices], tuple[Definition, ...]] = {
    State: defined(
        State,
        {
            State.NOMINATED: _("Somebody asked for a marker, and it was taken in."),
            State.COALITION_FORMED: _("People came together who see it through."),
            State.RESEARCH: _("What is to be said is checked against testimony and records."),
            State.CONSULTATION: _("Those whom it concerns agree on the words."),
            State.APPROVED: _("Whoever decides about the place has said yes."),
            State.FUNDED: _("The money for it is there."),
            State.INSTALLED: _("It stands, and was not shown to the public yet."),
            State.UNVEILED: _("It stands, and was shown to the public."),
            State.RELOCATED: _("It stands at another place than before."),
            State.DAMAGED: _("It stands, and a part of it is broken or cannot be read."),
            State.REMOVED: _("It does not stand any more."),
            State.RESTORED: _("It was repaired, or put back."),
        },
        after=_("the steps of community remembrance projects, and how mappers record what is gone"),
    ),
    Condition: defined(
        Condition,
        {
            Condition.GOOD: _("Whole, clean, and every word can be read."),
            Condition.FAIR: _("Worn or dirty; every word can still be read."),
            Condition.POOR: _("Words are lost, parts are loose, or it may hurt somebody."),
        },
        after=_("surveys of war memorials"),
    ),
    Precision: defined(
        Precision,
        {
            Precision.EXACT: _("The place is shown as it is."),
            Precision.STREET: _("An area of about 100 metres is shown, and it lies in there."),
            Precision.NEIGHBOURHOOD: _("An area of about 1 kilometre is shown; it lies in there."),
            Precision.WORDS: _("No map shows it. What is said of the place is said in words."),
        },
    ),
    Part: defined(
        Part,
        {
            Part.REMEMBERED: _("What happened, happened to this person or these people."),
            Part.TOLD: _("The marker rests on what this person said."),
            Part.WORDS: _("Decided what stands on it."),
            Part.MADE: _("Designed, cast, cut or built it."),
            Part.PAID: _("Gave the money."),
            Part.KEEPS: _("Looks after it."),
            Part.OTHER: _("What they did is said beside it."),
        },
        after=_("open registers of plaques, which say with a verb what somebody did"),
    ),
}
