"""The list of documents, and taking one down."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.desk.access import page_refuse
from commission.accounts.signed_in import person
from commission.documents.models import Document
from commission.documents.serving import copy_response
from commission.papers.desk.access import FRAME, documents_page
from commission.papers.desk.forms import TakeDownForm
from commission.papers.selectors import documents_of, used_of
from commission.papers.taking_down import document_take_down
from media.refusal import Refused

ON_A_PAGE = 50


@documents_page()
def listing(request: HttpRequest) -> HttpResponse:
    """The documents on this person's records, newest first; those with some words in the title."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    rows = _named(documents_of(request.user), words).order_by("-taken_in_at", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    used = used_of(page.object_list, by=request.user)
    context = {"page": page, "rows": [(row, used[row.pk]) for row in page], "words": words}
    return render(request, "papers/desk/list.html", context)


@documents_page("GET HEAD POST")
def document(request: HttpRequest, document: UUID) -> HttpResponse:
    """One document: what it is, where it stands, and taking it down."""
    row = get_object_or_404(Document, pk=document)
    if not documents_of(request.user).filter(pk=row.pk).exists():
        return page_refuse(request, FRAME)
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    refusal, status = "", 200
    if request.method == "POST" and (row.taken_down_at is not None or form.is_valid()):
        try:
            # Of one that is down already no reason is asked: whoever is late is told so.
            why = form.cleaned_data["why"] if row.taken_down_at is None else ""
            document_take_down(document=row, why=why, by=person(request), at=timezone.now())
        except Refused as refused:
            refusal, status = str(refused.message), 409
            row.refresh_from_db()
        else:
            messages.success(
                request, _("The document is taken down. The reason stands in its place.")
            )
            return redirect("papers:document", document=row.pk)
    elif request.method == "POST":
        status = 422
    used = used_of([row], by=request.user)[row.pk]
    context = {"document": row, "used": used, "form": form, "refusal": refusal}
    return render(request, "papers/desk/document.html", context, status=status)


@documents_page()
def copy(request: HttpRequest, document: UUID) -> HttpResponseBase:
    """The cleaned copy, as readers get it or would get it; 404 where there is none."""
    row = get_object_or_404(Document, pk=document)
    if not documents_of(request.user).filter(pk=row.pk).exists():
        return page_refuse(request, FRAME)
    if row.taken_down_at is not None or not row.size:
        raise Http404
    return copy_response(request, row, public=False)


def _named(rows: QuerySet[Document], words: str) -> QuerySet[Document]:
    """Those whose title has the words; or the one with this id, as the ledger and addresses say."""
    if not words:
        return rows
    try:
        return rows.filter(pk=UUID(words))
    except ValueError:
        return rows.filter(title__icontains=words)
