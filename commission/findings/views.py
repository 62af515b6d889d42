"""Public pages of findings."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from commission.findings.citation import citation_text, finding_address, ris
from commission.findings.consequences import consequences_of
from commission.findings.data import finding_as_data
from commission.findings.decisions import decisions_of
from commission.findings.evidence import evidence_of
from commission.findings.listing import listing
from commission.findings.models import Finding
from commission.findings.page import page_of
from commission.findings.selectors import finding_public, finding_withdrawn
from commission.findings.sharing import shared_of
from commission.reports.naming import chapter_headings, report_titles, theme_names
from commission.review.outcomes import outcomes_of
from commission.review.translations import behind_address, translated


@require_safe
def finding_list(request: HttpRequest) -> HttpResponse:
    """All public findings, by report and chapter."""
    found = listing(request.GET, at=timezone.now())
    context = {"section": "findings", "listing": found}
    return answer(request, render(request, "findings/list.html", context))


@require_safe
def finding(request: HttpRequest, number: int) -> HttpResponse:
    """One finding with what it rests on and what it led to; 410 for one that was withdrawn."""
    found = finding_public(number)
    if found is None:
        return _withdrawn(request, number)
    page = page_of(found, at=timezone.now())
    chapters = [found.chapter] if found.chapter else []
    shown = translated(found)
    context = {
        "section": "findings",
        "page": page,
        # In the language of the page where that is public, and in the original's where it is not.
        "shown": shown,
        "behind": behind_address(request.path, shown),
        "names": {
            "chapter": next(iter(chapter_headings(chapters).values()), ""),
            "report": next(iter(report_titles(one.report for one in chapters).values()), ""),
            "themes": theme_names(page.themes),
        },
        "address": finding_address(found),
        "citation": citation_text(found, page.decisions),
        "outcomes": outcomes_of(found),
        "shared": shared_of(found, shown, page.evidence),
    }
    return answer(request, render(request, "findings/finding.html", context))


@require_safe
def finding_json(request: HttpRequest, number: int) -> HttpResponse:
    """The finding for programs: no word of testimony is in it."""
    found = _public_or_404(number)
    evidence = evidence_of(found.citations.all(), at=timezone.now())
    return answer(request, JsonResponse(finding_as_data(found, evidence)))


@require_safe
def finding_ris(request: HttpRequest, number: int) -> HttpResponse:
    """The finding for programs that keep references."""
    response = HttpResponse(
        ris(_public_or_404(number)),
        content_type="application/x-research-info-systems; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="finding-{number}.ris"'
    return answer(request, response)


def _public_or_404(number: int) -> Finding:
    found = finding_public(number)
    if found is None:
        raise Http404
    return found


def _withdrawn(request: HttpRequest, number: int) -> HttpResponse:
    """That a finding was withdrawn, when and why; nothing of what it said."""
    found = finding_withdrawn(number)
    if found is None:
        raise Http404
    decided = decisions_of(found, at=timezone.now())[-1]
    context = {
        "section": "findings",
        "number": number,
        "decided": decided,
        "consequences": consequences_of([found.pk])[found.pk],
    }
    return render(request, "findings/withdrawn.html", context, status=410)
