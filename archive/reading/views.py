"""Pages of the reading room. What is not open answers like what never was."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.edition.models import Edition, FileKind
from archive.reading.answers import Reader, answer, reader_of
from archive.reading.backlinks import backlinks_of
from archive.reading.cards import cards_of
from archive.reading.citation import (
    citation_template,
    citation_text,
    edition_address,
    edition_name,
)
from archive.reading.listing import listing, sentence_of
from archive.reading.presentation import Sources, has_sound, present
from archive.reading.selectors import closed_and_listed, edition_present, history, was_replaced
from archive.reading.tombstone import tombstone_of
from archive.reading.turns import Span
from archive.reading.wave import file_of
from archive.reading.wording import day_of
from archive.redaction.models import ReasonCode


@require_safe
def testimony_list(request: HttpRequest) -> HttpResponse:
    """All accounts that this reader may open, with filters."""
    reader = reader_of(request)
    found = listing(request.GET, reader)
    context = {
        "section": "testimony",
        "listing": found,
        "sentence": sentence_of(found.total),
        "cards": cards_of(found.page.object_list),
        "page_range": list(found.page.paginator.get_elided_page_range(found.page.number)),
        "closed": closed_and_listed(at=reader.at),
    }
    return answer(request, render(request, "reading/list.html", context))


@require_safe
def testimony(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    """One testimony: its present edition, or the one named, if it is the one that is open."""
    reader = reader_of(request)
    edition = edition_present(reference, audiences=reader.audiences, at=reader.at, number=number)
    if edition is None:
        return _not_open(request, reference, number, reader)
    asked = Span.read(request.GET.get("t"))
    span = asked.within(edition.duration_ms) if asked else None
    page = present(edition, sources=sources_of(edition), span=span)
    context = {
        "section": "testimony",
        "page": page,
        "edition_name": edition_name(edition),
        "opened": day_of(timezone.localdate(edition.opened_at)) if edition.opened_at else "",
        "citation": citation_text(edition, span=span, anchor=page.cited_anchor),
        "moment_template": citation_template(edition),
        "address": edition_address(edition),
        "history": [
            (one, day_of(timezone.localdate(one.opened_at)) if one.opened_at else "")
            for one in history(edition, audiences=reader.audiences)
        ],
        "came_from": _earlier(request, edition),
        "backlinks": backlinks_of(edition, at=reader.at),
    }
    return answer(request, render(request, "reading/testimony.html", context))


def sources_of(edition: Edition) -> Sources:
    """Addresses of the files that the edition has."""

    def named(name: str) -> str:
        where = {"reference": edition.reference, "number": edition.number, "name": name}
        return reverse("reading_files:file", kwargs=where)

    def at(kind: FileKind, name: str) -> str:
        return "" if file_of(edition, kind) is None else named(name)

    return Sources(
        sound=at(FileKind.SOUND, "sound.m4a") if has_sound(edition) else "",
        captions=at(FileKind.CAPTIONS, "captions.vtt"),
        text=at(FileKind.TEXT, "transcript.txt"),
        words=at(FileKind.WORDS, "words.json"),
        chapters=named("chapters.vtt"),
    )


@require_safe
def removals(request: HttpRequest) -> HttpResponse:
    """What is removed from testimony, by whom, and what each code means."""
    context = {"section": "removals", "reasons": ReasonCode.choices}
    return answer(request, render(request, "reading/removals.html", context))


def _not_open(
    request: HttpRequest, reference: str, number: int | None, reader: Reader
) -> HttpResponse:
    """An earlier edition leads to the present one; a listed withdrawal says so; the rest is 404."""
    present_one = edition_present(reference, audiences=reader.audiences, at=reader.at)
    if present_one is not None and number is not None:
        if was_replaced(present_one, number, audiences=reader.audiences):
            query = {"from": number, **({"t": request.GET["t"]} if "t" in request.GET else {})}
            path = reverse("reading:testimony", kwargs={"reference": reference})
            return redirect(f"{path}?{urlencode(query, safe=',')}")
        raise Http404
    stone = tombstone_of(reference, audiences=reader.audiences)
    if stone is not None:
        return render(request, "reading/tombstone.html", {"stone": stone}, status=410)
    if reference in closed_and_listed(at=reader.at):
        return render(request, "reading/closed.html", {"reference": reference}, status=403)
    raise Http404


def _earlier(request: HttpRequest, edition: Edition) -> int | None:
    """The number of the edition that a link named, when it was not this one."""
    asked = request.GET.get("from", "")
    if (
        asked.isascii()
        and asked.isdigit()
        and len(asked) < 6
        and int(asked) < (edition.number or 0)
    ):
        return int(asked)
    return None
