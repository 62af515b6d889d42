"""What was decided about pages, and what editors were told of them."""

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


class PageTold(models.Model):
    """That editors were written to about one change: once for each. Append-only."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    citation = models.CharField(max_length=40)
    state = models.CharField(max_length=16)
    since = models.CharField(max_length=40, blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page", "citation", "state", "since"], name="page_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"told {self.pk}"
