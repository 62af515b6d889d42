"""One hearing as a page: everything that the template prints."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from archive.reading.answers import Reader
from archive.reading.wording import day_of
from commission.findings.models import Finding
from commission.hearings.docket.selectors import EntrySeen, docket_of
from commission.hearings.models import Hearing
from commission.hearings.public.docket import Row, rows_of
from commission.hearings.public.programme import Day, programme_of, sat_in_order
from commission.hearings.public.protected import Order, Speaker, orders_of, rulings_of, speakers_of
from commission.hearings.public.sound import Late, lateness_of
from commission.hearings.public.voices import voices_of
from commission.hearings.public.words import heard_afar, where_of
from commission.maps.marks import mark_at
from commission.maps.showing import Map, map_of
from commission.recommendations.models import Recommendation
from commission.reports.models import Theme

# Entries that the hearing's own page shows: the newest, and rulings that the page points at.
NEWEST = 12


@dataclass(frozen=True)
class HearingPage:
    """What the template prints. Words of the hearing itself are in `shown`."""

    hearing: Hearing
    shown: Hearing
    days: Sequence[Day]
    coming: bool
    where: str
    # Of the building; None where its position is not known.
    map: Map | None
    notice: str
    being_there: Sequence[tuple[str, str]]
    rests: Sequence[tuple[str, str]]
    themes: Sequence[Theme]
    late: Sequence[Late]
    speakers: Sequence[Speaker]
    orders: Sequence[Order]
    docket: Sequence[Row]
    entries: int

    @property
    def in_order(self) -> list[Day]:
        """The days that are the hearing's own, the first one first."""
        return sat_in_order(self.days)

    @property
    def listen(self) -> str:
        """Where to listen on the day; nothing where no day is to come, or nobody may listen."""
        return self.hearing.online_link if self.coming and heard_afar(self.hearing) else ""

    @property
    def noted(self) -> bool:
        """Whether something in the programme has a content note."""
        return any(day.noted for day in self.days)

    @property
    def delayed(self) -> bool:
        """Whether the sound comes late on the day, for who listens from afar."""
        minutes: int | None = self.hearing.broadcast_delay_minutes
        return bool(minutes)

    @property
    def tells_why_late(self) -> bool:
        """Whether there is a sound that can come late, on the day or afterwards."""
        return bool(self.late) and (self.delayed or bool(self.speakers))


def page_of(hearing: Hearing, shown: Hearing, reader: Reader) -> HearingPage:
    """Everything that a page of this hearing shows to a reader; `shown` is the row in the page's
    language.

    The number of queries depends on neither days, nor witnesses, nor entries, nor moments.
    """
    today = timezone.localdate(reader.at)
    voices = voices_of([hearing], reader)
    days = programme_of(hearing, shown, voices)
    placed = [voice for day in days for voice in day.voices]
    entries = docket_of(hearing, at=reader.at)
    docket = rows_of(hearing, _newest(entries, also=rulings_of(hearing)), at=reader.at)
    return HearingPage(
        hearing=hearing,
        shown=shown,
        days=days,
        coming=any(one.sitting and one.on >= today and not one.off for one in days),
        where=where_of(hearing, shown),
        map=_map(hearing, shown),
        notice=_notice(hearing, shown),
        being_there=_being_there(shown),
        rests=_rests(hearing),
        themes=list(hearing.themes.select_related("locale")),
        late=lateness_of(hearing, days, today=today),
        speakers=speakers_of(
            hearing,
            shown,
            {one.number: one for one in docket},
            [one for one in voices if one not in placed],
            at=reader.at,
        ),
        orders=orders_of(hearing, at=reader.at),
        docket=docket,
        entries=len(entries),
    )


def _newest(entries: Sequence[EntrySeen], *, also: set[int]) -> list[EntrySeen]:
    return [one for place, one in enumerate(entries) if place < NEWEST or one.entry.number in also]


def _notice(hearing: Hearing, shown: Hearing) -> str:
    """When it was announced, and why that was later than the rules ask, where it was."""
    if hearing.noticed_on is None:
        return ""
    day, given = day_of(hearing.noticed_on), hearing.notice_given
    if given is None or given < 0:
        return day
    said = ngettext("%(day)s, one day before", "%(day)s, %(n)s days before", given) % {
        "day": day,
        "n": given,
    }
    if not hearing.notice_short:
        return said
    short = _("the rules ask for %(n)s") % {"n": hearing.notice_days}
    return ". ".join(one for one in (f"{said}; {short}", shown.notice_short_why) if one)


def _map(hearing: Hearing, shown: Hearing) -> Map | None:
    """Where the building stands: a public one, never a home."""
    if hearing.latitude is None or hearing.longitude is None:
        return None
    name = shown.venue_name or shown.place or _("Where the hearing is held")
    mark = mark_at(hearing.latitude, hearing.longitude, label="", name=name)
    return map_of([mark], label=_("Map: %(place)s") % {"place": name}, key="venue")


def _being_there(shown: Hearing) -> list[tuple[str, str]]:
    """What is said about coming, each under its name; what is not said is left out."""
    named = (
        (_("Getting in"), shown.getting_in),
        (_("Hearing and seeing"), shown.hearing_seeing),
        (_("Languages"), shown.languages),
        (_("A quiet room"), shown.quiet_room),
        (_("What it costs"), shown.costs),
    )
    return [(label, text) for label, text in named if text]


def _rests(hearing: Hearing) -> list[tuple[str, str]]:
    """The public findings and recommendations that rest on it: what they are called, and where."""
    findings = Finding.objects.published().filter(hearings=hearing).order_by("number")
    asked = Recommendation.objects.published().filter(hearings=hearing).order_by("number")
    found = [
        (
            _("Finding %(number)s") % {"number": number},
            reverse("findings:finding", args=[number]),
        )
        for number in findings.values_list("number", flat=True)
    ]
    return found + [
        (
            pgettext("named in a list", "Recommendation %(number)s") % {"number": number},
            reverse("tracker:recommendation", args=[number]),
        )
        for number in asked.values_list("number", flat=True)
    ]
