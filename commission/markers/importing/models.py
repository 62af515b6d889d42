"""Which marker came from which row of which file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.markers.record.models import Marker


class ImportedMarker(models.Model):
    """A marker's row in a source, so that the next run finds it again."""

    marker = models.OneToOneField(Marker, on_delete=models.PROTECT, related_name="imported")
    source = models.CharField(_("source"), max_length=80)
    # The source's own reference, or what stands for one (`importing.rows.reference_of`).
    reference = models.CharField(_("reference there"), max_length=120)
    # SHA-256 over what the row said, so that the next run knows whether it says something else.
    mark = models.CharField(max_length=64)
    imported_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["source", "reference"], name="imported_once")
        ]

    def __str__(self) -> str:
        return f"imported marker {self.pk}"
