"""The form of a docket entry."""

from typing import Any

from django import forms
from django.db.models import Q

from commission.documents.models import Document
from commission.findings.desk.documents import DocumentField, documents_to_cite
from commission.findings.writing import OwnWordsForm
from commission.hearings.hearing.models import Hearing


class EntryForm(OwnWordsForm):
    """The hearing and the kind are those under which it was filed: both are part of its number."""

    document = DocumentField(queryset=Document.objects.none(), required=False, widget=forms.Select)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document: Any = self.fields.get("document")
        if document is not None:
            mine = Q(pk__in=documents_to_cite().values("pk")) | Q(pk=self.instance.document_id)
            document.queryset = Document.objects.filter(mine).order_by("title", "pk")
        hearing: Any = self.fields.get("hearing")
        if hearing is not None:
            hearing.queryset = Hearing.objects.originals()
        for name in ("hearing", "kind"):
            if name in self.fields and self.instance.pk:
                self.fields[name].disabled = True
