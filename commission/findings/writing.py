"""The form of a record in whose texts testimony is cited and never written down."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from wagtail.admin.forms.models import WagtailAdminModelForm

from commission.findings.quoted_by_hand import SENTENCE, quoted_by_hand
from commission.review.words import WordsAsked
from media.refusal import Refused


class OwnWords(WordsAsked):
    """Refuses texts that repeat an account too. A mixin, before a form of Wagtail's admin."""

    def clean(self) -> dict[str, Any]:
        """Put what is refused beside the field in which it stands."""
        cleaned = super().clean()
        cited = list(self.cited(cleaned))
        for form, name, text in list(self.compared(cleaned)):
            try:
                words = quoted_by_hand(text, cited=cited)
            except Refused as refused:
                form.add_error(name, str(refused.message))
                continue
            if words:
                form.add_error(name, format_html("{} “{}”", SENTENCE, words))
        return cleaned

    def compared(self, cleaned: dict[str, Any]) -> Iterator[tuple[Any, str, str]]:
        """The texts that are compared with accounts: all of them."""
        yield from self.texts(cleaned)

    def cited(self, cleaned: dict[str, Any]) -> Iterator[Any]:
        """Ids of the editions that its rows cite."""
        for formset in self.formsets.values():
            for row in formset.forms:
                if row.is_valid() and getattr(row.instance, "edition_id", None):
                    yield row.instance.edition_id


class OwnWordsForm(OwnWords, WagtailAdminModelForm):
    """The form of a public record."""
