"""The calendar of hearings: what comes up, what was held, and the months beside it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from archive.reading.answers import Reader
from commission.hearings.docket.selectors import entries_public
from commission.hearings.filters import Applied, Filter
from commission.hearings.models import Hearing, Sitting
from commission.hearings.orders.selectors import orders_in_force
from commission.hearings.public.days import day_numbers, hearings_of
from commission.hearings.public.fields import Field, fields_of
from commission.hearings.public.month import month_read
from commission.hearings.public.months import Months, months_of
from commission.hearings.public.voices import voices_of
from commission.hearings.public.words import (
    heard_afar,
    off_said,
    times_of,
    title_of,
    weekday_and_month,
    where_of,
)
from commission.hearings.selectors import hearings_public
from commission.hearings.vocabulary import EntryKind, Openness, SittingState
from commission.review.translations import translated_all

COMING, HELD = "coming", "held"
# How many of each stand on the page that has both.
SHOWN = {COMING: 20, HELD: 10}
PER_PAGE = 50
MONTHS = 2


@dataclass(frozen=True)
class Row:
    """One day of one hearing in a list."""

    sitting: Sitting
    hearing: Hearing
    shown: Hearing
    title: str
    under: str  # the number of the day
    times: str
    where: str
    off: str
    # By how many minutes the sound will come late for who listens from afar; 0: it is not heard so.
    late: int
    # Counted of the whole hearing once a day of it was held, and only what this reader may have.
    recordings: int
    exhibits: int
    orders: int
    # The id of the first row of a day, where links of the months lead.
    anchor: str

    @property
    def shut(self) -> str:
        """Closed or partly closed; nothing for what is public."""
        public = self.hearing.openness == Openness.PUBLIC
        return "" if public else self.hearing.get_openness_display()


@dataclass(frozen=True)
class Part:
    """What comes up, or what was held: the first of it, or a page of it alone."""

    name: str
    rows: Sequence[Row]
    total: int
    page: Page
    page_range: Sequence[int | str] = field(default_factory=list)


@dataclass(frozen=True)
class Listing:
    """What the page prints."""

    filter: Filter
    fields: Sequence[Field]
    applied: Sequence[Applied]
    total: int
    parts: Sequence[Part]
    # Whether only what comes up, or only what was held, is shown.
    alone: str
    months: Months
    # Days that stand in the list, so that the months can lead there.
    listed: frozenset[date]

    @property
    def page_query(self) -> str:
        """What links between the pages of one part repeat."""
        return "&".join(one for one in (f"show={self.alone}", self.filter.query) if one)


def listing(query: QueryDict, reader: Reader) -> Listing:
    """The calendar that an address asks for. The number of queries depends on no number of rows."""
    chosen, today = Filter.read(query), timezone.localdate(reader.at)
    alone = query.get("show", "")
    alone = alone if alone in SHOWN else ""
    pages = {
        name: _page(rows, query.get("page"), alone=bool(alone), shown=SHOWN[name])
        for name, rows in _split(chosen.sittings(), today=today).items()
        if alone in ("", name)
    }
    sittings = [one for page in pages.values() for one in page.object_list]
    rows = {row.sitting.pk: row for row in rows_of(sittings, reader)}
    return Listing(
        filter=chosen,
        fields=fields_of(chosen),
        applied=chosen.applied(),
        total=hearings_public().count(),
        parts=[
            Part(
                name,
                [rows[one.pk] for one in page.object_list],
                page.paginator.count,
                page,
                list(page.paginator.get_elided_page_range(page.number)),
            )
            for name, page in pages.items()
        ],
        alone=alone,
        months=months_of(
            chosen, month_read(query.get("month", ""), today=today), today=today, shown=MONTHS
        ),
        listed=frozenset(one.date for one in sittings),
    )


def rows_of(sittings: Sequence[Sitting], reader: Reader) -> list[Row]:
    """Days as rows of a list; few queries, however many."""
    hearings = hearings_of(sittings)
    texts, numbers = translated_all(hearings), day_numbers(sittings)
    recordings = Counter(one.hearing for one in voices_of(hearings, reader) if one.heard)
    exhibits = _counted(entries_public().filter(kind=EntryKind.EXHIBIT), hearings)
    orders = _counted(orders_in_force(at=reader.at), hearings)
    today = timezone.localdate(reader.at)
    first = {one.date: one.pk for one in reversed(sittings)}
    found = []
    for one in sittings:
        hearing, text = one.hearing, texts[one.hearing_id]
        day, days = numbers[one.key]
        held = one.state == SittingState.HELD
        found.append(
            Row(
                sitting=one,
                hearing=hearing,
                shown=text,
                title=title_of(hearing.number, day, text.title, days=days),
                under=weekday_and_month(one.date),
                times=times_of(one),
                where=where_of(hearing, text),
                off=off_said(one),
                late=(hearing.broadcast_delay_minutes or 0) if _to_be_heard(one, today) else 0,
                recordings=recordings[hearing.pk] if held else 0,
                exhibits=exhibits.get(hearing.pk, 0) if held else 0,
                orders=orders.get(hearing.pk, 0),
                anchor=f"d{one.date:%Y-%m-%d}" if first[one.date] == one.pk else "",
            )
        )
    return found


def _to_be_heard(sitting: Sitting, today: date) -> bool:
    planned = sitting.state == SittingState.PLANNED and sitting.date >= today
    return planned and heard_afar(sitting.hearing)


def _split(rows: QuerySet[Sitting], *, today: date) -> dict[str, QuerySet[Sitting]]:
    """What comes up, the next first, and all other days, the last first."""
    ahead = Q(date__gte=today) & ~Q(state=SittingState.HELD)
    return {
        COMING: rows.filter(ahead).order_by("date", "starts_at", "pk"),
        HELD: rows.exclude(ahead).order_by("-date", "-starts_at", "-pk"),
    }


def _page(rows: QuerySet[Sitting], page: str | None, *, alone: bool, shown: int) -> Page:
    return Paginator(rows, PER_PAGE if alone else shown).get_page(page if alone else 1)


def _counted(rows: QuerySet[Any], hearings: Sequence[Hearing]) -> dict[Any, int]:
    """How many rows each of the hearings has."""
    of_these = rows.filter(hearing__in=[one.pk for one in hearings]).order_by()
    return dict(of_these.values_list("hearing").annotate(n=Count("pk")))
