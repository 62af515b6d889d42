"""Choosing a passage: look for words, open the account there, choose, hear it, cite it.

Every step is a page that works alone. In the editor a module shows the same pages in a dialog.
What is looked for is sent in the body of a request, because it may be somebody's words.
"""

from typing import Any
from uuid import UUID

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from archive.edition.models import Edition
from archive.edition.on_page import noted_by, ranges_of
from archive.edition.quoting import Place, quotation_at
from archive.edition.word_times import words_of
from archive.reading.turns import said
from commission.accounts.signed_in import person
from commission.findings.citing.found import passages_find
from commission.findings.citing.playing import playing_of
from commission.findings.citing.purpose import FINDINGS, Purpose
from commission.findings.citing.rows import row_of
from commission.findings.citing.sealing import citation_from, citation_seal, seal_read
from commission.findings.citing.sentences import place_read, sentences_of, words_in
from commission.findings.citing.services import citation_add, citation_make
from commission.findings.evidence import editions_quotable, place_of
from commission.findings.models import Citation, Finding
from media.refusal import Refused

SHOWN = 12  # turns of an account at once
BEFORE = 2


def find(request: HttpRequest, *, purpose: Purpose) -> HttpResponse:
    """Look for words in what may be quoted."""
    text = request.POST.get("q", "")
    number = request.POST.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    found = None
    if text.strip():
        found = passages_find(text=text, page=page, at=timezone.now(), use=purpose.use)
    context = {"text": text, "found": found, **_for(request, purpose)}
    status = 503 if found is not None and found.results.down else 200
    return render(request, "findings/citing/find.html", context, status=status)


def passage(request: HttpRequest, edition: UUID, *, purpose: Purpose) -> HttpResponse:
    """An account around a passage, each sentence to be chosen."""
    row = _quotable(edition, purpose)
    number = request.GET.get("from", "0")
    first = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 0
    begin = max(0, first - BEFORE)
    context = _passage(request, row, begin, purpose)
    return render(request, "findings/citing/passage.html", context)


def chosen(request: HttpRequest, edition: UUID, *, purpose: Purpose) -> HttpResponse:
    """Exactly the words that were chosen: read them, hear them, narrow them, cite them."""
    row = _quotable(edition, purpose)
    given = request.POST if request.method == "POST" else request.GET
    place = place_read([*given.getlist("s"), *given.getlist("first"), *given.getlist("last")])
    narrowed = _narrowed(given.getlist("first"), given.getlist("last"))
    wants_json = "application/json" in request.headers.get("Accept", "")
    try:
        if place is None:
            raise Refused("nothing", _("Choose at least one sentence."))
        citation = citation_make(
            edition=row, place=narrowed or place, at=timezone.now(), use=purpose.use
        )
        if request.method == "POST":
            return _cite(request, citation, purpose, wants_json=wants_json)
    except Refused as refused:
        if wants_json:
            return JsonResponse({"error": str(refused.message)}, status=422)
        begin = max(0, place.first_turn - BEFORE) if place else 0
        context = {**_passage(request, row, begin, purpose), "refusal": refused.message}
        return render(request, "findings/citing/passage.html", context, status=422)
    context = {**_chosen(row, place, citation), **_for(request, purpose)}
    return render(request, "findings/citing/chosen.html", context)


def cited(request: HttpRequest, *, purpose: Purpose) -> HttpResponse:
    """The words of one passage as they may be read now, for the field that keeps its place."""
    try:
        citation = citation_from(seal_read(request.POST.get("passage", "")))
    except BadSignature:
        return JsonResponse({"error": "seal"}, status=422)
    if not Edition.objects.filter(pk=citation.edition_id).exists():
        raise Http404
    row = row_of(citation, at=timezone.now(), use=purpose.use)
    html = render_to_string("findings/citing/row.html", {"row": row}, request)
    return JsonResponse({"html": html})


