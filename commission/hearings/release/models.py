"""The release of what was said at a hearing: late, and by a person's word."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.holds.models import Hold
from commission.hearings.vocabulary import ReleaseState
from commission.hearings.witnesses.models import AppearanceTestimony


class DelayedRelease(models.Model):
    """One recording that waits: held by a delay, until a person confirms and the time has come."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.OneToOneField(
        AppearanceTestimony, on_delete=models.PROTECT, related_name="release"
    )
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="delayed_release")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Not before this moment; the worker opens it.
    release_at = models.DateTimeField(null=True, db_index=True)
    notice = models.CharField(
        _("notice"), max_length=300, blank=True, help_text=_("as the public reads it")
    )
    # What the gate last answered when the time had come: codes of its refusals, and when.
    refused = models.JSONField(default=list)
    tried_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        permissions = [("confirm_release", "Confirm that a recording of a hearing may go out")]

    def __str__(self) -> str:
        return f"release {self.id}"

    @property
    def state(self) -> ReleaseState:
        """Where it stands."""
        if self.opened_at is not None:
            return ReleaseState.OPENED
        return ReleaseState.WAITING if self.confirmed_at is None else ReleaseState.CONFIRMED
