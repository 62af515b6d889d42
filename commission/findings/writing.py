"""The form of a record in whose texts testimony is cited and never written down."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.html import format_html
from wagtail.admin.forms.models import WagtailAdminModelForm

from commission.findings.quoted_by_hand import SENTENCE, quoted_by_hand
from media.refusal import Refused


class OwnWords:
    """Refuses texts that repeat an account, in its fields and in those of its rows.

    Asked each time a draft is kept, and not only when it is sent for approval: a revision keeps
    what was in it. A mixin, before a form of Wagtail's admin.
    """

    fields: dict[str, forms.Field]
    formsets: dict[str, Any]
    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        """Put what is refused beside the field in which it stands."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        cited = list(self.cited(cleaned))
        for form, name, text in self.texts(cleaned):
            try:
                words = quoted_by_hand(text, cited=cited)
            except Refused as refused:
                form.add_error(name, str(refused.message))
                continue
            if words:
                form.add_error(name, format_html("{} “{}”", SENTENCE, words))
        return cleaned

    def cited(self, cleaned: dict[str, Any]) -> Iterator[Any]:
        """Ids of the editions that its rows cite."""
        for formset in self.formsets.values():
            for row in formset.forms:
                if row.is_valid() and getattr(row.instance, "edition_id", None):
                    yield row.instance.edition_id

    def texts(self, cleaned: dict[str, Any]) -> Iterator[tuple[Any, str, str]]:
        """A form, the name of a field of it, and what was written there."""
        rows: list[tuple[Any, dict[str, Any]]] = [(self, cleaned)]
        for formset in self.formsets.values():
            rows += [
                (row, row.cleaned_data)
                for row in formset.forms
                if row.is_valid() and not row.cleaned_data.get("DELETE")
            ]
        for form, data in rows:
            for name, field in form.fields.items():
                written = isinstance(field, forms.CharField) and not field.widget.is_hidden
                if written and isinstance(data.get(name), str):
                    yield form, name, data[name]


class OwnWordsForm(OwnWords, WagtailAdminModelForm):
    """The form of a public record."""
