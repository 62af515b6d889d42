"""Sending the copy of a document that readers get."""

from django.http import HttpRequest, HttpResponseBase

from commission.documents.models import Document
from media.serving import file_response


def copy_response(request: HttpRequest, document: Document, *, public: bool) -> HttpResponseBase:
    """The cleaned copy, to be saved under a name that says nothing.

    Whether this reader may have it is asked before. Raises Http404 when it is gone from the store.
    """
    response = file_response(
        request,
        key=document.key,
        content_type="application/pdf",
        size=document.size,
        filename=f"document-{str(document.pk)[:8]}.pdf",
        public=public,
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
