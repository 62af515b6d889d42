"""Asking to be told, and the pages behind the links of e-mails. No session, no cookie.

A GET changes nothing anywhere: programs that look into mailboxes open every link.
"""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from archive.reading.answers import answer
from commission.following.forms import AskForm, RateForm
from commission.following.models import Rate
from commission.following.selectors import follow_by_token, followed_by
from commission.following.services import (
    follow_ask,
    follow_confirm,
    follow_end,
    follow_set_rate,
    follower_forget,
)
from commission.following.topics import topic_find
from commission.post import email_is_set_up
from media.refusal import Refused


@csrf_exempt  # a form's token would need a cookie; the origin is checked instead
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form for one topic, and what it sends: an address to which a link goes.

    403 to a form on another site; 404 for a topic that is not public, and where no e-mail is sent.
    """
    asked_for = request.POST if request.method == "POST" else request.GET
    topic = topic_find(asked_for.get("kind", ""), asked_for.get("topic", ""))
    if topic is None or not email_is_set_up():
        raise Http404
    context = {"topic": topic, "rates": Rate.choices, "chosen": Rate.AT_ONCE, "error": ""}
    if request.method != "POST":
        return answer(request, render(request, "following/ask.html", context))
    if urlsplit(request.headers.get("Origin", "")).netloc != request.get_host():
        return HttpResponse(status=403)
    form = AskForm(request.POST)
    context |= {"chosen": request.POST.get("rate", ""), "address": request.POST.get("address", "")}
    if not form.is_valid():
        errors = form.errors.get("address") or [""]
        return render(request, "following/ask.html", context | {"error": errors[0]}, status=400)
    try:
        follow_ask(
            address=form.cleaned_data["address"],
            topic=topic,
            rate=form.cleaned_data["rate"],
            language=translation.get_language() or "",
            at=timezone.now(),
        )
    except Refused as refused:
        return render(
            request, "following/ask.html", context | {"error": refused.message}, status=429
        )
    return redirect("following:asked")


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same for every address: look into the mailbox."""
    return answer(request, render(request, "following/asked.html"))


@require_safe
def stopped(request: HttpRequest) -> HttpResponse:
    """Nothing is followed any more, and the address is deleted."""
    return answer(request, render(request, "following/stopped.html"))


# The pages below are reached by a token that nobody can guess. It is the whole authority: there is
# no session that another site's form could make use of, and mail programs send no origin.


@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """What waits for a yes; after it, all that this follower follows."""
    follow = follow_by_token(token, at=timezone.now())
    if follow is None:
        return _gone(request)
    topic = topic_find(follow.kind, follow.topic)
    if follow.confirmed_at is None:
        return render(request, "following/confirm.html", {"follow": follow, "topic": topic})
    context = {"token": token, "rates": Rate.choices, "followed": followed_by(follow.follower)}
    return render(request, "following/page.html", context)


@csrf_exempt
@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Yes, write to me."""
    follow = follow_by_token(token, at=timezone.now())
    if follow is None:
        return _gone(request)
    try:
        follow_confirm(follow=follow, at=timezone.now())
    except Refused:
        return _gone(request)
    return redirect("following:page", token=token)


@csrf_exempt
@require_POST
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """How often one thing is told, of those that this follower follows."""
    follow = follow_by_token(token, at=timezone.now())
    form = RateForm(request.POST)
    if follow is None:
        return _gone(request)
    if form.is_valid():
        of_theirs = follow.follower.follows.filter(pk=form.cleaned_data["follow"]).first()
        if of_theirs is not None:
            try:
                follow_set_rate(follow=of_theirs, rate=Rate(form.cleaned_data["rate"]))
            except Refused:
                return _gone(request)
    return redirect("following:page", token=token)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop what the e-mail was about. A GET shows a button; a POST stops, as RFC 8058 has it.

    What a mail program posts is answered in the same way however often it does. With `follow` in
    it another thing of the same follower is stopped, from their page.
    """
    follow = follow_by_token(token, at=timezone.now())
    if follow is None:
        return _gone(request, one_click=_one_click(request))
    if request.method != "POST":
        topic = topic_find(follow.kind, follow.topic)
        return render(request, "following/stop.html", {"follow": follow, "topic": topic})
    if _one_click(request):
        follow_end(follow=follow)
        return HttpResponse(content_type="text/plain")
    other = request.POST.get("follow", str(follow.pk))
    theirs = {str(one.pk): one for one in follow.follower.follows.all()}
    if other in theirs:
        follow_end(follow=theirs.pop(other))
    left = theirs.get(str(follow.pk)) or next(
        (one for one in theirs.values() if one.confirmed_at is not None), None
    )
    return redirect("following:page", token=left.token) if left else redirect("following:stopped")


@csrf_exempt
@require_POST
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """Stop everything and delete the address."""
    follow = follow_by_token(token, at=timezone.now())
    if follow is None:
        return _gone(request)
    follower_forget(follower=follow.follower)
    return redirect("following:stopped")


def _one_click(request: HttpRequest) -> bool:
    return request.POST.get("List-Unsubscribe") == "One-Click"


def _gone(request: HttpRequest, *, one_click: bool = False) -> HttpResponse:
    """The one answer for a link that ran out, was used up, or never was."""
    if one_click:
        return HttpResponse(content_type="text/plain")
    return render(request, "following/gone.html", status=404)
