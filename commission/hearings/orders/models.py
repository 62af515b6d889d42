"""Restriction orders. Vault rows: their text is in no snippet, revision or log."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.holds.models import Hold
from archive.redaction.models import ReasonCode
from archive.testimony.models import Testimony
from commission.hearings.docket.models import DocketEntry
from commission.hearings.hearing.models import Hearing
from commission.hearings.vocabulary import OrderScope, OrderState


class RestrictionOrder(models.Model):
    """What may not go out until it is lifted. Outside, its number and its public summary."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True, editable=False)
    hearing = models.ForeignKey(
        Hearing, null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    made_by = models.CharField(_("made by"), max_length=200, help_text=_("such as: The chair"))
    made_on = models.DateField(_("made on"))
    code = models.CharField(_("reason"), max_length=12, choices=ReasonCode.choices)
    scope = models.CharField(_("what it forbids"), max_length=12, choices=OrderScope.choices)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    review_on = models.DateField(_("looked at again on"))
    # Read only with a right of its own (`read_order`).
    text = models.TextField(_("text of the order"))
    summary = models.TextField(
        _("public summary"), help_text=_("What it covers, in words that name nobody.")
    )
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ["-number"]
        default_permissions = ()
        permissions = [
            ("place_order", "Place restriction orders"),
            ("lift_order", "Lift restriction orders"),
            ("read_order", "Read the text of restriction orders"),
        ]

    def __str__(self) -> str:
        return f"order {self.number}"

    @property
    def mark(self) -> str:
        """What it is called where only codes stand: RO-7."""
        return f"RO-{self.number}"

    def state(self, *, at: datetime) -> OrderState:
        """Where it stands at a moment."""
        if self.lifted_at is not None and self.lifted_at <= at:
            return OrderState.LIFTED
        if self.starts_at > at:
            return OrderState.COMING
        if self.ends_at is not None and self.ends_at <= at:
            return OrderState.ENDED
        return OrderState.IN_FORCE


class OrderCover(models.Model):
    """One thing that an order covers: a witness, a docket entry, or a testimony."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(RestrictionOrder, on_delete=models.PROTECT, related_name="covers")
    # Of a witness; their testimonies are found through `AppearanceTestimony`, also later ones.
    appearance_key = models.UUIDField(null=True, db_index=True)
    entry = models.ForeignKey(
        DocketEntry, null=True, on_delete=models.PROTECT, related_name="covered"
    )
    testimony = models.ForeignKey(
        Testimony, null=True, on_delete=models.PROTECT, related_name="ordered"
    )

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="order_covers_one_thing",
                condition=(
                    Q(appearance_key__isnull=False, entry__isnull=True, testimony__isnull=True)
                    | Q(appearance_key__isnull=True, entry__isnull=False, testimony__isnull=True)
                    | Q(appearance_key__isnull=True, entry__isnull=True, testimony__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        return f"cover {self.id}"


class OrderHold(models.Model):
    """The hold that an order placed on a testimony: what stops it at the gate."""

    order = models.ForeignKey(RestrictionOrder, on_delete=models.PROTECT, related_name="holds")
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="restriction_order")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"order hold {self.pk}"
