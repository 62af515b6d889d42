"""The pages of a focal point: what their bodies were asked, and their reports."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from commission.accounts.signed_in import person
from commission.recommendations.bodies.selectors import bodies_of
from commission.recommendations.portal.access import (
    answers_for_a_body,
    portal_page,
    portal_render,
    report_or_404,
)
from commission.recommendations.portal.forms import ReportForm
from commission.recommendations.progress.models import ProgressReport, ReportState
from commission.recommendations.progress.services import (
    OPEN,
    report_mark,
    report_submit,
    report_write,
)
from commission.recommendations.recommendation.models import AddressedBody
from commission.review.translations import translated
from media.refusal import Refused

ON_A_PAGE = 50


@portal_page(answers_for_a_body)
def asked(request: HttpRequest) -> HttpResponse:
    """Every public recommendation that is addressed to a body of this person."""
    rows = (
        AddressedBody.objects.filter(
            body__in=bodies_of(person(request)),
            recommendation__live=True,
            recommendation__translated_from__isnull=True,
        )
        .select_related("recommendation__locale", "body")
        .order_by("recommendation__number", "body__name", "pk")
    )
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return portal_render(request, "asked", {"page": page})


@portal_page(answers_for_a_body, methods="GET HEAD POST")
def report(request: HttpRequest, report: UUID) -> HttpResponse:
    """One report: write it, keep a draft of it, send it; afterwards what was sent."""
    user = person(request)
    row = report_or_404(user, report)
    if request.method == "POST":
        return _posted(request, row)
    form = ReportForm(initial=_draft(row)) if row.state in OPEN else None
    return _page(request, row, form)


def _posted(request: HttpRequest, row: ProgressReport) -> HttpResponse:
    """Save or send. Sent twice with one press it is sent once."""
    by, at = person(request), timezone.now()
    sends = request.POST.get("do") == "send"
    if row.state not in OPEN:
        # The same press a second time, or somebody else of the body was quicker: this is it.
        return redirect("portal:report", row.pk)
    form = ReportForm(request.POST, request.FILES)
    form.full_clean()
    document = form.paper_take(by=by, at=at)
    if form.is_valid():
        act = report_submit if sends else report_write
        data = form.cleaned_data
        try:
            act(
                report=row,
                claim=data["claim"],
                text=data["text"],
                language=data["language"],
                document=document,
                keeps_document=not data["without"],
                seen=data["seen"] or "unseen",
                by=by,
                at=at,
            )
        except Refused as refused:
            form.refused(refused)
            row = report_or_404(by, row.pk)
            if refused.code == "changed_meanwhile":
                return _page(request, row, _seen_now(form, row), other=True, status=409)
        else:
            done = _("Your report is with the commission.") if sends else _("The draft is saved.")
            messages.success(request, done)
            return redirect("portal:report", row.pk)
    return _page(request, row, form, status=422)


def _page(
    request: HttpRequest,
    row: ProgressReport,
    form: ReportForm | None,
    *,
    other: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page of a report. `other`: somebody else wrote in it; both texts are shown."""
    today = timezone.localdate()
    context = {
        "report": row,
        "record": translated(row.recommendation),
        "form": form,
        "other": other,
        "overdue": row.state in OPEN and row.due_on < today,
        "today": today,
        "sent": row.state in (ReportState.SUBMITTED, ReportState.TAKEN_IN),
        "back": row.sent_back.select_related("words", "question").order_by("-returned_at", "-pk"),
    }
    return portal_render(request, "report", context, status=status)


def _draft(row: ProgressReport) -> dict[str, str]:
    words = row.words if row.words and not row.words.taken_down_at else None
    draft = {"claim": row.claim, "seen": report_mark(row)}
    if words is not None:
        draft |= {"text": words.text, "language": words.language}
    return draft


def _seen_now(form: ReportForm, row: ProgressReport) -> ReportForm:
    """The form that now knows the other text: the next press decides between both."""
    given: Any = form.data.copy()  # type: ignore[attr-defined]
    given["seen"] = report_mark(row)
    form.data = given
    return form
