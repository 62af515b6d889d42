"""Deciding about what somebody else wrote: a page in the admin, without an editor around it."""

from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from commission.accounts.models import User
from commission.accounts.signed_in import person
from commission.review.comparing import compared
from commission.review.models import SecondPersonTask
from commission.review.reviewed import Reviewed
from commission.review.services import record_approve, record_send_back, waiting_mark
from media.refusal import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """What waits, beside what is public; approve it or send it back with a question.

    404 for whoever may not decide: to them there is no such page.
    """
    record = _record(app, model, pk)
    waiting = record.current_workflow_task_state
    task = waiting.task.specific if waiting else None
    user = person(request)
    if not isinstance(task, SecondPersonTask) or not task.user_may_approve(record, user):
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            return _decided(request, record, user)
        except Refused as refused:
            refusal = str(refused.message)
    # After a refusal it may be something else that waits.
    state = type(record)._default_manager.get(pk=record.pk).current_workflow_state
    if state is None or state.current_task_state is None:
        return redirect("wagtailadmin_home")
    revision = state.current_task_state.revision
    context = {
        "record": record,
        "state": state,
        "draft": revision.as_object(),
        "fields": compared(record, revision),
        "seen": waiting_mark(state),
        "refusal": refusal,
        "comment": request.POST.get("comment", ""),
    }
    # A package above may show more of its records, as what a finding rests on.
    templates = [f"review/{app}_{model}.html", f"review/{app}.html", "review/review.html"]
    response = render(request, templates, context, status=409 if refusal else 200)
    response["Cache-Control"] = "no-store, private"
    return response


def _decided(request: HttpRequest, record: Any, user: Any) -> HttpResponse:
    assert isinstance(user, User)  # noqa: S101 - the installation's only kind of account
    if request.POST.get("decision") == "approve":
        record_approve(record=record, by=user, seen=request.POST.get("seen", ""))
        messages.success(request, _("%(record)s is approved and public.") % {"record": record})
    else:
        seen, comment = request.POST.get("seen", ""), request.POST.get("comment", "").strip()
        if not comment:
            raise Refused("no_comment", _("Say what should be changed."))
        record_send_back(record=record, comment=comment, by=user, seen=seen)
        messages.success(request, _("%(record)s was sent back.") % {"record": record})
    return redirect("wagtailadmin_home")


def _record(app: str, model: str, pk: int) -> Any:
    try:
        kind: Any = apps.get_model(app, model)
    except LookupError as unknown:
        raise Http404 from unknown
    if not issubclass(kind, Reviewed):
        raise Http404
    return get_object_or_404(kind, pk=pk)
