"""The words that findings use, each with what it means here and whose distinction it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class StandardOfProof(models.TextChoices):
    """How sure the commission is, from the least to the most."""

    MORE_LIKELY = "more_likely_than_not", _("More likely than not")
    CLEAR = "clear_and_convincing", _("Clear and convincing")
    BEYOND_DOUBT = "beyond_doubt", _("Beyond doubt")


class EvidenceState(models.TextChoices):
    """What has become of a cited passage, seen from outside, now."""

    HOLDS = "holds", _("As it was cited")
    CARRIED = "carried", _("Word for word the same in a newer edition")
    REPLACED = "replaced", _("The passage reads differently in the newest edition")
    CLOSED = "closed", _("The account may not be quoted here any more")
    WITHDRAWN = "withdrawn", _("The account was taken back")


# The quotation is gone, and somebody has to read the finding again without it.
CHANGED = frozenset({EvidenceState.REPLACED, EvidenceState.CLOSED, EvidenceState.WITHDRAWN})


class DecisionKind(models.TextChoices):
    """What commissioners decide after evidence changed."""

    KEPT = "kept", _("Kept")
    AMENDED = "amended", _("To be amended")
    WITHDRAWN = "withdrawn", _("Withdrawn")


@dataclass(frozen=True)
class Definition:
    """What one word means here, in our own words."""

    value: str
    label: str | Promise
    means: str | Promise
    # Whose published distinction it follows, named and not quoted; empty: it is ours.
    after: str | Promise


Meanings = Mapping[models.TextChoices, str | Promise]


def defined(meanings: Meanings, *, after: str | Promise = "") -> tuple[Definition, ...]:
    """Definitions of the values of one vocabulary, all after the same source."""
    return tuple(
        Definition(word.value, word.label, means, after) for word, means in meanings.items()
    )


DEFINITIONS: dict[type[models.TextChoices], tuple[Definition, ...]] = {
    StandardOfProof: defined(
        {
            StandardOfProof.MORE_LIKELY: _(
                "What is known makes it likelier that it happened than that it did not."
            ),
            StandardOfProof.CLEAR: _(
                "Sources that do not depend on one another say the same, and nothing of weight "
                "speaks against it."
            ),
            StandardOfProof.BEYOND_DOUBT: _(
                "No other account of what happened can be believed by somebody who looks at it "
                "fairly."
            ),
        },
        after=_("the degrees of proof that courts and truth commissions use"),
    ),
    EvidenceState: defined(
        {
            EvidenceState.HOLDS: _(
                "The edition that was cited is open, and the words are read from it."
            ),
            EvidenceState.CARRIED: _(
                "The account has a newer edition. The cited words and the marks in them are the "
                "same in it, and are read from it now."
            ),
            EvidenceState.REPLACED: _(
                "The account has a newer edition in which these words were corrected or removed. "
                "They are not quoted any more."
            ),
            EvidenceState.CLOSED: _(
                "The account may not be quoted here now: its giver narrowed what they agreed to, a "
                "date passed, or an order closes it. Which of these is not told."
            ),
            EvidenceState.WITHDRAWN: _(
                "The person who gave the account took it back, and chose that this is told."
            ),
        }
    ),
    DecisionKind: defined(
        {
            DecisionKind.KEPT: _(
                "The commissioners read the finding again without the passage. It stands as it is."
            ),
            DecisionKind.AMENDED: _(
                "Without the passage the finding says more than can be shown. Its text will be "
                "changed, and a second person approves the change."
            ),
            DecisionKind.WITHDRAWN: _(
                "Without the passage the finding does not stand. Its page keeps the number and the "
                "reasons, and nothing of what it said."
            ),
        }
    ),
}
