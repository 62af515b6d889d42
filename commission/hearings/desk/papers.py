"""Bringing a document that is to be filed: then it can be chosen in the editor of an entry."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from commission.accounts.signed_in import person
from commission.hearings.desk.access import hearings_page
from commission.hearings.desk.answering import Sheet, posted
from commission.hearings.desk.forms import HearingsForm
from commission.recommendations.papers import PaperForm, language_field
from commission.review.words import words_refused

FILES = ("hearings.add_docketentry", "hearings.change_docketentry")


class BringForm(HearingsForm, PaperForm):
    """One document."""

    language = language_field()

    field_order = ("file", "paper_title", "language", "paper_access")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("file", "paper_title", "paper_access"):
            self.fields[name].required = True

    def clean_paper_title(self) -> str:
        """The title. Refuses a name for which a cipher stands."""
        title: str = self.cleaned_data["paper_title"]
        for sentence in words_refused([title]).values():
            self.add_error("paper_title", str(sentence))
        return title


@hearings_page(*FILES, methods="GET HEAD POST")
def paper(request: HttpRequest) -> HttpResponse:
    """Take in a document, and lead on to a new entry."""
    form = BringForm(**posted(request))
    if form.is_bound and form.is_valid():
        form.paper_take(by=person(request), at=timezone.now())
        if form.is_valid():
            messages.success(request, _("The document is here. Choose it in the entry."))
            return redirect("wagtailsnippets_hearings_docketentry:add")
    sheet = Sheet(
        heading=_("Bring a document"),
        says=(
            _("Readers get a copy without names of authors, notes and scripts inside it."),
            _("It is public only where a public entry, or a finding, names it."),
        ),
        button=_("Take it in"),
        back=reverse("hearing_desk:home"),
        done="",
    )
    context = {"form": form, "sheet": sheet}
    status = 422 if form.is_bound else 200
    return render(request, "hearings/desk/form.html", context, status=status)
