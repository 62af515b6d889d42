"""A marker as a link to it shows it, and for search engines. No word of testimony is in it."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.reading.wording import site_address
from commission.markers.models import Marker
from commission.markers.page import MarkerPage
from commission.markers.selectors import place_shown
from commission.markers.series import SeriesPage
from commission.markers.vocabulary import Precision
from commission.markers.wording import box_of
from commission.sharing.picture import Facts
from commission.sharing.pictures import picture_path
from commission.sharing.shared import Shared, publisher


def shared_of(page: MarkerPage) -> Shared:
    """What its page says of itself, in the language of the page."""
    marker, shown = page.marker, page.shown
    path = reverse("markers:marker", args=[marker.number])
    title = _("Marker %(number)s: %(title)s") % {"number": marker.number, "title": shown.title}
    data: dict[str, Any] = {
        "@type": "LandmarksOrHistoricalBuildings",
        "@id": site_address(path),
        "name": shown.title,
        "url": site_address(path),
        "identifier": str(marker.number),
        "subjectOf": {
            "@type": "WebPage",
            "url": site_address(path),
            "inLanguage": shown.locale.language_code,
            "publisher": publisher(),
        },
    }
    if shown.summary:
        data["description"] = shown.summary
    if shown.place_words:
        data["address"] = shown.place_words
    if geo := _geo(marker):
        data["geo"] = geo
    photos = [site_address(one.src) for one in page.pictures if one.src]
    if photos:
        data["photo"] = [{"@type": "Photograph", "url": address} for address in photos]
    return Shared(
        title=title,
        description=shown.summary,
        path=path,
        language=shown.locale.language_code,
        image=picture_path("markers", marker.number),
        published=marker.first_published_at,
        modified=marker.last_published_at,
        data=data,
    )


def _geo(marker: Marker) -> dict[str, Any]:
    """The public place: a point only where that is public, otherwise the whole cell."""
    place = place_shown(marker)
    box = box_of(place)
    if place is None or box is None:
        return {}
    if place.precision == Precision.EXACT:
        return {"@type": "GeoCoordinates", "latitude": box.south, "longitude": box.west}
    return {"@type": "GeoShape", "box": f"{box.south} {box.west} {box.north} {box.east}"}


def shared_of_series(page: SeriesPage) -> Shared:
    """What the page of a series says of itself."""
    path = reverse("markers:series", args=[page.series.slug])
    n = page.page.paginator.count
    return Shared(
        title=page.shown.title,
        description=ngettext("One marker.", "%(n)s markers.", n) % {"n": n},
        path=path,
        language=page.shown.locale.language_code,
        kind="website",
        data={
            "@type": "CollectionPage",
            "@id": site_address(path),
            "name": page.shown.title,
            "url": site_address(path),
            "publisher": publisher(),
        },
    )


def facts_of(marker: Marker) -> Facts:
    """What the picture beside a link to it shows: never a map."""
    return Facts(
        commission=settings.COMMISSION_NAME,
        what=_("Marker %(number)s") % {"number": marker.number},
        sentence=marker.title,
    )
