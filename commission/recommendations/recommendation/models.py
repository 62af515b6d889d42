"""What the commission asked for, and of whom."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import TranslatableMixin

from commission.documents.models import Words
from commission.findings.models import Finding
from commission.recommendations.bodies.models import Body
from commission.recommendations.vocabulary import Kind, Part
from commission.reports.models import Chapter, Report, Theme
from commission.review.models import PublicRecord


class Recommendation(PublicRecord):
    """One thing that was asked for. What became of it is in the tracker's rows, never in here."""

    KEPT_FIELDS = (*PublicRecord.KEPT_FIELDS, "number")
    ORIGINALS_ALONE = ("addressed", "themes", "findings")
    TRANSLATED = ("title", "text", "checked_by", "parts")

    # Stable, in addresses and citations: /recommendations/14/. The same in every language.
    number = models.PositiveIntegerField(_("number"), editable=False)
    title = models.CharField(
        _("in short"),
        max_length=200,
        blank=True,
        help_text=_("for lists; empty: its text is shown"),
    )
    text = models.TextField(_("what is recommended"))
    report = models.ForeignKey(
        Report,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations",
        verbose_name=_("report that it stands in"),
    )
    chapter = models.ForeignKey(
        Chapter,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations",
        verbose_name=_("chapter that it stands in"),
    )
    page = models.CharField(_("page of the report"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    priority = models.BooleanField(_("priority"), default=False)
    made_on = models.DateField(_("made on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    checked_by = models.CharField(
        _("who checks it"), max_length=200, blank=True, help_text=_("the validating authority")
    )
    themes = ParentalManyToManyField(
        Theme, blank=True, related_name="recommendations", verbose_name=_("themes")
    )
    findings = ParentalManyToManyField(
        Finding,
        blank=True,
        related_name="recommendations",
        verbose_name=_("findings that it rests on"),
    )

    class Meta(PublicRecord.Meta):
        ordering = ["number"]
        default_permissions = ("add", "change", "view")
        permissions = [
            ("approve_recommendation", "Approve recommendations"),
            ("keep_tracker", "Record responses, actions, reports, bills and the commission's view"),
            ("answer_for_body", "Report for a body"),
            ("assess_for_community", "Give the community's view"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["locale", "number"], name="recommendation_number"),
        ]
        unique_together = TranslatableMixin.Meta.unique_together

    def __str__(self) -> Any:
        return _("Recommendation %(number)s") % {"number": self.number}


class RecommendationPart(models.Model):
    """A numbered part of the text: "i." and what it asks for."""

    recommendation = ParentalKey(Recommendation, on_delete=models.CASCADE, related_name="parts")
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    label = models.CharField(_("number"), max_length=8)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["sort_order", "pk"]
        default_permissions = ()
        verbose_name_plural = _("numbered parts")

    def __str__(self) -> str:
        return self.label

    @property
    def texts(self) -> tuple[str, ...]:
        """What a translation says in words of its own."""
        return self.label, self.text

    @property
    def described(self) -> str:
        """For whoever approves it."""
        return f"{self.label} {self.text}"


class AddressedBody(models.Model):
    """A body that a recommendation is addressed to."""

    recommendation = ParentalKey(Recommendation, on_delete=models.CASCADE, related_name="addressed")
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="addressed")
    part = models.CharField(_("how"), max_length=12, choices=Part.choices, default=Part.LEAD)

    class Meta:
        ordering = ["sort_order", "pk"]
        default_permissions = ()
        verbose_name_plural = _("bodies that are asked")
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "body"], name="addressed_once")
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.body_id}"

    @property
    def described(self) -> str:
        """For whoever approves it."""
        return f"{self.body.name} ({self.get_part_display()})"


class SuccessionKind(models.TextChoices):
    SUPERSEDED = "superseded", _("Superseded by")
    MERGED = "merged", _("Merged into")


class Succession(models.Model):
    """Another recommendation took this one's place. Append-only."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="successions"
    )
    kind = models.CharField(max_length=12, choices=SuccessionKind.choices)
    by = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="succeeds")
    on = models.DateField()
    words = models.OneToOneField(Words, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"succession {self.pk}"
