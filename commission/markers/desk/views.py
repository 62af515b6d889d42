"""What waits, all markers, and one of them."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder

from archive.consent.models import Use
from commission.accounts.signed_in import person
from commission.findings.citing.rows import rows_of
from commission.markers.desk.access import READS, marker_or_404, markers_page
from commission.markers.desk.waiting import looks_overdue, places_waiting, voices_gone
from commission.markers.life.models import StateChange
from commission.markers.places.models import MarkerPlace, PlaceProposal, ProposalState, PublicPlace
from commission.markers.record.models import Marker
from commission.markers.selectors import conditions_of, life_of, markers_with_now, now_of_all

# A list that is longer than a day's work helps nobody; the number of all is said.
SHOWN = 20
ON_A_PAGE = 50


@markers_page(*READS)
def home(request: HttpRequest) -> HttpResponse:
    """What waits: places for a second person, looks that are overdue, voices that left."""
    now = timezone.now()
    places, looks, voices = places_waiting(), looks_overdue(at=now), voices_gone(at=now)
    context = {
        "today": timezone.localdate(now),
        "places": places[:SHOWN],
        "places_count": places.count(),
        "looks": looks[:SHOWN],
        "looks_count": looks.count(),
        "voices": voices[:SHOWN],
        "voices_count": len(voices),
    }
    return render(request, "markers/desk/home.html", context)


@markers_page(*READS)
def listing(request: HttpRequest) -> HttpResponse:
    """Every marker, public or not, by number; those that have some words, or a number."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    rows = markers_with_now(Marker.objects.originals()).order_by("number")
    if words:
        wanted = Q(title__icontains=words) | Q(place_words__icontains=words)
        if words.isdecimal() and len(words) < 10:
            wanted |= Q(number=int(words))
        rows = rows.filter(wanted)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "markers/desk/list.html", {"page": page, "words": words})


@markers_page(*READS)
def marker(request: HttpRequest, number: int) -> HttpResponse:
    """State, condition, place, where it comes from, and what can be recorded about it."""
    row, now, user = marker_or_404(number), timezone.now(), person(request)
    context = {
        "marker": row,
        "draft": row.get_latest_revision_as_object(),
        "editor": AdminURLFinder(user).get_edit_url(row),
        "keeps": user.has_perm("markers.keep_marker"),
        "decides": user.has_perm("markers.approve_marker"),
        "now": now_of_all([row.pk])[row.pk],
        "today": timezone.localdate(now),
        "life": list(reversed(life_of(row))),
        "corrected": _corrected(row),
        "conditions": list(reversed(conditions_of(row))),
        "place": MarkerPlace.objects.filter(marker=row).select_related("set_by").first(),
        "shown": PublicPlace.objects.filter(marker=row).first(),
        "waits": PlaceProposal.objects.filter(marker=row, state=ProposalState.WAITING)
        .select_related("proposed_by")
        .first(),
        "passages": rows_of(row.citations.all(), at=now, use=Use.MEMORIAL_INSCRIPTION),
        "nominations": row.nominations.select_related("decided_by").order_by("received_at"),
        "withdrawals": row.withdrawals.select_related("words", "withdrawn_by"),
    }
    return render(request, "markers/desk/marker.html", context)


def _corrected(marker: Marker) -> list[Any]:
    """Rows in whose place another stands now."""
    rows = StateChange.objects.filter(marker=marker, corrected_by__isnull=False)
    return list(rows.select_related("words", "recorded_by").order_by("recorded_at"))
