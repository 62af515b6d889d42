"""Photographs in the admin: all of them, one of them, taking in and taking down."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.desk.access import page_refuse, staff_page
from commission.accounts.signed_in import person
from commission.photographs.desk.forms import DescribeForm, ReceiveForm, TakeDownForm, TextForm
from commission.photographs.models import Photograph, PhotographFile
from commission.photographs.services import (
    photograph_describe,
    photograph_receive,
    photograph_take_down,
    photograph_translate,
)
from commission.photographs.showing import shown
from commission.photographs.views import TYPES
from media.refusal import Refused
from media.serving import file_response

FRAME = "photographs/desk/base.html"
FORM = "GET HEAD POST"
ON_A_PAGE = 48
LOOKS = ("view", "add", "change")


def photographs_page(*verbs: str, methods: str = "GET HEAD") -> Callable[..., Any]:
    """Let a view answer only to people who may do one of these with photographs."""

    def holds(user: Any) -> bool:
        return any(user.has_perm(f"photographs.{verb}_photograph") for verb in verbs)

    return staff_page(holds, methods=methods, refuse=partial(page_refuse, frame=FRAME))


@photographs_page(*LOOKS)
def listing(request: HttpRequest) -> HttpResponse:
    """All photographs, the newest first."""
    rows = Photograph.objects.prefetch_related("files").order_by("-taken_in_at", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    public = shown([row.pk for row in page])
    context = {"page": page, "rows": [(row, row.pk in public) for row in page]}
    return render(request, "photographs/desk/list.html", context)


@photographs_page("add", methods=FORM)
def receive(request: HttpRequest) -> HttpResponse:
    """Take a photograph in."""
    form = ReceiveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "file"}
        file = form.cleaned_data["file"]
        try:
            row = photograph_receive(
                chunks=file.chunks(),
                original_name=file.name,
                by=person(request),
                at=timezone.now(),
                **data,
            )
        except Refused as refused:
            form.refused(refused)
        else:
            messages.success(request, _("The photograph is taken in. Nothing shows it yet."))
            return redirect("photographs_desk:photograph", photograph=row.pk)
    status = 422 if form.errors else 200
    return render(request, "photographs/desk/receive.html", {"form": form}, status=status)


@photographs_page(*LOOKS, methods=FORM)
def photograph(request: HttpRequest, photograph: UUID) -> HttpResponse:
    """One photograph with what is said of it; whoever may change it says it anew."""
    row = get_object_or_404(Photograph, pk=photograph)
    changes = person(request).has_perm("photographs.change_photograph")
    if request.method == "POST" and not changes:
        return page_refuse(request, FRAME)
    names = ("alt", "caption", "language", "photographer", "licence", "taken")
    posted = request.POST if request.method == "POST" and not row.taken_down_at else None
    form = DescribeForm(posted, initial={name: getattr(row, name) for name in names})
    if posted is not None and form.is_valid():
        try:
            photograph_describe(
                photograph=row, by=person(request), at=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.refused(refused)
        else:
            messages.success(request, _("What is said of the photograph is changed."))
            return redirect("photographs_desk:photograph", photograph=row.pk)
    context = {
        "photograph": row,
        "form": form if changes and not row.taken_down_at else None,
        "texts": row.texts.order_by("language"),
        "files": row.files.exclude(sha256=""),
        "public": row.pk in shown([row.pk]),
    }
    status = 422 if form.errors else 200
    return render(request, "photographs/desk/photograph.html", context, status=status)


@photographs_page("change", methods=FORM)
def text(request: HttpRequest, photograph: UUID) -> HttpResponse:
    """What is seen, said in another language."""

    def act(row: Photograph, form: Any) -> None:
        data = form.cleaned_data
        photograph_translate(photograph=row, **data, by=person(request), at=timezone.now())

    return _asked(request, photograph, TextForm, act, "text", _("Its text is kept."))


@photographs_page("change", methods=FORM)
def take_down(request: HttpRequest, photograph: UUID) -> HttpResponse:
    """Take a photograph down for good."""

    def act(row: Photograph, form: Any) -> None:
        why = form.cleaned_data["why"]
        photograph_take_down(photograph=row, why=why, by=person(request), at=timezone.now())

    done = _("The photograph is taken down. The reason stands in its place.")
    return _asked(request, photograph, TakeDownForm, act, "take_down", done)


@photographs_page(*LOOKS)
def file(request: HttpRequest, photograph: UUID, width: int) -> HttpResponseBase:
    """A file as readers get it or would get it; 404 where there is none."""
    rows = PhotographFile.objects.filter(photograph__taken_down_at__isnull=True)
    row = get_object_or_404(rows, photograph=photograph, width=width)
    kind = TYPES[row.extension]
    return file_response(request, key=row.key, content_type=kind, size=row.size, public=False)


def _asked(
    request: HttpRequest,
    photograph: UUID,
    form_of: Callable[..., Any],
    act: Callable[[Photograph, Any], None],
    name: str,
    done: str,
) -> HttpResponse:
    row = get_object_or_404(Photograph, pk=photograph)
    if row.taken_down_at is not None:
        raise Http404
    form = form_of(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            act(row, form)
        except Refused as refused:
            form.refused(refused)
        else:
            messages.success(request, done)
            return redirect("photographs_desk:photograph", photograph=row.pk)
    context = {"photograph": row, "form": form}
    status = 422 if form.errors else 200
    return render(request, f"photographs/desk/{name}.html", context, status=status)
