"""Files of open editions. The right is asked at every request, for the use and for the medium."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from archive.consent.models import Medium
from archive.edition.models import FileKind
from archive.index_points.exports import chapters, index_json
from archive.reading.answers import answer, reader_of
from archive.reading.citation import bibtex, ris
from archive.reading.selectors import edition_present, file_readable
from media.audience import Audience
from media.serving import file_response


@dataclass(frozen=True)
class Offer:
    """A file under its outside name."""

    kind: FileKind
    medium: Medium
    content_type: str
    suffix: str


OFFERS = {
    "sound.m4a": Offer(FileKind.SOUND, Medium.SOUND, "audio/mp4", "m4a"),
    "peaks.json": Offer(FileKind.PEAKS, Medium.SOUND, "application/json", "json"),
    "captions.vtt": Offer(FileKind.CAPTIONS, Medium.TEXT, "text/vtt; charset=utf-8", "vtt"),
    "transcript.txt": Offer(FileKind.TEXT, Medium.TEXT, "text/plain; charset=utf-8", "txt"),
    "words.json": Offer(FileKind.WORDS, Medium.TEXT, "application/json", "json"),
}
CITATIONS = {
    "citation.ris": (ris, "application/x-research-info-systems; charset=utf-8"),
    "citation.bib": (bibtex, "application/x-bibtex; charset=utf-8"),
}


INDEXES = {
    "chapters.vtt": (chapters, "text/vtt; charset=utf-8"),
    "index.json": (index_json, "application/json"),
}


@require_safe
def file(request: HttpRequest, reference: str, number: int, name: str) -> HttpResponseBase:
    """One file of one edition, whole or in part; 404 for whatever this reader may not have now."""
    reader = reader_of(request)
    if name in CITATIONS:
        return _citation(request, reference, number, name)
    if name in INDEXES:
        return _index(request, reference, number, name)
    offer = OFFERS.get(name)
    if offer is None:
        raise Http404
    found = file_readable(
        reference,
        number,
        offer.kind,
        medium=offer.medium,
        audiences=reader.audiences,
        at=reader.at,
    )
    if found is None:
        raise Http404
    saved_as = f"{reference}-{number}.{offer.suffix}" if "download" in request.GET else None
    return file_response(
        request,
        key=found.key,
        content_type=offer.content_type,
        size=found.size,
        filename=saved_as,
        public=found.edition.audience == Audience.PUBLIC,
    )


def _citation(request: HttpRequest, reference: str, number: int, name: str) -> HttpResponse:
    reader = reader_of(request)
    edition = edition_present(reference, audiences=reader.audiences, at=reader.at, number=number)
    if edition is None:
        raise Http404
    write, content_type = CITATIONS[name]
    response = HttpResponse(write(edition), content_type=content_type)
    return answer(request, _saved_as(response, f"{reference}-{number}.{name.split('.')[1]}"))


def _index(request: HttpRequest, reference: str, number: int, name: str) -> HttpResponse:
    """The index points of an edition that has any, written from its rows as they are asked for."""
    reader = reader_of(request)
    edition = edition_present(reference, audiences=reader.audiences, at=reader.at, number=number)
    if edition is None or not (points := list(edition.points.all())):
        raise Http404
    write, content_type = INDEXES[name]
    response = HttpResponse(write(edition, points), content_type=content_type)
    if "download" in request.GET:
        _saved_as(response, f"{reference}-{number}-{name}")
    return answer(request, response)


def _saved_as(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
