"""What was filed at a hearing, entry by entry.

An entry is a record of its own and no row of its hearing: papers come in while the hearing's text
waits for approval, each is approved by a second person for itself, and the number that an entry was
given as a draft is never given again, because nobody deletes one. The number counts within its
hearing; an exhibit has a second one, which counts over the whole commission.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import TranslatableMixin

from commission.documents.models import Document
from commission.findings.models import CitedPassage
from commission.hearings.hearing.models import Hearing
from commission.hearings.vocabulary import EntryAccess, EntryKind
from commission.review.models import PublicRecord

# What a person may choose; "closed by an order" is never chosen.
CHOSEN = [one for one in EntryAccess.choices if one[0] != EntryAccess.BY_ORDER]


class DocketEntry(PublicRecord):
    """One entry of a docket. The file is a document's cleaned copy, and its title is in here."""

    KEPT_FIELDS = (*PublicRecord.KEPT_FIELDS, "number", "hearing_id", "kind", "exhibit")
    ORIGINALS_ALONE = ("moments",)
    TRANSLATED = ("title", "note", "filed_by")

    # Within its hearing: /hearings/12/#d-16.
    number = models.PositiveIntegerField(_("number"), editable=False)
    # Always the hearing's original.
    hearing = models.ForeignKey(
        Hearing, on_delete=models.PROTECT, related_name="docket", verbose_name=_("hearing")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind.choices)
    # EX-033. Given when an exhibit is filed, over all hearings.
    exhibit = models.PositiveIntegerField(_("exhibit"), null=True, editable=False)
    title = models.CharField(
        _("what it is"), max_length=200, help_text=_("such as: Letter of 4 February 1997")
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("such as: Carbon copy, 1 page")
    )
    filed_on = models.DateField(_("filed on"))
    filed_by = models.CharField(_("filed by"), max_length=200)
    access = models.CharField(
        _("access"), max_length=16, choices=CHOSEN, default=EntryAccess.CLOSED.value
    )
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("document"),
    )

    class Meta(PublicRecord.Meta):
        ordering = ["hearing", "-number"]
        default_permissions = ("add", "change", "view")
        permissions = [("approve_docketentry", "Approve entries of dockets")]
        verbose_name = _("docket entry")
        verbose_name_plural = _("docket entries")
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "hearing", "number"], name="docket_number_in_hearing"
            ),
            models.UniqueConstraint(fields=["locale", "exhibit"], name="exhibit_once"),
        ]
        unique_together = TranslatableMixin.Meta.unique_together

    def __str__(self) -> Any:
        return _("Hearing %(hearing)s, docket %(number)s") % {
            "hearing": self.hearing.number,
            "number": self.number,
        }

    def numbered(self) -> dict[str, dict[str, Any]]:
        """Within its hearing; an exhibit over the whole commission as well."""
        own: dict[str, dict[str, Any]] = {"number": {"hearing": self.hearing_id}}
        return own | ({"exhibit": {}} if self.kind == EntryKind.EXHIBIT else {})

    def clean(self) -> None:
        """It belongs to an original, so that a hearing has one docket."""
        super().clean()
        if self.hearing_id and self.hearing.translated_from_id:
            raise ValidationError({"hearing": _("Choose the hearing, not a translation of it.")})

    @property
    def exhibit_reference(self) -> str:
        """EX-033; empty for what is no exhibit."""
        return f"EX-{self.exhibit:03d}" if self.exhibit else ""

    @property
    def anchor(self) -> str:
        """Its place on the hearing's page: ex-033 or d-16."""
        return self.exhibit_reference.lower() or f"d-{self.number:02d}"


class Moment(CitedPassage):
    """Where an entry was spoken of."""

    entry = ParentalKey(DocketEntry, on_delete=models.CASCADE, related_name="moments")

    class Meta(CitedPassage.Meta):
        verbose_name = _("moment")
        verbose_name_plural = _("moments at which it was spoken of")

    def __str__(self) -> str:
        return f"moment {self.key}"
