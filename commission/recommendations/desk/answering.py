"""How the desk answers a form: what was recorded, or the form again with nothing lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise

from commission.accounts.models import User
from commission.accounts.signed_in import person
from commission.recommendations.desk.forms import TrackerForm
from commission.recommendations.papers import PaperForm
from commission.recommendations.recommendation.models import Recommendation
from media.refusal import Refused

Act = Callable[[dict[str, Any], User, datetime], object]
Text = str | Promise


@dataclass(frozen=True)
class Sheet:
    """What stands around a form."""

    heading: Text
    button: Text
    back: str  # address of where it leads
    done: Text
    says: tuple[Text, ...] = ()
    recommendation: Recommendation | None = None


def posted(request: HttpRequest) -> dict[str, Any]:
    """Arguments of a form: what was sent, or nothing."""
    if request.method != "POST":
        return {}
    return {"data": request.POST, "files": request.FILES}


def form_answer(
    request: HttpRequest,
    form: TrackerForm,
    act: Act,
    sheet: Sheet,
    *,
    template: str = "recommendations/desk/form.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Do what the form asks for and lead on; else the form with its sentences, status 422.

    A document is taken in first, whatever else needs another look, and the form carries it on.
    """
    if request.method == "POST":
        by, at = person(request), timezone.now()
        form.full_clean()
        paper = form.paper_take(by=by, at=at) if isinstance(form, PaperForm) else None
        if form.is_valid():
            try:
                act({**form.cleaned_data, "document": paper}, by, at)
            except Refused as refused:
                form.refused(refused)
            else:
                messages.success(request, str(sheet.done))
                return redirect(sheet.back)
    status = 422 if request.method == "POST" else 200
    return render(
        request, template, {"form": form, "sheet": sheet, **(context or {})}, status=status
    )


def button_answer(
    request: HttpRequest,
    act: Callable[[User, datetime], object],
    *,
    back: str,
    done: Text,
    done_before: frozenset[str] = frozenset(),
) -> HttpResponse:
    """Do what a button asks for and lead back, with the sentence of what was refused if it was.

    Refusals whose code is in `done_before` say that the same button was pressed twice.
    """
    try:
        act(person(request), timezone.now())
    except Refused as refused:
        if refused.code not in done_before:
            messages.error(request, str(refused.message))
    else:
        messages.success(request, str(done))
    return redirect(back)
