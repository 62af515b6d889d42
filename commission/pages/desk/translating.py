"""The way to a translation of a page. Wagtail's own makes pages that are public at once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Locale

from commission.accounts.signed_in import person
from commission.pages.desk.access import pages_page
from commission.pages.desk.views import editorial_or_404
from commission.pages.editorial import EditorialPage
from commission.pages.translating import page_translate
from media.refusal import Refused


@pages_page(EditorialPage.written_by, methods="GET HEAD POST")
def translate(request: HttpRequest, page: int, language: str) -> HttpResponse:
    """Ask, then make the translation and open its editor."""
    row = editorial_or_404(page)
    locale = get_object_or_404(Locale, language_code=language)
    refusal = ""
    if request.method == "POST":
        try:
            copy = page_translate(page=row, locale=locale, by=person(request))
        except Refused as refused:
            refusal = str(refused.message)
        else:
            messages.success(request, _("Write the translation over the text of the original."))
            return redirect(copy.editor_address)
    context = {
        "row": row,
        "locale": locale,
        "refusal": refusal,
        "editor": row.editor_address,
        "reviewed": True,
    }
    status = 409 if refusal else 200
    return render(request, "review/translate.html", context, status=status)
