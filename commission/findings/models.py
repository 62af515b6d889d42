"""What the commission concluded, and the passages that it rests on."""

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import TranslatableMixin

from archive.dates import edtf_right
from archive.edition.models import Edition
from archive.reading.wording import clock
from archive.testimony.models import Testimony
from commission.documents.models import Document, Words
from commission.findings.vocabulary import DecisionKind, StandardOfProof
from commission.reports.models import Chapter, Theme
from commission.review.models import PublicRecord


class Finding(PublicRecord):
    """One conclusion. Its evidence is in `Citation` rows: places and hashes, never the words."""

    KEPT_FIELDS = (*PublicRecord.KEPT_FIELDS, "number")
    ORIGINALS_ALONE = ("citations", "documents", "themes")
    TRANSLATED = ("statement", "conclusion", "standard_reason", "made_by", "place")

    # Stable, in addresses and citations: /findings/6/. The same in every language.
    number = models.PositiveIntegerField(_("number"), editable=False)
    chapter = models.ForeignKey(
        Chapter,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="findings",
        verbose_name=_("chapter that it stands in"),
    )
    statement = models.CharField(
        _("the finding in one sentence"), max_length=400, help_text=_("its heading everywhere")
    )
    conclusion = models.TextField(
        _("what the commission concluded"),
        help_text=_(
            "Paragraphs, an empty line between them. Quote testimony by citing it below, never by "
            "writing it here: a citation can leave when it has to."
        ),
    )
    standard = models.CharField(
        _("how sure the commission is"), max_length=24, choices=StandardOfProof.choices
    )
    standard_reason = models.TextField(_("why it stops there"), blank=True)
    made_by = models.CharField(
        _("made by"),
        max_length=200,
        blank=True,
        help_text=_("such as: Five commissioners, all agreeing"),
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    period = models.CharField(
        _("period"), max_length=40, blank=True, help_text=_("EDTF: 1994/2005, 1996-21, 1996~")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    themes = ParentalManyToManyField(
        Theme, blank=True, related_name="findings", verbose_name=_("themes")
    )

    class Meta(PublicRecord.Meta):
        ordering = ["number"]
        default_permissions = ("add", "change", "view")
        permissions = [
            ("approve_finding", "Approve findings, and decide what becomes of them"),
            ("quote_testimony", "Look for passages of testimony to quote"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["locale", "number"], name="finding_number"),
        ]
        # Wagtail's own: one row a language.
        unique_together = TranslatableMixin.Meta.unique_together

    def __str__(self) -> Any:
        return _("Finding %(number)s") % {"number": self.number}

    def clean(self) -> None:
        """A period is a date that programs read as well. Raises ValidationError."""
        super().clean()
        if self.period and not edtf_right(self.period):
            raise ValidationError(
                {"period": _("Write it as 1994, 1994/2005, 1996-21 (spring 1996) or 1996~.")}
            )


class CitedPassage(models.Model):
    """A stretch of one edition that a record cites: where, and the hash of what stands there.

    The words themselves are read from the open edition each time, so they leave when it does.
    """

    # Names the citation over all revisions of its record.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    # Lets the editor's form number the rows.
    sort_order_field = "sort_order"
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    start_ms = models.BigIntegerField()
    end_ms = models.BigIntegerField()
    # Turns and characters of `text_of(turn)` in the edition that was cited.
    first_turn = models.PositiveIntegerField()
    from_char = models.PositiveIntegerField()
    last_turn = models.PositiveIntegerField()
    to_char = models.PositiveIntegerField()
    quote_hash = models.CharField(max_length=64, help_text="SHA-256, see archive.edition.quoting")

    class Meta:
        abstract = True
        ordering = ["sort_order", "pk"]
        default_permissions = ()
        verbose_name = _("passage")
        verbose_name_plural = _("passages that it cites")

    def __str__(self) -> str:
        return f"citation {self.key}"

    @property
    def described(self) -> str:
        """For whoever approves it: where, never what."""
        return f"{self.edition.reference}, {clock(self.start_ms)} to {clock(self.end_ms)}"


class Citation(CitedPassage):
    """A passage that a finding rests on."""

    finding = ParentalKey(Finding, on_delete=models.CASCADE, related_name="citations")


class DocumentCitation(models.Model):
    """A public document that a finding rests on, and where in it."""

    finding = ParentalKey(Finding, on_delete=models.CASCADE, related_name="documents")
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    pages = models.CharField(
        _("pages"), max_length=40, blank=True, help_text=_("such as: 41 to 44")
    )

    class Meta:
        ordering = ["sort_order", "pk"]
        default_permissions = ()
        verbose_name = _("document")
        verbose_name_plural = _("documents that it cites")

    def __str__(self) -> str:
        return f"document citation {self.pk}"

    @property
    def described(self) -> str:
        """For whoever approves it."""
        return f"{self.document.title} {self.pages}".strip()


class HeldEvidence(models.Model):
    """Evidence that counts and is not shown. A vault row: outside, only how many there are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="held_evidence")
    testimony = models.ForeignKey(
        Testimony, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"held evidence {self.id}"


class EvidenceDecision(models.Model):
    """What a commissioner decided after the evidence of a finding changed. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=12, choices=DecisionKind.choices)
    # Which changes were looked at: [{"citation": key, "state": "withdrawn", "since": ISO date}]
    covers = models.JSONField(default=list)
    words = models.OneToOneField(Words, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"decision {self.id}"
