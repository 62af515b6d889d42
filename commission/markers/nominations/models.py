"""What visitors ask for and tell. Vault rows: outside, nothing of them is shown."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.markers.record.models import Marker


class NominationKind(models.TextChoices):
    MARKER = "marker", _("Asks for a marker")
    DAMAGE = "damage", _("Says that a marker is damaged or gone")


class NominationState(models.TextChoices):
    WAITING = "waiting", _("Waits")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    SPAM = "spam", _("Not meant for the commission")


class Nomination(models.Model):
    """A wish for a marker, or word about one. Written by anybody, read by moderators."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=NominationKind.choices)
    what = models.CharField(max_length=200)
    place = models.TextField(blank=True, help_text="in words")
    why = models.TextField(blank=True)
    remembers = models.TextField(blank=True)
    language = models.CharField(max_length=12)
    received_at = models.DateTimeField()
    # Somebody of the staff who wrote it down for whoever said it; nobody for the public form.
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        max_length=8, choices=NominationState.choices, default=NominationState.WAITING
    )
    reason = models.TextField(blank=True, help_text="why it was declined")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    # The one that is told of, or the one that was made of it.
    marker = models.ForeignKey(
        Marker, null=True, on_delete=models.PROTECT, related_name="nominations"
    )

    class Meta:
        ordering = ["received_at", "pk"]
        default_permissions = ()
        permissions = [("moderate_nominations", "Read and decide what visitors send about markers")]
        indexes = [
            models.Index(fields=["state", "received_at"], name="nomination_waiting"),
            models.Index(fields=["received_at"], name="nomination_recent"),
        ]

    def __str__(self) -> str:
        return f"nomination {self.id}"


class NominatorContact(models.Model):
    """How to reach whoever sent it, encrypted. Deleted a set time after the decision."""

    nomination = models.OneToOneField(Nomination, on_delete=models.CASCADE, related_name="contact")
    address = models.BinaryField(help_text="encrypted (commission.following.addresses)")
    # Names the key, so that a newer one is put in its place.
    sealed_with = models.CharField(max_length=16)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"contact {self.pk}"
