"""Documents that public records refer to. What is held answers like what never was."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commission.documents.closing import closed_as_held
from commission.documents.models import Access, Document
from commission.documents.serving import copy_response
from commission.documents.wording import taken_down
from commission.findings.models import DocumentCitation
from commission.frame import languages
from commission.hearings.docket.selectors import entries_public
from commission.hearings.vocabulary import EntryAccess
from commission.recommendations.models import AssessmentEvidence, ProgressReport, Response
from commission.recommendations.progress.models import ReportState


def documents_named() -> QuerySet[Document]:
    """Documents marked as public to which something public refers, also those taken down since."""
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
    return Document.objects.filter(refers, access=Access.PUBLIC)


@require_safe
def document(request: HttpRequest, document: UUID) -> HttpResponseBase:
    """The cleaned copy, to be saved under a name that says nothing. 410 with the reason for one
    that was taken down, 404 for everything else.
    """
    found = documents_named().filter(pk=document).first()
    closed_as_held([found], at=timezone.now())
    if found is not None and found.access != Access.PUBLIC:
        raise Http404
    if found is not None and (sentence := taken_down(found)):
        # An address without a language: the other one's front page, as where nothing is found.
        context = {"sentence": sentence, "languages": languages(None)}
        return render(request, "pages/document_down.html", context, status=410)
    if found is None or not found.size:
        raise Http404
    return copy_response(request, found, public=True)
