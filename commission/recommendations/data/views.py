"""Tables and JSON for exactly what a list is narrowed to."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from commission.recommendations.data import tables
from commission.recommendations.data.finding_records import finding_row, findings_told
from commission.recommendations.data.findings_asked import FindingsAsked
from commission.recommendations.data.records import Row, recommendation_row, told
from commission.recommendations.filters import Filter
from commission.recommendations.formats import schemas


@require_safe
def recommendations_csv(request: HttpRequest) -> HttpResponse:
    """Public recommendations as a table, one a row."""
    lines = tables.table(tables.RECOMMENDATIONS, _recommendations(request, at=timezone.now()))
    return _file(request, lines, "text/csv; charset=utf-8", "recommendations.csv")


@require_safe
def recommendations_json(request: HttpRequest) -> HttpResponse:
    """Public recommendations with everything that became of them, as the schema describes it."""
    at = timezone.now()
    asked = Filter.read(request.GET).query
    pieces = _whole("recommendations", asked, _recommendations(request, at=at), at=at)
    return _file(request, pieces, "application/json", "recommendations.json")


@require_safe
def findings_csv(request: HttpRequest) -> HttpResponse:
    """Public findings as a table, one a row."""
    lines = tables.table(tables.FINDINGS, _findings(request, at=timezone.now()))
    return _file(request, lines, "text/csv; charset=utf-8", "findings.csv")


@require_safe
def findings_json(request: HttpRequest) -> HttpResponse:
    """Public findings and where their evidence stands, as the schema describes it."""
    at = timezone.now()
    asked = FindingsAsked.read(request.GET).query
    return _file(
        request,
        _whole("findings", asked, _findings(request, at=at), at=at),
        "application/json",
        "findings.json",
    )


@require_safe
def schema(request: HttpRequest, name: str) -> HttpResponse:
    """One of the published schemas."""
    try:
        found = schemas.schema(name)
    except KeyError:
        raise Http404 from None
    response = JsonResponse(found, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Type"] = "application/schema+json"
    return answer(request, response)


def _recommendations(request: HttpRequest, *, at: datetime) -> Iterator[Row]:
    rows = told(Filter.read(request.GET).queryset(), at=at)
    return (recommendation_row(one) for one in rows)


def _findings(request: HttpRequest, *, at: datetime) -> Iterator[Row]:
    rows = findings_told(FindingsAsked.read(request.GET).queryset(), at=at)
    return (finding_row(one) for one in rows)


def _whole(name: str, asked: str, rows: Iterable[Row], *, at: datetime) -> Iterator[str]:
    """One JSON object, written as its rows are read."""
    write: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False).encode
    head = {
        "schema": schemas.schema(name)["$id"],
        "commission": str(settings.COMMISSION_NAME),
        "made_at": at.isoformat(),
        "filter": asked,
    }
    yield f"{write(head)[:-1]}, {write(name)}: ["
    for place, row in enumerate(rows):
        yield ("," if place else "") + "\n" + write(row)
    yield "\n]}\n"


def _file(request: HttpRequest, pieces: Iterable[str], kind: str, name: str) -> HttpResponse:
    response = StreamingHttpResponse(pieces, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer(request, response)  # type: ignore[arg-type]
