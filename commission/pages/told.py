"""What was decided about pages: to keep one without what it quoted, or to take one down."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PageDecisionKind(models.TextChoices):
    """What is decided about a page that is public."""

    KEPT = "kept", _("Kept without it")
    WITHDRAWN = "withdrawn", _("Taken down")


class PageDecision(models.Model):
    """A decision about a public page. Append-only; the reason is for staff alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=12, choices=PageDecisionKind.choices)
    # Which changes were looked at: [{"citation": key, "state": "withdrawn", "since": ISO date}]
    covers: Any = models.JSONField(default=list)
    reason = models.TextField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"decision {self.id}"
