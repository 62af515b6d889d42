"""Documents that a finding may rest on, and the row of its form in which one is chosen."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel

from commission.accounts.selectors import staff
from commission.documents.models import Document
from commission.findings.models import DocumentCitation


def documents_to_cite() -> QuerySet[Document]:
    """Documents that staff brought and nobody took down, by title.

    What a body or the community hands in is not listed: it may hang on a draft that nobody reads.
    """
    rows = Document.objects.filter(taken_down_at__isnull=True, taken_in_by__in=staff())
    return rows.order_by("title", "pk")


class DocumentField(forms.ModelChoiceField):
    """Documents by their titles; outside the admin they are called by their ids."""

    def label_from_instance(self, obj: Any) -> str:
        """Its title, and that it was taken down where it was."""
        return (
            _("%(title)s (taken down)") % {"title": obj.title} if obj.taken_down_at else obj.title
        )


class DocumentCitationForm(WagtailAdminModelForm):
    """One document that a finding rests on. What the draft cites already stays a choice."""

    document = DocumentField(queryset=Document.objects.none(), widget=forms.Select)

    class Meta:
        model = DocumentCitation
        fields = ("document", "pages")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Q(pk__in=documents_to_cite().values("pk")) | Q(pk=self.instance.document_id)
        field: Any = self.fields["document"]
        field.queryset = Document.objects.filter(mine).order_by("title", "pk")


class DocumentsPanel(InlinePanel):
    """The documents of a finding in its editor."""

    def get_form_options(self) -> dict[str, Any]:
        """As Wagtail's, with documents by title."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = DocumentCitationForm
        return options
