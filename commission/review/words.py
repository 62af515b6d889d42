"""What no text of a public record may say: asked wherever one is kept, sent or approved.

Packages above register what they know of: `hearings` the names for which ciphers stand. Only texts
of staff are asked about. A form that strangers fill in would tell them by its refusals whether they
guessed right.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.functional import Promise
from modelcluster.models import get_all_child_relations
from wagtail.admin.forms.models import WagtailAdminModelForm

from media.refusal import Refused

# Of several texts, those that may not stand, by their places, with a sentence that repeats nothing.
Check = Callable[[Sequence[str]], dict[int, "str | Promise"]]
_checks: list[Check] = []


def words_check_register(check: Check) -> None:
    """Ask this about the texts of every public record. Harmless twice. Called at the start."""
    if check not in _checks:
        _checks.append(check)


def words_refused(texts: Sequence[str]) -> dict[int, str | Promise]:
    """Which of these texts may not stand, with why. Editorial pages ask it of their blocks."""
    found: dict[int, str | Promise] = {}
    for check in _checks:
        for place, sentence in check(texts).items():
            found.setdefault(place, sentence)
    return found


def words_check(texts: Iterable[str]) -> None:
    """Raises Refused where one of the texts may not stand. The refusal does not repeat it."""
    refused = words_refused([text for text in texts if text])
    if refused:
        raise Refused("words", next(iter(refused.values())))


def record_words_check(record: Any) -> None:
    """The same for everything that a record and its rows say. Raises Refused."""
    words_check(record_texts(record))


def record_texts(record: Any) -> Iterator[str]:
    """Everything that somebody wrote into a record and its rows, as it stands in this object."""
    if hasattr(record, "own_texts"):
        # A page, with what stands in its blocks.
        yield from (text for _name, text in record.own_texts())
        return
    yield from _texts_of(record)
    for relation in get_all_child_relations(record):
        for row in getattr(record, relation.get_accessor_name()).all():
            yield from _texts_of(row)


def _texts_of(row: models.Model) -> Iterator[str]:
    for field in row._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            yield str(getattr(row, field.attname) or "")


class WordsAsked:
    """Refuses what may not stand, in the fields of a form and in those of its rows.

    Asked each time a draft is kept, and not only when it is sent for approval: a revision keeps
    what was in it. A mixin, before a form of Wagtail's admin.
    """

    fields: dict[str, forms.Field]
    formsets: dict[str, Any]
    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        """Put what is refused beside the field in which it stands."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        written = list(self.texts(cleaned))
        for place, sentence in words_refused([text for _form, _name, text in written]).items():
            form, name, _text = written[place]
            form.add_error(name, str(sentence))
        return cleaned

    def texts(self, cleaned: dict[str, Any]) -> Iterator[tuple[Any, str, str]]:
        """Every text that somebody typed, with its form and its field."""
        rows: list[tuple[Any, dict[str, Any]]] = [(self, cleaned)]
        for formset in self.formsets.values():
            rows += [
                (row, row.cleaned_data)
                for row in formset.forms
                if row.is_valid() and not row.cleaned_data.get("DELETE")
            ]
        for form, data in rows:
            for name, field in form.fields.items():
                typed = isinstance(field, forms.CharField) and not field.widget.is_hidden
                if typed and isinstance(data.get(name), str):
                    yield form, name, data[name]


class WordsForm(WordsAsked, WagtailAdminModelForm):
    """The form of a record."""
