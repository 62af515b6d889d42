"""A document handed in with a form: its fields, and taking it in once."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commission.accounts.models import User
from commission.documents.models import Access, Document
from commission.documents.receiving import document_receive
from commission.recommendations.assessments.models import AssessmentEvidence
from commission.recommendations.progress.models import ProgressReport, SentBack
from commission.recommendations.responses.models import Response
from commission.recommendations.taking_down import HANDED_OVER
from media.refusal import Refused

LARGEST = 50 * 1024 * 1024


def language_field() -> forms.ChoiceField:
    """Which language words are in, that of the page unless somebody says otherwise."""
    return forms.ChoiceField(
        label=_("Language in which this is written"),
        choices=settings.LANGUAGES,
        initial=get_language,
    )


def papers_on_record() -> QuerySet[Document]:
    """Documents that were handed over to the commission; not those of drafts."""
    handed = ProgressReport.objects.filter(state__in=HANDED_OVER)
    rows = (Response.objects, AssessmentEvidence.objects, SentBack.objects, handed)
    ways = [Q(Exists(one.filter(document=OuterRef("pk")))) for one in rows]
    return Document.objects.filter(reduce(or_, ways))


class PaperForm(forms.Form):
    """Fields for one document that may come along. The last ones of a form."""

    file = forms.FileField(
        label=_("A document"),
        required=False,
        help_text=_("A PDF, or a scan as JPEG, PNG or TIFF, of at most 50 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff"}),
    )
    paper_title = forms.CharField(
        label=_("What it is"),
        max_length=200,
        required=False,
        help_text=_("As the public reads it: Training plan 2027. Not the name of the file."),
    )
    paper_access = forms.ChoiceField(
        label=_("Who may read it"),
        choices=Access.choices,
        initial=Access.HELD,
        widget=forms.RadioSelect,
        required=False,
    )
    # A document that came with an earlier try of this form: nobody has to choose it again.
    paper = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_file(self) -> UploadedFile | None:
        """No more than LARGEST."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > LARGEST:
            raise ValidationError(_("This file is larger than 50 MB. Bring a smaller copy of it."))
        return file

    def clean(self) -> dict[str, Any]:
        """A document has a title, and somebody said who may read it."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("file") is not None:
            if not data.get("paper_title", "").strip():
                self.add_error("paper_title", _("Say what the document is."))
            if not data.get("paper_access"):
                self.add_error("paper_access", _("Say who may read the document."))
        return data

    @property
    def kept(self) -> Document | None:
        """What came with an earlier try, for the page to name."""
        return getattr(self, "_kept", None)

    def paper_take(self, *, by: User, at: datetime) -> Document | None:
        """The document that came with this form or with an earlier try; None where none did.

        Afterwards the form carries it, so that it is not asked for again when something else needs
        another look. Raises nothing: what is refused stands beside the field.
        """
        fields = ("file", "paper_title", "paper_access")
        file = self.cleaned_data.get("file")
        if file is None or any(name in self.errors for name in fields):
            self._kept = self._brought(by)
            return self.kept
        try:
            self._kept = document_receive(
                chunks=file.chunks(),
                original_name=file.name or "",
                title=self.cleaned_data["paper_title"],
                access=self.cleaned_data["paper_access"],
                language=self.cleaned_data.get("language") or get_language() or "",
                by=by,
                at=at,
            )
        except Refused as refused:
            self.add_error("file", str(refused.message))
            return None
        given: Any = self.data.copy()  # type: ignore[attr-defined]
        given[self.add_prefix("paper")] = str(self._kept.pk)
        self.data = given
        return self._kept

    def _brought(self, by: User) -> Document | None:
        """What the form says came before: this person's own, and in no record yet."""
        key = self.cleaned_data.get("paper")
        if key is None:
            return None
        drafts = ProgressReport.objects.filter(document=key)
        mine = Document.objects.filter(~Exists(drafts), pk=key, taken_in_by=by.pk)
        return mine.filter(taken_down_at=None).exclude(pk__in=papers_on_record()).first()
