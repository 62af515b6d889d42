"""The page of results. What was looked for is written nowhere: no log, no cookie, no cache."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.asked import LONGEST_TYPED, beginning
from search.engines.base import NOTED
from search.facets import NAMES, value_label
from search.query import MOST_PAGES, Results, search
from search.readers import audiences_of

_YEARS = ("when", "from", "to")
_MORE = ("in", "without")  # one record alone; what has a note left out


@dataclass(frozen=True)
class Applied:
    """A filter in force, and the query that is left when it is taken away."""

    label: str
    without: str


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Search, by a form that works without script. 503 while the engine does not answer."""
    at = timezone.now()
    given = {name: request.GET.getlist(name) for name in (*NAMES, *_YEARS, *_MORE)}
    found = search(
        text=request.GET.get("q", ""),
        audiences=audiences_of(request.user, at=at),
        filters=given,
        page=_number(request.GET.get("page", "1")),
        at=at,
    )
    pairs, text = _pairs(found), beginning(found.text)
    context = {
        "section": "search",
        "results": found,
        "text": text,
        "longest": LONGEST_TYPED,
        "applied": _applied(found, pairs),
        "bare": urlencode({"q": text}),
        "query": urlencode(pairs),
        "pages": _pages(found),
    }
    response = render(request, "search/results.html", context, status=503 if found.down else 200)
    response["Cache-Control"] = "no-store"
    return response


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else 1


def _pairs(found: Results) -> list[tuple[str, str]]:
    """The question as it was understood, to be written into links."""
    filters = found.filters
    pairs = [("q", beginning(found.text))]
    for name, values in (
        ("language", filters.languages),
        ("place", filters.places),
        ("decade", filters.decades),
        ("kind", filters.kinds),
        ("subject", filters.subjects),
        ("in", filters.groups),
        ("without", {NOTED} if filters.noted else ()),
    ):
        pairs += [(name, value) for value in sorted(values)]
    if filters.years:
        return [*pairs, ("when", f"{filters.first_year}-{filters.last_year}")]
    for name, year in (("from", filters.first_year), ("to", filters.last_year)):
        if year is not None:
            pairs.append((name, str(year)))
    return pairs


def _applied(found: Results, pairs: list[tuple[str, str]]) -> list[Applied]:
    filters = found.filters
    called = {
        one.value: one.label
        for facet in found.facets
        if facet.name == "subject"
        for one in facet.values
    }
    words = {
        "when": filters.years,
        "from": _("from %(year)s") % {"year": filters.first_year},
        "to": _("until %(year)s") % {"year": filters.last_year},
        "without": _("without parts with a content note"),
    }
    return [
        Applied(
            words[name] if name in words else _label(name, value, called),
            urlencode([pair for pair in pairs if pair != (name, value)]),
        )
        for name, value in pairs
        if name != "q"
    ]


def _label(name: str, value: str, called: dict[str, str]) -> str:
    # A subject that nothing found has is named by no record that this reader may see.
    return called.get(value, _("Subject")) if name == "subject" else value_label(name, value)


def _pages(found: Results) -> list[int]:
    """Numbers around the present page; 0 stands for a gap."""
    last = min(found.pages, MOST_PAGES)
    near = {1, last, *range(found.page - 2, found.page + 3)}
    numbers = [n for n in sorted(near) if 1 <= n <= last]
    spaced: list[int] = []
    for number in numbers:
        if spaced and number - spaced[-1] > 1:
            spaced.append(0)
        spaced.append(number)
    return spaced if last > 1 else []
