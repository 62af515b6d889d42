"""The thesaurus on the desk: everybody reads it, publishers keep it."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.desk.access import desk_page, person
from archive.desk.sentences import REFUSALS, sentence_of
from archive.desk.terms.forms import ImportForm, MergeForm, TermForm
from archive.roles import may
from archive.thesaurus.importing import Imported, terms_import
from archive.thesaurus.models import LabelKind, Term
from archive.thesaurus.selectors import label_of, labels_printed, terms_found, terms_present
from archive.thesaurus.services import term_merge, term_write

PER_PAGE = 50
# Who decides what goes out decides what it is called.
KEEPS = "publish"


@desk_page()
def terms(request: HttpRequest) -> HttpResponse:
    """All terms, or those of which a label holds what was looked for."""
    sought = request.GET.get("q", "").strip()[:200]
    rows = terms_found(sought).prefetch_related("broader__labels")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = [
        (
            term,
            label_of(labels_printed(term)),
            [row.text for row in term.labels.all() if row.kind == LabelKind.ALTERNATE],
            label_of(labels_printed(term.broader)) if term.broader else "",
        )
        for term in page
    ]
    context = {
        "page": page,
        "shown": shown,
        "sought": sought,
        "keep": f"&{urlencode({'q': sought})}" if sought else "",
        "keeps": may(request.user, KEEPS),
    }
    return render(request, "desk/terms.html", context)


@desk_page(KEEPS, methods="GET HEAD POST")
def term_new(request: HttpRequest) -> HttpResponse:
    """Write a new term."""
    return _form(request, None)


@desk_page(KEEPS, methods="GET HEAD POST")
def term(request: HttpRequest, term: UUID) -> HttpResponse:
    """Change a term."""
    return _form(request, get_object_or_404(terms_present(), pk=term))


@desk_page(KEEPS, methods="POST")
def merge(request: HttpRequest, term: UUID) -> HttpResponse:
    """Let another term take this one's place. Its id goes on meaning that other one."""
    row = get_object_or_404(terms_present(), pk=term)
    form = MergeForm(request.POST)
    if form.is_valid():
        try:
            stays = term_merge(
                term=row, into=form.cleaned_data["into"], by=person(request), at=timezone.now()
            )
        except REFUSALS as error:
            form.add_error("into", sentence_of(error))
        else:
            messages.success(request, _("Merged. Points with the old term have this one now."))
            return redirect("desk:term", stays.pk)
    return _page(request, row, TermForm.of(row), merging=form, status=422)


@desk_page(KEEPS, methods="GET HEAD POST")
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in a list of terms, or hear what it would do."""
    if request.method != "POST":
        return _import_page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, form, status=422)
    dry = form.cleaned_data["dry"]
    try:
        told = terms_import(
            text=form.cleaned_data["file"], dry=dry, by=person(request), at=timezone.now()
        )
    except REFUSALS as error:
        form.add_error("file", sentence_of(error))
        return _import_page(request, form, status=422)
    status = 422 if told.wrong else 200
    return _import_page(
        request, ImportForm(initial={"dry": dry}), told=told, dry=dry, status=status
    )


def _form(request: HttpRequest, row: Term | None) -> HttpResponse:
    if request.method != "POST":
        return _page(request, row, TermForm.of(row) if row else TermForm())
    form = TermForm(request.POST)
    if form.is_valid():
        try:
            written = term_write(term=row, draft=form.draft, by=person(request), at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        except REFUSALS as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, _("Kept. Editions that are built from now on have it."))
            return redirect("desk:term", written.pk)
    return _page(request, row, form, status=422)


def _page(
    request: HttpRequest,
    row: Term | None,
    form: TermForm,
    *,
    merging: MergeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "term": row,
        "label": label_of(labels_printed(row)) if row else "",
        "form": form,
        "merging": merging or MergeForm(),
    }
    return render(request, "desk/term.html", context, status=status)


def _import_page(
    request: HttpRequest,
    form: ImportForm,
    *,
    told: Imported | None = None,
    dry: bool = True,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "told": told, "dry": dry}
    return render(request, "desk/terms_import.html", context, status=status)
