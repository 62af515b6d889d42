"""What visitors write: a wish for a marker, and word about one. No session, no cookie."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from archive.reading.answers import answer
from commission.markers.nominations.forms import NominateForm, TellForm
from commission.markers.nominations.services import damage_tell, nomination_receive
from commission.markers.selectors import marker_public
from commission.review.translations import translated
from media.refusal import Refused

SECTION = "markers"


@csrf_exempt  # a form's token would need a cookie; the origin is checked instead
@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: HttpRequest) -> HttpResponse:
    """The form to ask for a marker. 403 to a form on another site, 429 while too much arrives."""

    def receive(form: forms.Form) -> None:
        nomination_receive(**form.cleaned_data, **_now())

    return _form(request, NominateForm, "markers/nominate.html", {}, receive, "markers:nominated")


@require_safe
def nominated(request: HttpRequest) -> HttpResponse:
    """What happens next with a wish, and nothing that may not come true."""
    return answer(request, render(request, "markers/nominated.html", {"section": SECTION}))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, number: int) -> HttpResponse:
    """The form to say that a marker is damaged or gone; 404 for one that is not public."""
    marker = marker_public(number)
    if marker is None:
        raise Http404
    context = {"number": number, "shown": translated(marker)}

    def receive(form: forms.Form) -> None:
        told = {"text": form.cleaned_data["what"], "contact": form.cleaned_data["contact"]}
        damage_tell(marker=marker, **told, **_now())

    return _form(request, TellForm, "markers/tell.html", context, receive, "markers:told", number)


@require_safe
def told(request: HttpRequest, number: int) -> HttpResponse:
    """That the word arrived."""
    marker = marker_public(number)
    if marker is None:
        raise Http404
    context = {"section": SECTION, "number": number, "shown": translated(marker)}
    return answer(request, render(request, "markers/told.html", context))


def _now() -> dict[str, Any]:
    return {"language": translation.get_language() or "", "at": timezone.now()}


def _form(
    request: HttpRequest,
    kind: type[forms.Form],
    template: str,
    context: dict[str, Any],
    receive: Callable[[forms.Form], None],
    thanks: str,
    *values: int,
) -> HttpResponse:
    """Show a form, or take in what it sends; when something is wrong, nothing written is lost."""
    context = {"section": SECTION, **context}
    if request.method != "POST":
        return answer(request, render(request, template, context | {"form": kind()}))
    if urlsplit(request.headers.get("Origin", "")).netloc != request.get_host():
        return HttpResponse(status=403)
    form = kind(request.POST)
    context["form"] = form
    if not form.is_valid():
        return render(request, template, context, status=400)
    try:
        receive(form)
    except Refused as refused:
        return render(request, template, context | {"refused": refused.message}, status=429)
    return redirect(thanks, *values)
