"""Documents that public records refer to. What is held answers like what never was."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commission.documents.models import Access, Document
from commission.documents.serving import copy_response
from commission.documents.wording import taken_down
from commission.findings.models import DocumentCitation
from commission.frame import languages
from commission.hearings.docket.selectors import entries_public
from commission.hearings.models import DocketEntry
from commission.hearings.orders.selectors import orders_in_force
from commission.hearings.vocabulary import EntryAccess
from commission.recommendations.models import AssessmentEvidence, ProgressReport, Response
from commission.recommendations.progress.models import ReportState


def documents_named(*, at: datetime) -> QuerySet[Document]:
    """Documents marked as public to which something public refers, also those taken down since.

    What an order in force closes in a docket is closed wherever else it is named.
    """
    mine = {"document": OuterRef("pk")}
    refers = (
        Exists(DocumentCitation.objects.filter(**mine, finding__live=True))
        | Exists(Response.objects.filter(**mine, recommendation__live=True))
        | Exists(AssessmentEvidence.objects.filter(**mine, assessment__recommendation__live=True))
        | Exists(
            ProgressReport.objects.filter(
                **mine, state=ReportState.TAKEN_IN, recommendation__live=True
            )
        )
        | Exists(entries_public().filter(**mine, access=EntryAccess.OPEN))
    )
    closed = DocketEntry.objects.filter(**mine, covered__order__in=orders_in_force(at=at))
    return Document.objects.filter(refers, ~Exists(closed), access=Access.PUBLIC)


@require_safe
def document(request: HttpRequest, document: UUID) -> HttpResponseBase:
    """The cleaned copy, to be saved under a name that says nothing. 410 with the reason for one
    that was taken down, 404 for everything else.
    """
    found = documents_named(at=timezone.now()).filter(pk=document).first()
    if found is not None and (sentence := taken_down(found)):
        # An address without a language: the other one's front page, as where nothing is found.
        context = {"sentence": sentence, "languages": languages(None)}
        return render(request, "pages/document_down.html", context, status=410)
    if found is None or not found.size:
        raise Http404
    return copy_response(request, found, public=True)
