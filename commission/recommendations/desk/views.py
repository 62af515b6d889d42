"""What waits, all recommendations, and one of them."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from commission.recommendations.desk.access import recommendation_or_404, tracker_page
from commission.recommendations.desk.record import on_record
from commission.recommendations.desk.waiting import (
    answers_late,
    evidence_behind,
    reports_overdue,
    reports_sent,
)
from commission.recommendations.recommendation.selectors import recommendations_public

# A list that is longer than a day's work helps nobody; the number of all is said.
SHOWN = 20
ON_A_PAGE = 50


@tracker_page()
def home(request: HttpRequest) -> HttpResponse:
    """What waits: reports sent in, reports and answers that are late, evidence that changed."""
    now = timezone.now()
    sent, overdue = reports_sent(), reports_overdue(at=now)
    late, behind = answers_late(at=now), evidence_behind(at=now)
    context = {
        "today": timezone.localdate(now),
        "sent": sent[:SHOWN],
        "sent_count": sent.count(),
        "overdue": overdue[:SHOWN],
        "overdue_count": overdue.count(),
        "late": late[:SHOWN],
        "late_count": len(late),
        "behind": behind[:SHOWN],
        "behind_count": len(behind),
    }
    return render(request, "recommendations/desk/home.html", context)


@tracker_page()
def listing(request: HttpRequest) -> HttpResponse:
    """Every public recommendation, by number; those that have some words, or a number."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    rows = recommendations_public().order_by("number")
    if words:
        wanted = Q(title__icontains=words) | Q(text__icontains=words)
        if words.isdecimal() and len(words) < 10:
            wanted |= Q(number=int(words))
        rows = rows.filter(wanted)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words}
    return render(request, "recommendations/desk/list.html", context)


@tracker_page()
def recommendation(request: HttpRequest, number: int) -> HttpResponse:
    """What was asked, what became of it, and everything that can be recorded about it."""
    now = timezone.now()
    page = on_record(
        recommendation_or_404(number),
        at=now,
        views=request.GET.get("views", "1"),
        reports=request.GET.get("reports", "1"),
    )
    context = {"page": page, "today": timezone.localdate(now)}
    return render(request, "recommendations/desk/record.html", context)
