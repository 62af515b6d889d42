"""Files of photographs. What nothing public shows answers like what never was."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commission.frame import languages
from commission.photographs.models import PhotographFile
from commission.photographs.selectors import taken_down
from commission.photographs.showing import shown
from media.serving import file_response

TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}


@require_safe
def file(request: HttpRequest, photograph: UUID, width: int, extension: str) -> HttpResponseBase:
    """A photograph at one of its widths, while something public shows it.

    410 with the reason for one that was taken down, 404 for everything else.
    """
    rows = PhotographFile.objects.select_related("photograph")
    found = rows.filter(photograph=photograph, width=width, extension=extension).first()
    if found is None or photograph not in shown([photograph]):
        raise Http404
    if sentence := taken_down(found.photograph):
        # An address without a language: the other one's front page, as where nothing is found.
        context = {"sentence": sentence, "languages": languages(None)}
        return render(request, "photographs/down.html", context, status=410)
    response = file_response(
        request, key=found.key, content_type=TYPES[extension], size=found.size, public=True
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    # Other sites show it beside a link; nothing in it is not public.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
