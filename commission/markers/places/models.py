"""Where a marker is. What is kept and what is shown are two tables; no door reads the first."""

import uuid

from django.conf import settings
from django.db import models

from commission.markers.record.models import Marker
from commission.markers.vocabulary import Precision


class Spot(models.Model):
    """Degrees on WGS 84, to a tenth of a metre."""

    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    precision = models.CharField(max_length=16, choices=Precision.choices)

    class Meta:
        abstract = True


class MarkerPlace(Spot):
    """The place as it is. A vault row for those who keep markers: in no revision, log or search."""

    marker = models.OneToOneField(Marker, on_delete=models.PROTECT, related_name="place")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"place {self.pk}"


class PublicPlace(Spot):
    """What everybody may be told of it: the spot, or the middle of an area and its edges.

    Written by `places.services` alone, out of `places.grid.area_of`. Everything that is shown, on
    whichever door, is read from here. Without degrees the place is told in words only.
    """

    marker = models.OneToOneField(Marker, on_delete=models.PROTECT, related_name="public_place")
    # Edges of the area, in degrees; the spot itself on all four where it is exact.
    south = models.FloatField(null=True)
    west = models.FloatField(null=True)
    north = models.FloatField(null=True)
    east = models.FloatField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"public place {self.pk}"


class ProposalState(models.TextChoices):
    WAITING = "waiting", "Waits for a second person"
    AGREED = "agreed", "Agreed to"
    REFUSED = "refused", "Refused"


class PlaceProposal(Spot):
    """A sharper place, or another one, that waits for a second person. A vault row.

    Once decided, its degrees are emptied: what was not agreed to is kept nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    marker = models.ForeignKey(Marker, on_delete=models.PROTECT, related_name="place_proposals")
    state = models.CharField(
        max_length=8, choices=ProposalState.choices, default=ProposalState.WAITING
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["proposed_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["marker"],
                condition=models.Q(state="waiting"),
                name="one_place_waits",
            )
        ]

    def __str__(self) -> str:
        return f"place proposal {self.id}"
