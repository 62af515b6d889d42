"""The bodies that recommendations are addressed to, and who answers for them."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin


class BodyKind(models.TextChoices):
    POLICE = "police", _("Police")
    GOVERNMENT = "government", _("Government")
    LEGISLATURE = "legislature", _("Legislature")
    COURT = "court", _("Courts and prosecution")
    SCHOOL = "school", _("Schools and universities")
    HEALTH = "health", _("Health services")
    MEDIA = "media", _("Press and broadcasting")
    FAITH = "faith", _("Churches and faith groups")
    OTHER = "other", _("Another body")


class Body(TranslatableMixin, models.Model):
    """A body that can be asked. Seen outside only where a public recommendation is addressed to it.

    Everything in it is public by nature: offices, not private contacts (those are `FocalPoint`).
    """

    slug = models.SlugField(_("in addresses"), max_length=80)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=BodyKind.choices)
    answerable = models.CharField(
        _("who is answerable"),
        max_length=200,
        blank=True,
        help_text=_("an office: The Chief of Police"),
    )
    contact_office = models.CharField(_("office to write to"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    money = models.CharField(_("where its money comes from"), max_length=200, blank=True)
    days_to_answer = models.PositiveSmallIntegerField(_("days it has to answer"), default=90)

    class Meta(TranslatableMixin.Meta):
        verbose_name_plural = "bodies"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["locale", "slug"], name="body_slug")]

    def __str__(self) -> str:
        return self.name


class FocalPart(models.TextChoices):
    MAIN = "main", _("Main focal point")
    ALTERNATE = "alternate", _("Alternate")


class FocalPoint(models.Model):
    """A person with an account who answers for a body. A vault row: no name or address goes out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="focal_points")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=FocalPart.choices, default=FocalPart.MAIN)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["body", "user"],
                condition=models.Q(ended_at__isnull=True),
                name="focal_point_once",
            )
        ]

    def __str__(self) -> Any:
        return f"focal point {self.id}"
