"""Orders from outside the consent: what they cover is not released until they are lifted."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.testimony.models import Testimony


class HoldKind(models.TextChoices):
    RESTRICTION_ORDER = "restriction_order", _("Restriction order: may not be released")
    LEGAL_HOLD = "legal_hold", _("Legal hold: may not be destroyed")
    DELAY = "delay", _("Delayed until a person confirms release")


# A legal hold forbids destruction; it does not forbid reading.
FORBID_READING = (HoldKind.RESTRICTION_ORDER, HoldKind.DELAY)


class Hold(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    testimony = models.ForeignKey(Testimony, on_delete=models.PROTECT, related_name="holds")
    kind = models.CharField(max_length=20, choices=HoldKind.choices)
    code = models.CharField(
        max_length=40, help_text="number of the order; its text stays with its author"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
