"""How the desk's two tools answer: a page for a form, JSON for a script, one sentence in both."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect


def by_script(request: HttpRequest) -> bool:
    """Whether a script asks and wants JSON, rather than a form that wants a page."""
    return request.headers.get("Accept", "").startswith("application/json")


def done(request: HttpRequest, sentence: str, *, back: str, **more: Any) -> HttpResponse:
    """It worked: JSON with the sentence, or the page again with the sentence on it."""
    if by_script(request):
        return JsonResponse({"sentence": sentence, **more})
    messages.success(request, sentence)
    return redirect(back)


def refuse(
    request: HttpRequest, sentence: str, *, back: str, status: int = 400, **more: Any
) -> HttpResponse:
    """It did not work and nothing was changed: the same two ways."""
    if by_script(request):
        return JsonResponse({"sentence": sentence, **more}, status=status)
    messages.error(request, sentence)
    return redirect(back)
