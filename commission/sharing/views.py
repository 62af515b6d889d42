"""Pictures beside links. What is not public has none, and none of it is left."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from commission.sharing.keeping import picture_forget, picture_of
from commission.sharing.pictures import picture_kind, picture_name

# Characters of a key: what is longer names nothing, and is no name of a folder either.
LONGEST = 100


@require_safe
def picture(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """A record as its link shows it, as it is now; 404 for one that is not public."""
    known = picture_kind(kind)
    if known is None or len(key) > LONGEST:
        raise Http404
    name = picture_name(kind, key)
    found = known.found(key)
    if found is None:
        picture_forget(name)
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        data = picture_of(known.facts_of(found), record=name)
    if known.found(key) is None:
        # It left while it was drawn, and whoever took it away found nothing to remove yet.
        picture_forget(name)
        raise Http404
    response = HttpResponse(data, content_type="image/png")
    # Other sites show it beside the link; nothing in it is not public.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer(request, response)
