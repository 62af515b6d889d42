"""A docket as a table. A reader's spreadsheet runs nothing of what stands in a cell."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from archive.reading.wording import site_address
from commission.hearings.public.docket import Row, docket_rows
from commission.hearings.selectors import hearing_public
from commission.recommendations.data.addresses import address
from commission.recommendations.data.records import Row as Cells
from commission.recommendations.data.tables import table

COLUMNS = (
    "hearing",
    "number",
    "exhibit",
    "kind",
    "filed_on",
    "filed_by",
    "title",
    "note",
    "access",
    "closed_by_order",
    "document",
    "spoken_of",
    "address",
)


@require_safe
def docket_csv(request: HttpRequest, number: int) -> HttpResponse:
    """All entries of one docket; of what is not open neither words nor file. 404 for a hearing
    that is not public.
    """
    hearing = hearing_public(number)
    if hearing is None:
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        rows = [entry_as_data(one) for one in docket_rows(hearing, at=timezone.now())]
    lines = table({name: _named(name) for name in COLUMNS}, rows)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"hearing-{number}-docket.csv"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer(request, response)  # type: ignore[arg-type]


def entry_as_data(row: Row) -> Cells:
    """One entry under stable names."""
    seen, entry = row.seen, row.seen.entry
    page = address("hearings:docket", entry.hearing.number)
    return {
        "hearing": entry.hearing.number,
        "number": entry.number,
        "exhibit": entry.exhibit_reference,
        "kind": entry.kind,
        "filed_on": entry.filed_on.isoformat(),
        "filed_by": seen.filed_by,
        "title": seen.title,
        "note": seen.note,
        "access": str(seen.access.value),
        "closed_by_order": seen.order,
        "document": site_address(row.document_address) if row.document_address else "",
        "spoken_of": "; ".join(_moments(row)),
        "address": f"{page}#{entry.anchor}",
    }


def _moments(row: Row) -> Iterator[str]:
    """RB-0147/2 61000-69600: the edition, and from when to when in ms."""
    for one in row.evidence:
        if one.edition is not None:
            place = f"{one.edition.reference}/{one.edition.number}"
            timed = f" {one.citation.start_ms}-{one.citation.end_ms}"
            yield place + (timed if one.edition.duration_ms else "")


def _named(name: str) -> Any:
    return lambda row: row[name]
