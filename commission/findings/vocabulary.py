"""The words that findings use, each with what it means here and whose distinction it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.reports.definition import Definition, defined


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


DEFINITIONS: dict[type[models.TextChoices], tuple[Definition, ...]] = {
    StandardOfProof: defined(
        StandardOfProof,
        {
            StandardOfProof.MORE_LIKELY: _(
                "All evidence together makes it likelier that it happened than that it did not."
            ),
            StandardOfProof.CLEAR: _(
                "The evidence is strong and fits together, and little speaks against it."
            ),
            StandardOfProof.BEYOND_DOUBT: _("No sensible doubt is left that it happened."),
        },
        after=_("the standards that courts and commissions of inquiry commonly name"),
    ),
    EvidenceState: defined(
        EvidenceState,
        {
            EvidenceState.HOLDS: _("The passage can be read and heard as it was cited."),
            EvidenceState.CARRIED: _(
                "The account has a newer edition, in which these words are exactly the same."
            ),
            EvidenceState.REPLACED: _(
                "In the newest edition these words read differently, or a part of them was removed."
            ),
            EvidenceState.CLOSED: _("The account may not be read or quoted any more."),
            EvidenceState.WITHDRAWN: _("The person who gave the account took it back."),
        },
    ),
    DecisionKind: defined(
        DecisionKind,
        {
            DecisionKind.KEPT: _("The finding stands without the passage, and why is said."),
            DecisionKind.AMENDED: _("The finding is to be written anew without the passage."),
            DecisionKind.WITHDRAWN: _("The finding does not stand without the passage."),
        },
    ),
}
