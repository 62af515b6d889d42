"""The way to a translation in the admin.

Wagtail's own (`simple_translation`) copies whatever it is given, citations and bodies included, and
knows nothing of originals; so this is a page of ours before the service.
"""

from django.apps import apps
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Locale, TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from commission.accounts.models import User
from commission.accounts.signed_in import person
from commission.review.models import PublicRecord
from commission.review.services import record_translate, row_translate
from media.refusal import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest, app: str, model: str, pk: int, language: str) -> HttpResponse:
    """Ask, then make the translation and open its editor.

    404 for whoever may not write such records: to them there is no such page.
    """
    user = person(request)
    kind = _kind(app, model)
    if not user.has_perm(f"{app}.add_{model}") or not isinstance(user, User):
        raise Http404
    row = get_object_or_404(kind, pk=pk)
    locale = get_object_or_404(Locale, language_code=language)
    refusal = ""
    if request.method == "POST":
        try:
            copy = _translated(row, locale, user)
        except Refused as refused:
            refusal = str(refused.message)
        else:
            messages.success(request, _("Write the translation over the text of the original."))
            return redirect(_editor(copy))
    context = {"row": row, "locale": locale, "refusal": refusal, "editor": _editor(row)}
    context["reviewed"] = isinstance(row, PublicRecord)
    response = render(request, "review/translate.html", context, status=409 if refusal else 200)
    response["Cache-Control"] = "no-store, private"
    return response


def _translated(row: models.Model, locale: Locale, by: User) -> models.Model:
    if isinstance(row, PublicRecord):
        return record_translate(record=row, locale=locale, by=by)
    return row_translate(row=row, locale=locale, by=by)


def _kind(app: str, model: str) -> type[models.Model]:
    """A kind of row that has an editor here and can be translated. Raises Http404."""
    try:
        kind = apps.get_model(app, model)
    except LookupError as unknown:
        raise Http404 from unknown
    if kind not in get_snippet_models() or not issubclass(kind, TranslatableMixin):
        raise Http404
    return kind


def _editor(row: models.Model) -> str:
    viewset = type(row).snippet_viewset  # type: ignore[attr-defined]
    return reverse(viewset.get_url_name("edit"), args=[row.pk])
