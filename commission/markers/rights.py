"""What every service of markers asks first."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commission.accounts.models import User
from commission.markers.dates import span_of
from commission.markers.record.models import Marker
from media.refusal import Refused


def permission_require(by: User, name: str) -> None:
    """Raises Refused for whoever does not hold a permission of markers: "keep_marker"."""
    if not by.has_perm(f"markers.{name}"):
        raise Refused(
            "not_allowed",
            _("Your role does not include this. An administrator can change it."),
        )


def marker_hold(marker: Marker) -> Marker:
    """The marker as it is now, held until the transaction ends: two at once come one by one.

    Raises Refused for a translation: all that is recorded hangs on the original.
    """
    held: Marker = Marker.objects.select_for_update().get(pk=marker.pk)
    if held.translated_from_id is not None:
        raise Refused("translation", _("Record this on the original, not on a translation of it."))
    return held


def past_require(on: str | date | None, *, at: datetime) -> None:
    """Raises Refused for a day, or an EDTF date, that has not come yet where the commission is."""
    first = span_of(on)[0] if isinstance(on, str) else on
    if first is not None and first > timezone.localdate(at):
        raise Refused("future", _("This day has not come yet. Give the day on which it happened."))