def _cite(
    request: HttpRequest, citation: Citation, purpose: Purpose, *, wants_json: bool
) -> HttpResponse:
    """Into the form of the editor, or without script straight into the draft."""
    if wants_json:
        row = row_of(citation, at=timezone.now(), use=purpose.use)
        html = render_to_string("findings/citing/row.html", {"row": row}, request)
        return JsonResponse({"passage": citation_seal(citation), "html": html})
    finding = _finding(request, purpose)
    if finding is None:
        raise Http404
    by = person(request)
    citation_add(finding=finding, citation=citation, by=by)
    return redirect(AdminURLFinder(by).get_edit_url(finding) or "wagtailadmin_home")


def _passage(
    request: HttpRequest, edition: Edition, begin: int, purpose: Purpose
) -> dict[str, Any]:
    turns = list(edition.turns.filter(position__gte=begin).order_by("position")[: SHOWN + 1])
    words, ranges = (words_of(edition) if edition.duration_ms else {}), ranges_of(edition)
    rows = []
    for turn in turns[:SHOWN]:
        noted = noted_by(turn, ranges)
        rows.append(
            {
                "turn": turn,
                "sentences": sentences_of(turn, words),
                "note": "" if noted is None else ranges[noted]["note"],
                "playing": playing_of(edition, turn.start_ms, turn.end_ms),
            }
        )
    return {
        "edition": edition,
        "rows": rows,
        "earlier": max(0, begin - SHOWN) + BEFORE if begin else None,
        "later": begin + SHOWN + BEFORE if len(turns) > SHOWN else None,
        **_for(request, purpose),
    }


def _chosen(edition: Edition, wide: Place, citation: Citation) -> dict[str, Any]:
    place = place_of(citation)
    # What is cited is what was shown, whatever was chosen on the way to it.
    exactly = [
        f"{place.first_turn}.{place.from_char}.{place.from_char + 1}",
        f"{place.last_turn}.{place.to_char - 1}.{place.to_char}",
    ]
    around = edition.turns.filter(position__gte=wide.first_turn, position__lte=wide.last_turn)
    turns = list(around.order_by("position"))
    quotation = quotation_at(edition, place, turns)
    return {
        "edition": edition,
        "quotation": quotation,
        "html": said(quotation.parts) if quotation else "",
        "exactly": exactly,
        "playing": playing_of(edition, citation.start_ms, citation.end_ms),
        "words": words_in(turns, wide),
        "place": place,
        "wide": [
            f"{wide.first_turn}.{wide.from_char}.{wide.from_char + 1}",
            f"{wide.last_turn}.{wide.to_char - 1}.{wide.to_char}",
        ],
    }


def _narrowed(first: list[str], last: list[str]) -> Place | None:
    """From one word to another, where both were given in this order."""
    begin, end = place_read(first[:1]), place_read(last[:1])
    if begin is None or end is None:
        return None
    if (end.last_turn, end.to_char) <= (begin.first_turn, begin.from_char):
        return None
    return Place(begin.first_turn, begin.from_char, end.last_turn, end.to_char)


def _quotable(edition: UUID, purpose: Purpose) -> Edition:
    """The edition, where it may be quoted now; otherwise there is no such page."""
    rows = editions_quotable(at=timezone.now(), use=purpose.use).prefetch_related("files")
    return get_object_or_404(rows, pk=edition)


def _for(request: HttpRequest, purpose: Purpose) -> dict[str, Any]:
    """What every page of the chooser says of the record that a passage is chosen for."""
    return {"purpose": purpose, "finding": _finding(request, purpose)}


def _finding(request: HttpRequest, purpose: Purpose) -> Finding | None:
    """The finding whose draft a passage goes into where no script puts it into the form.

    Other records take passages through their form alone.
    """
    if purpose is not FINDINGS:
        return None
    text = request.POST.get("for") or request.GET.get("for") or ""
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        return None
    return Finding.objects.originals().filter(pk=text).first()
