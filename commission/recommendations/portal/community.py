"""The pages of whoever speaks for the community."""

from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commission.accounts.signed_in import person
from commission.recommendations.assessments.models import Assessment
from commission.recommendations.assessments.selectors import standing_of
from commission.recommendations.assessments.services import assessment_record
from commission.recommendations.portal.access import (
    portal_page,
    portal_render,
    speaks_for_the_community,
)
from commission.recommendations.portal.forms import CommunityForm
from commission.recommendations.recommendation.selectors import (
    recommendation_public,
    recommendations_public,
)
from commission.recommendations.vocabulary import Voice
from commission.review.translations import translated, translated_all
from media.refusal import Refused

ON_A_PAGE = 25


@portal_page(speaks_for_the_community)
def recommendations(request: HttpRequest) -> HttpResponse:
    """Public recommendations with what the community last said of each."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    rows = recommendations_public().select_related("locale").order_by("number")
    if words:
        wanted = Q(title__icontains=words) | Q(text__icontains=words)
        if words.isascii() and words.isdecimal() and len(words) < 10:
            wanted |= Q(number=int(words))
        rows = rows.filter(wanted)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    records = list(page)
    standing, shown = standing_of(records), translated_all(records)
    context = {
        "page": page,
        "words": words,
        "rows": [(one, shown[one.pk], standing[one.pk].community) for one in records],
    }
    return portal_render(request, "recommendations", context)


@portal_page(speaks_for_the_community, methods="GET HEAD POST")
def view(request: HttpRequest, number: int) -> HttpResponse:
    """Give the community's view of one recommendation. It is public at once."""
    record = recommendation_public(number)
    if record is None:
        raise Http404
    by, at = person(request), timezone.now()
    mine = Assessment.objects.filter(
        recommendation=record, voice=Voice.COMMUNITY, recorded_by=by.pk
    ).select_related("words")
    if request.method == "POST":
        form = CommunityForm(request.POST, request.FILES)
        form.full_clean()
        document = form.paper_take(by=by, at=at)
        if form.is_valid():
            data = form.cleaned_data
            try:
                assessment_record(
                    recommendation=record,
                    voice=Voice.COMMUNITY,
                    status=data["status"],
                    author=data["author"],
                    made_on=timezone.localdate(at),
                    text=data["text"],
                    language=data["language"],
                    documents=[document] if document else [],
                    key=data["key"],
                    by=by,
                    at=at,
                )
            except Refused as refused:
                form.refused(refused)
            else:
                messages.success(request, _("Your view is public."))
                return redirect(reverse("portal:view", args=[record.number]))
    else:
        newest = Assessment.objects.filter(voice=Voice.COMMUNITY, recorded_by=by.pk)
        author = newest.order_by("recorded_at").values_list("author", flat=True).last()
        form = CommunityForm(initial={"key": uuid4(), "author": author or ""})
    context = {
        "record": record,
        "shown": translated(record),
        "form": form,
        "today": timezone.localdate(at),
        "standing": standing_of([record])[record.pk],
        "mine": mine.order_by("-recorded_at")[:ON_A_PAGE],
    }
    status = 422 if request.method == "POST" else 200
    return portal_render(request, "view", context, status=status)


@portal_page(speaks_for_the_community)
def views(request: HttpRequest) -> HttpResponse:
    """Every view that this person gave, the newest first."""
    rows = Assessment.objects.filter(
        voice=Voice.COMMUNITY, recorded_by=person(request).pk, recommendation__live=True
    ).select_related("recommendation", "words")
    page = Paginator(rows.order_by("-recorded_at", "pk"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    return portal_render(request, "views", {"page": page})
