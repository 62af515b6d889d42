"""Who may have a page of the markers' desk. Wagtail has asked for a sign-in before."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from archive.consent.models import Use
from archive.desk.access import View, page_refuse, staff_page
from commission.findings.citing.purpose import Purpose
from commission.markers.record.models import Marker

FRAME = "markers/desk/base.html"
FORM = "GET HEAD POST"
KEEPS = ("keep_marker",)
DECIDES = ("approve_marker",)
# Where a marker is, to a tenth of a metre, is read by these alone.
READS = (*KEEPS, *DECIDES)
MODERATES = ("moderate_nominations",)
ANY = (*READS, *MODERATES)


# Words on a memorial are agreed to on their own.
CITING = Purpose(
    rights=("markers.add_marker", "markers.change_marker"),
    use=Use.MEMORIAL_INSCRIPTION,
    agreed=_(
        "Only accounts that are open to everybody, and whose givers agreed to words on a "
        "memorial, are looked through."
    ),
    frame=FRAME,
    namespace="markers_desk",
)


def markers_page(*permissions: str, methods: str = "GET HEAD") -> Callable[[View], View]:
    """Let a view answer only to people who hold one of these permissions of markers."""

    def holds(user: Any) -> bool:
        return any(user.has_perm(f"markers.{name}") for name in permissions)

    return staff_page(holds, methods=methods, refuse=partial(page_refuse, frame=FRAME))


def marker_or_404(number: int) -> Marker:
    """The marker with a number, public or not, in the language in which it was written."""
    found = Marker.objects.originals().filter(number=number).select_related("locale").first()
    if found is None:
        raise Http404
    marker: Marker = found
    return marker
