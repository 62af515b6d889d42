"""The list of accounts: filters, their counts, order and pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from archive.consent.models import Medium
from archive.edition.models import EditionFile, EditionQuerySet, FileKind
from archive.reading.answers import Reader
from archive.reading.given import given_within, years_counted
from archive.reading.selectors import editions_listed
from archive.reading.wording import language_name
from archive.testimony.models import TestimonyKind
from search.years import LONGEST, Years, years_read

PER_PAGE = 12
ORDERS = {
    "new": (gettext_lazy("Newly published"), ("-opened_at", "reference")),
    "given": (
        gettext_lazy("Date given, oldest first"),
        (F("given_first").asc(nulls_last=True), "given_last", "reference"),
    ),
    "short": (gettext_lazy("Length, shortest first"), ("duration_ms", "reference")),
    "number": (gettext_lazy("Number"), ("reference",)),
}
# The name in the address, the column, what stands above the boxes.
FACETS = {
    "kind": ("kind", gettext_lazy("How it was given")),
    "language": ("language", gettext_lazy("Language")),
    "year": ("given_first", gettext_lazy("Year it was given")),
    "place": ("place", gettext_lazy("Place")),
}


@dataclass(frozen=True)
class Choice:
    """One box to tick, and how many accounts it would show."""

    value: str
    label: str
    count: int
    on: bool


@dataclass(frozen=True)
class Facet:
    """A group of boxes."""

    name: str
    legend: str
    choices: list[Choice]


@dataclass(frozen=True)
class Listing:
    """What the list page prints."""

    page: Page
    total: int
    facets: list[Facet]
    # Years as they were written, as they were read, or a sentence where they could not be.
    when: str
    unread: str
    # Filters in force: label, and the query that is left when it is taken away.
    on: list[tuple[str, str]]
    order: str
    orders: list[tuple[str, str]]
    # The query without the page's number, for the links between pages.
    query: str


def listing(query: QueryDict, reader: Reader) -> Listing:
    """Accounts that this reader may open, narrowed by the query. Counts only what they may open."""
    rows = editions_listed(reader.audiences, at=reader.at)
    written = query.get("when", "").strip()
    read = years_read(written)
    chosen = {name: [v for v in query.getlist(name) if v and "\0" not in v] for name in FACETS}
    within = rows.filter(given_within([read])) if read else rows
    facets = [_facet(name, within, chosen) for name in FACETS]
    order = query.get("order", "new")
    order = order if order in ORDERS else "new"
    found = _narrow(within, chosen).order_by(*ORDERS[order][1]).prefetch_related("files")
    return Listing(
        page=Paginator(found, PER_PAGE).get_page(query.get("page")),
        total=rows.count(),
        facets=[facet for facet in facets if facet.choices],
        when=str(read or written[:LONGEST]),
        unread="" if read else written[:LONGEST],
        on=_on(query, chosen, read),
        order=order,
        orders=[(name, str(label)) for name, (label, _fields) in ORDERS.items()],
        query=_without(query, "page"),
    )


def _narrow(
    rows: EditionQuerySet, chosen: dict[str, list[str]], *, but: str = ""
) -> EditionQuerySet:
    for name, values in chosen.items():
        if values and name != but:
            if name == "year":
                rows = rows.filter(given_within(_years(values)))
                continue
            rows = rows.filter(**{f"{FACETS[name][0]}__in": values})
    return rows


def _years(values: list[str]) -> list[Years]:
    """The years that boxes stand for; a value that no box has stands for none."""
    return [
        Years(int(value), int(value))
        for value in values
        if value.isascii() and value.isdigit() and len(value) <= 4
    ]


def _facet(name: str, rows: EditionQuerySet, chosen: dict[str, list[str]]) -> Facet:
    column, legend = FACETS[name]
    left = _narrow(rows, chosen, but=name)
    counts: Iterable[tuple[str, int]]
    if name == "year":
        counts = [(str(year), count) for year, count in years_counted(left).items()]
    else:
        without = left.exclude(**{column: ""}).order_by()
        counts = without.values_list(column).annotate(count=Count("pk"))
    choices = [
        Choice(value, _label(name, value), count, value in chosen[name]) for value, count in counts
    ]
    choices.sort(key=lambda c: (int(c.value) if name == "year" else -c.count, c.label))
    return Facet(name, str(legend), choices)


def _label(name: str, value: str) -> str:
    if name == "kind" and value in TestimonyKind.values:
        return str(TestimonyKind(value).label)
    return language_name(value) if name == "language" else value


def _on(
    query: QueryDict, chosen: dict[str, list[str]], read: Years | None
) -> list[tuple[str, str]]:
    found = []
    if read:
        rest = query.copy()
        rest.pop("page", None)
        found.append((str(read), _without(rest, "when")))
    for name, values in chosen.items():
        for value in values:
            rest = query.copy()
            rest.setlist(name, [other for other in values if other != value])
            rest.pop("page", None)
            found.append((_label(name, value), rest.urlencode()))
    return found


def _without(query: QueryDict, name: str) -> str:
    rest = query.copy()
    rest.pop(name, None)
    return rest.urlencode()


def summary_of(rows: EditionQuerySet) -> dict[str, int]:
    """How many accounts can be read, how many heard and for how long, in how many languages."""
    sound = EditionFile.objects.filter(
        edition=OuterRef("pk"), kind=FileKind.SOUND, purged_at__isnull=True
    )
    heard = Q(**{f"media__{Medium.SOUND.value}": True}, sounds=True)
    counts = rows.annotate(sounds=Exists(sound)).aggregate(
        accounts=Count("pk"),
        heard=Count("pk", filter=heard),
        languages=Count("language", distinct=True),
        sound_ms=Sum("duration_ms", filter=heard),
    )
    return {name: counts[name] or 0 for name in counts}


def sentence_of(total: int) -> str:
    """The first sentence of the list page."""
    if total == 0:
        return gettext("No account is open here yet.")
    if total == 1:
        return gettext(
            "One account can be read or heard here, because the person who gave it agreed. "
            "It keeps the name its giver chose."
        )
    return gettext(
        "%(total)s accounts can be read or heard here, because the people who gave them agreed. "
        "Each keeps the name its giver chose."
    ) % {"total": total}
