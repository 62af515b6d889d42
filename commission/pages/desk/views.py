"""Pages whose quotations are gone, and deciding about a public page."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.admin import messages
from wagtail.models import Page

from commission.accounts.signed_in import person
from commission.pages.decisions import page_decide
from commission.pages.desk.access import pages_page
from commission.pages.editorial import EditorialPage
from commission.pages.gone import gone_of, pages_gone
from commission.pages.told import PageDecision, PageDecisionKind
from media.refusal import Refused


@pages_page()
def gone(request: HttpRequest) -> HttpResponse:
    """Every public page with a quotation that is gone and that nobody decided about."""
    return render(request, "pages/desk/gone.html", {"waiting": pages_gone(at=timezone.now())})


@pages_page(methods="GET HEAD POST")
def page(request: HttpRequest, page: int) -> HttpResponse:
    """One public page: what is gone of it, what was decided, and the decision."""
    row = editorial_or_404(page)
    user = person(request)
    refusal, reason, kind = "", "", ""
    if request.method == "POST":
        reason, kind = request.POST.get("reason", ""), request.POST.get("kind", "")
        try:
            return _decided(request, row, kind, reason)
        except Refused as refused:
            refusal = str(refused.message)
    now = timezone.now()
    waiting = gone_of([row], at=now) if row.live else []
    kinds = PageDecisionKind.choices if waiting else [WITHDRAW]
    context = {
        "page": row,
        "gone": waiting[0].gone if waiting else (),
        "marks": json.dumps(waiting[0].marks if waiting else []),
        "decisions": PageDecision.objects.filter(page=row.pk).select_related("decided_by"),
        "may_decide": user.has_perm(EditorialPage.APPROVAL),
        "may_write": row.permits(user, "change"),
        "kinds": kinds,
        "kind": kind,
        "reason": reason,
        "refusal": refusal,
    }
    return render(request, "pages/desk/page.html", context, status=409 if refusal else 200)


@xframe_options_sameorigin
@pages_page()
def draft(request: HttpRequest, page: int) -> HttpResponse:
    """The page as it would be public: what waits for approval, or the newest draft."""
    row = editorial_or_404(page)
    waiting = row.current_workflow_task_state
    shown = waiting.revision.as_object() if waiting else row.get_latest_revision_as_object()
    with translation.override(row.locale.language_code):
        response: HttpResponse = shown.serve(request)
        return response.render() if hasattr(response, "render") else response


WITHDRAW = (PageDecisionKind.WITHDRAWN.value, PageDecisionKind.WITHDRAWN.label)


def editorial_or_404(pk: int) -> Any:
    """The page that editors write with this key. Raises Http404 for every other."""
    row = get_object_or_404(Page, pk=pk).specific
    if not isinstance(row, EditorialPage):
        raise Http404
    return row


def _decided(request: HttpRequest, row: Any, kind: str, reason: str) -> HttpResponse:
    if kind not in PageDecisionKind.values:
        raise Refused("no_kind", _("Choose what you decide."))
    try:
        seen = json.loads(request.POST.get("marks", "[]"))
        seen = [one for one in seen if isinstance(one, dict)] if isinstance(seen, list) else []
    except ValueError:
        seen = []
    page_decide(
        page=row, kind=kind, reason=reason, seen=seen, by=person(request), at=timezone.now()
    )
    messages.success(request, _("Decided."))
    return redirect("quoted:list")
