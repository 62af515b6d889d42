"""A hearing as a link to it shows it, and for search engines. No witness is named in it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.reading.wording import day_of, site_address
from commission.hearings.models import Hearing, Sitting
from commission.hearings.public.days import numbered
from commission.hearings.public.words import OFF, heard_afar, moment_of, title_of
from commission.hearings.vocabulary import SittingState
from commission.sharing.picture import Facts
from commission.sharing.pictures import picture_path
from commission.sharing.shared import Shared, publisher

LONGEST = 200
SCHEMA = "https://schema.org/"


def shared_of(hearing: Hearing, shown: Hearing) -> Shared:
    """What its page says of itself; `shown` is the row in the page's language."""
    path = reverse("hearings:hearing", args=[hearing.number])
    title = _("Hearing %(number)s") % {"number": hearing.number}
    image = picture_path("hearings", hearing.number)
    return Shared(
        title=f"{title}: {shown.title}",
        description=_short(shown.summary),
        path=path,
        language=shown.locale.language_code,
        image=image,
        published=hearing.first_published_at,
        modified=hearing.last_published_at,
        data=_event(hearing, shown, path=path, image=image),
    )


def shared_of_docket(hearing: Hearing, shown: Hearing) -> Shared:
    """What the page of its docket says of itself."""
    return Shared(
        title=_("Docket of hearing %(number)s") % {"number": hearing.number},
        description=shown.title,
        path=reverse("hearings:docket", args=[hearing.number]),
        language=shown.locale.language_code,
        image=picture_path("hearings", hearing.number),
        kind="website",
    )


def facts_of(hearing: Hearing) -> Facts:
    """What the picture beside a link to it shows."""
    what = _("Hearing %(number)s") % {"number": hearing.number}
    if hearing.first_day:
        what = f"{what}, {day_of(hearing.first_day)}"
    return Facts(commission=settings.COMMISSION_NAME, what=what, sentence=hearing.title)


def _event(hearing: Hearing, shown: Hearing, *, path: str, image: str) -> dict[str, Any]:
    """An Event of schema.org, and each of its days as one, too."""
    sittings = list(hearing.sittings.all())
    place = _place(hearing, shown)
    common: dict[str, Any] = {
        "eventAttendanceMode": SCHEMA + _attendance(hearing),
        "location": place,
        "organizer": publisher(),
        "isAccessibleForFree": True,
        "inLanguage": shown.locale.language_code,
        "url": site_address(path),
    }
    if not place:
        del common["location"]
    numbers = numbered(sittings)
    data = {
        "@type": "Event",
        "@id": site_address(path),
        "name": shown.title,
        "description": shown.summary,
        "identifier": str(hearing.number),
        "image": site_address(image),
        "eventStatus": SCHEMA + _status(sittings),
        **_span([one for one in sittings if one.state not in OFF] or sittings, hearing),
        **common,
    }
    if len(sittings) > 1:
        data["subEvent"] = [
            {
                "@type": "Event",
                "name": title_of(hearing.number, numbers[one.key], shown.title, days=len(sittings)),
                "eventStatus": SCHEMA + _status([one]),
                **_span([one], hearing),
                **common,
            }
            for one in sittings
        ]
    return data


def _span(sittings: Sequence[Sitting], hearing: Hearing) -> dict[str, str]:
    """From the first to the last of these days, in the hearing's time zone."""
    if not sittings:
        return {}
    first = min(sittings, key=lambda one: (one.date, str(one.starts_at or "")))
    last = max(sittings, key=lambda one: (one.date, str(one.ends_at or "")))
    starts = moment_of(hearing, first.date, first.starts_at) if first.starts_at else first.date
    found = {"startDate": starts.isoformat()}
    if last.ends_at:
        found["endDate"] = moment_of(hearing, last.date, last.ends_at).isoformat()
    elif last.date != first.date:
        found["endDate"] = last.date.isoformat()
    return found


def _status(sittings: Sequence[Sitting]) -> str:
    states = {one.state for one in sittings}
    if states and states <= set(OFF):
        postponed = SittingState.POSTPONED in states
        return "EventPostponed" if postponed else "EventCancelled"
    return "EventScheduled"


def _attendance(hearing: Hearing) -> str:
    """Whether somebody can be there, listen from afar, or both."""
    afar = heard_afar(hearing)
    if afar and hearing.venue_name:
        return "MixedEventAttendanceMode"
    return "OnlineEventAttendanceMode" if afar else "OfflineEventAttendanceMode"


def _place(hearing: Hearing, shown: Hearing) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if shown.venue_name or shown.place:
        room: dict[str, Any] = {
            "@type": "Place",
            "name": shown.venue_name or shown.place,
            "address": ", ".join(one for one in (hearing.venue_address, shown.place) if one),
        }
        if hearing.latitude is not None and hearing.longitude is not None:
            room["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": hearing.latitude,
                "longitude": hearing.longitude,
            }
        found.append(room)
    if heard_afar(hearing):
        found.append({"@type": "VirtualLocation", "url": hearing.online_link})
    return found


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
