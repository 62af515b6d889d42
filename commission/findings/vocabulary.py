"""The words that findings use, each with what it means here and whose distinction it is."""

from django.db import models
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
