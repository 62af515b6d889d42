"""The form of a term: labels one a line with their language before them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from archive.desk.fields import DeskForm
from archive.desk.points.forms import CoordinatesField, TermField, TermsField
from archive.thesaurus.models import Authority, LabelKind, Term
from archive.thesaurus.selectors import label_of, labels_printed
from archive.thesaurus.services import LabelDraft, TermDraft

_LINE = re.compile(r"\s*([A-Za-z][A-Za-z0-9-]{1,11})\s*:\s*(.+)")
# A list of terms is text; a thousand of them with everything said about each is smaller.
MOST_BYTES = 2_000_000


class PairsField(forms.CharField):
    """Lines of a code, a colon, a text; as pairs in their order."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> list[tuple[str, str]]:
        pairs = []
        for line in (super().clean(value) or "").splitlines():
            if line.strip():
                found = _LINE.fullmatch(line)
                if found is None:
                    raise ValidationError(_("Write a code, a colon, and then what it is."))
                pairs.append((found[1].lower(), found[2].strip()))
        return pairs


class TermForm(DeskForm):
    """Everything that is known of a term."""

    preferred = PairsField(
        label=_("Preferred label"),
        help_text=_("One line for each language: en: Police force"),
    )
    community = PairsField(
        label=_("What the people concerned call it"),
        required=False,
        help_text=_("Printed in place of the preferred label. One line for each language."),
    )
    alternate = PairsField(
        label=_("Also found by"),
        required=False,
        help_text=_("Other words for it, which are never printed. One line for each."),
    )
    broader = TermField(label=_("Broader term"), required=False)
    related = TermsField(label=_("Related terms"), required=False, help_text=_("One a line."))
    scope_note = forms.CharField(
        label=_("When to use it, and when not"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    coordinates = CoordinatesField(
        label=_("Coordinates"),
        required=False,
        max_length=40,
        help_text=_("Of a place: -33.4, -70.7"),
    )
    external_ids = PairsField(
        label=_("The same in other lists"),
        required=False,
        help_text=_("wikidata, gnd, lcsh or geonames, a colon, its id there. One a line."),
    )

    def clean_external_ids(self) -> dict[str, str]:
        """By the list's name. Raises ValidationError for a list that is not known."""
        found = dict(self.cleaned_data["external_ids"])
        if set(found) - set(Authority.values):
            raise ValidationError(_("This is not one of the lists that are known."))
        return found

    @property
    def draft(self) -> TermDraft:
        """What was typed, once it is valid."""
        sent = self.cleaned_data
        latitude, longitude = sent["coordinates"]
        return TermDraft(
            labels=tuple(
                LabelDraft(language, kind, text)
                for kind in LabelKind
                for language, text in sent[kind.value]
            ),
            scope_note=sent["scope_note"],
            broader=sent["broader"],
            related=tuple(Term.objects.filter(pk__in=sent["related"])),
            latitude=latitude,
            longitude=longitude,
            external_ids=sent["external_ids"],
        )

    @classmethod
    def of(cls, term: Term) -> "TermForm":
        """The form as the term stands."""
        labels = list(term.labels.all())
        where = f"{term.latitude}, {term.longitude}" if term.latitude is not None else ""
        return cls(
            initial={
                **{
                    kind.value: "\n".join(
                        f"{row.language}: {row.text}" for row in labels if row.kind == kind
                    )
                    for kind in LabelKind
                },
                "broader": label_of(labels_printed(term.broader)) if term.broader else "",
                "related": "\n".join(label_of(labels_printed(one)) for one in term.related.all()),
                "scope_note": term.scope_note,
                "coordinates": where,
                "external_ids": "\n".join(f"{k}: {v}" for k, v in term.external_ids.items()),
            }
        )


class MergeForm(DeskForm):
    """Which term takes this one's place."""

    into = TermField(
        label=_("Merge it into"),
        help_text=_("The label of the term that stays. Points keep what they mean."),
    )


class ImportForm(DeskForm):
    """A CSV file of terms."""

    file = forms.FileField(label=_("CSV file"))
    dry = forms.BooleanField(label=_("Only say what it would do"), required=False, initial=True)

    def clean_file(self) -> str:
        """The text of the file. Raises ValidationError for one that is too long or no UTF-8."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("This file is too long for a list of terms."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(_("This file is not written in UTF-8.")) from None
