"""What every service of the tracker asks first."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commission.accounts.models import User
from commission.recommendations.bodies.models import Body
from commission.recommendations.recommendation.models import AddressedBody, Recommendation
from media.refusal import Refused


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
