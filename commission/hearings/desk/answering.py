"""One page for every form of this desk: what it is about, the form, what a service refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from wagtail.admin import messages

from commission.accounts.models import User
from commission.accounts.signed_in import person
from commission.hearings.desk.forms import HearingsForm
from media.refusal import Refused

Act = Callable[[dict[str, Any], User, datetime], object]


@dataclass(frozen=True)
class Sheet:
    """What stands around a form."""

    heading: str
    button: str | Promise
    # Where it leads back to, and on to when it is done.
    back: str
    done: str | Promise
    says: tuple[str | Promise, ...] = ()


def posted(request: HttpRequest) -> dict[str, Any]:
    """What a form is made of: what was sent, or nothing."""
    if request.method != "POST":
        return {}
    return {"data": request.POST, "files": request.FILES}


def form_answer(request: HttpRequest, form: HearingsForm, act: Act, sheet: Sheet) -> HttpResponse:
    """The page of a form; sent and accepted, the page that it leads back to."""
    if form.is_bound and form.is_valid() and acted(request, form, act):
        messages.success(request, sheet.done)
        return redirect(sheet.back)
    context = {"form": form, "sheet": sheet}
    status = 422 if form.is_bound else 200
    return render(request, "hearings/desk/form.html", context, status=status)


def acted(request: HttpRequest, form: HearingsForm, act: Act) -> bool:
    """Do it. What a service refuses stands in the form."""
    try:
        act(form.cleaned_data, person(request), timezone.now())
    except Refused as refused:
        form.refused(refused)
    except ValidationError as error:
        form.refuse(error)
    return form.is_valid()
