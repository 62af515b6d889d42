"""What every service of the tracker asks first."""

from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commission.accounts.models import User
from commission.recommendations.bodies.models import Body
from commission.recommendations.recommendation.models import AddressedBody, Recommendation
from media.refusal import Refused

Row = TypeVar("Row", bound=models.Model)


def permission_require(by: User, name: str) -> None:
    """Raises Refused for whoever does not hold a permission of `Recommendation`: "keep_tracker"."""
    if not by.has_perm(f"recommendations.{name}"):
        raise Refused(
            "not_allowed",
            _("Your role does not include this. An administrator can change it."),
        )


def public_require(recommendation: Recommendation) -> None:
    """Raises Refused unless it is public and the original: the tracker follows nothing else."""
    if recommendation.translated_from_id is not None:
        raise Refused("translation", _("Record this on the original, not on a translation of it."))
    if not recommendation.live:
        raise Refused("not_public", _("Publish the recommendation first."))


def addressed_require(recommendation: Recommendation, body: Body) -> None:
    """Raises Refused where the recommendation is not addressed to the body."""
    if not AddressedBody.objects.filter(recommendation=recommendation, body=body).exists():
        raise Refused("not_addressed", _("This recommendation is not addressed to that body."))


def past_require(on: date, *, at: datetime) -> None:
    """Raises Refused for a day that has not come yet where the commission is."""
    if on > timezone.localdate(at):
        raise Refused("future", _("This day has not come yet. Give the day on which it happened."))


def recommendation_hold(recommendation: Recommendation) -> Recommendation:
    """The recommendation as it is now, held until the transaction ends.

    Whoever sends one form twice at once comes here one after the other.
    """
    return Recommendation.objects.select_for_update().get(pk=recommendation.pk)


def recorded_before(model: type[Row], key: UUID | None, *, by: User, **of: Any) -> Row | None:
    """The row that the same form made before; None where it is sent for the first time.

    A form carries the key of the row that it will make, so that sent twice it makes one. Raises
    Refused where the key is that of something else.
    """
    row = model._default_manager.filter(pk=key).first() if key else None
    if row is None:
        return None
    same = {name: getattr(row, name, None) for name in ("recorded_by_id", *of)}
    if same != {"recorded_by_id": by.pk, **of}:
        raise Refused("other_row", _("This form was used for something else. Open it anew."))
    return row
