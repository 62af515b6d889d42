"""Index points: what is spoken of from when to when, in the vault and frozen into an edition."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.edition.models import Edition
from archive.testimony.models import Recording, Testimony


class Precision(models.TextChoices):
    """How exactly a place may be published (features.md 4.10)."""

    EXACT = "exact", _("Exactly here")
    STREET = "street", _("The street, to about 100 m")
    NEIGHBOURHOOD = "neighbourhood", _("The neighbourhood, to about 1 km")
    WORDS = "words", _("In words only")


class IndexPoint(models.Model):
    """A stretch of a recording with what it is about. Vault: editions freeze what goes out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    testimony = models.ForeignKey(Testimony, on_delete=models.PROTECT, related_name="index_points")
    recording = models.ForeignKey(Recording, on_delete=models.PROTECT, related_name="index_points")
    start_ms = models.BigIntegerField()
    # None: until the next point begins.
    end_ms = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    synopsis = models.TextField(blank=True)
    content_warning = models.CharField(max_length=200, blank=True)
    # Ids of terms, in the order in which they were chosen.
    keywords = models.JSONField(default=list)
    subjects = models.JSONField(default=list)
    place = models.CharField(max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    precision = models.CharField(
        max_length=16, choices=Precision.choices, default=Precision.NEIGHBOURHOOD
    )
    # [{"title": "The letters", "address": "https://…"}]
    links = models.JSONField(default=list)
    # Counts its changes, so that nobody writes over what they have not read.
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["start_ms", "written_at", "id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(start_ms__gte=0)
                & (Q(end_ms__isnull=True) | Q(end_ms__gt=F("start_ms"))),
                name="index_point_times",
            ),
        ]

    def __str__(self) -> str:
        return f"index point {str(self.id)[:8]}"


class EditionPoint(models.Model):
    """An index point as one edition publishes it; like its turns, never changed."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveIntegerField()
    start_ms = models.BigIntegerField()
    end_ms = models.BigIntegerField()
    title = models.CharField(max_length=200)
    synopsis = models.TextField(blank=True)
    content_warning = models.CharField(max_length=200, blank=True)
    # [{"id": …, "labels": {"en": "Ferry Road"}, "also": ["…"]}]: see `thesaurus.terms_freeze`.
    keywords = models.JSONField(default=list)
    subjects = models.JSONField(default=list)
    # {"name": …, "latitude": …, "longitude": …, "precision": …}, coordinates as coarse as that.
    place = models.JSONField(default=dict)
    links = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="edition_point_position")
        ]

    def __str__(self) -> str:
        return f"index point {self.position}"
