"""The form of one index point: times as they are read off the player, terms by their labels."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from archive.desk.fields import DeskForm, choices_of
from archive.desk.redaction.forms import TimeField
from archive.index_points.models import IndexPoint, Precision
from archive.index_points.services import SYNOPSIS_MOST, PlaceDraft, PointDraft
from archive.thesaurus.models import Term
from archive.thesaurus.selectors import label_of, labels_printed, terms_named


class TermsField(forms.CharField):
    """Labels of terms, one a line; as ids in the order in which they stand."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> tuple[str, ...]:
        lines = [line.strip() for line in (super().clean(value) or "").splitlines()]
        return tuple(str(_term(line).pk) for line in lines if line)


class TermField(forms.CharField):
    """The label of one term, as the term; None when left empty."""

    def clean(self, value: Any) -> Term | None:
        label = (super().clean(value) or "").strip()
        return _term(label) if label else None


def _term(label: str) -> Term:
    found = terms_named(label)
    if len(found) == 1:
        return found[0]
    said = (
        _("“%(label)s” means several terms. Write a label that only one has.")
        if found
        else _("“%(label)s” is no term of the thesaurus. Choose one that is, or have it added.")
    )
    raise ValidationError(said, params={"label": label})


class CoordinatesField(forms.CharField):
    """Latitude and longitude in degrees, as maps give them; (None, None) when left empty."""

    def clean(self, value: Any) -> tuple[Decimal | None, Decimal | None]:
        text = super().clean(value) or ""
        if not text:
            return None, None
        try:
            latitude, longitude = (Decimal(part.strip()) for part in text.split(","))
            return round(latitude, 5), round(longitude, 5)
        except (ValueError, InvalidOperation):
            raise ValidationError(
                _("Write latitude and longitude in degrees: -33.4489, -70.6693.")
            ) from None


class LinksField(forms.CharField):
    """Links, one a line: what it is called, a bar, its address."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> tuple[tuple[str, str], ...]:
        lines = [line.strip() for line in (super().clean(value) or "").splitlines()]
        parted = [line.rpartition("|") for line in lines if line]
        return tuple((title.strip(), address.strip()) for title, _bar, address in parted)


class PointForm(DeskForm):
    """Everything that is written about a stretch of the recording."""

    start = TimeField(label=_("From"), max_length=16, help_text=_("As 0:32:01.18 or 32:01."))
    end = TimeField(
        label=_("To"),
        required=False,
        max_length=16,
        help_text=_("Empty: until the next point begins."),
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    synopsis = forms.CharField(
        label=_("What is told in it"),
        required=False,
        max_length=SYNOPSIS_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    content_warning = forms.CharField(
        label=_("What a listener should know first"), required=False, max_length=200
    )
    subjects = TermsField(
        label=_("Subjects"), required=False, help_text=_("What it is about. One term a line.")
    )
    keywords = TermsField(
        label=_("Keywords"), required=False, help_text=_("What is named in it. One term a line.")
    )
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=200,
        help_text=_("As it may be published: no place that somebody can be found by."),
    )
    coordinates = CoordinatesField(
        label=_("Coordinates"),
        required=False,
        max_length=40,
        help_text=_("Latitude and longitude in degrees: -33.4489, -70.6693."),
    )
    precision = forms.ChoiceField(
        label=_("How exactly the place may be known"), choices=choices_of(Precision)
    )
    links = LinksField(
        label=_("Links"),
        required=False,
        help_text=_("One a line: a title, a bar, the address. The form | https://example.org/form"),
    )

    @property
    def draft(self) -> PointDraft:
        """What was typed, once it is valid."""
        sent = self.cleaned_data
        latitude, longitude = sent["coordinates"]
        return PointDraft(
            start_ms=sent["start"],
            end_ms=sent["end"],
            title=sent["title"],
            synopsis=sent["synopsis"],
            content_warning=sent["content_warning"],
            keywords=sent["keywords"],
            subjects=sent["subjects"],
            place=PlaceDraft(sent["place"], latitude, longitude, Precision(sent["precision"])),
            links=sent["links"],
        )

    @classmethod
    def empty(cls) -> "PointForm":
        """The form for a new point: a place is rough unless somebody says otherwise."""
        return cls(initial={"precision": Precision.NEIGHBOURHOOD})

    @classmethod
    def of(cls, point: IndexPoint, terms: dict[str, Term]) -> "PointForm":
        """The form as the point stands; `terms` by the ids in it."""
        where = (
            f"{point.latitude.normalize():f}, {point.longitude.normalize():f}"
            if point.latitude is not None and point.longitude is not None
            else ""
        )
        return cls(
            initial={
                "start": exact(point.start_ms),
                "end": exact(point.end_ms) if point.end_ms else "",
                "title": point.title,
                "synopsis": point.synopsis,
                "content_warning": point.content_warning,
                "subjects": "\n".join(labels_of(point.subjects, terms)),
                "keywords": "\n".join(labels_of(point.keywords, terms)),
                "place": point.place,
                "coordinates": where,
                "precision": point.precision,
                "links": "\n".join(f"{one['title']} | {one['address']}" for one in point.links),
            }
        )


def labels_of(ids: list[str], terms: dict[str, Term]) -> list[str]:
    """What the terms with these ids are called now, each once."""
    found = [label_of(labels_printed(terms[id])) for id in ids if id in terms]
    return list(dict.fromkeys(found))


def exact(ms: int) -> str:
    """A time as the form takes it: 0:32:01.18, to the millisecond where there are any."""
    minutes, rest = divmod(ms, 60_000)
    seconds = f"{rest / 1000:06.3f}".rstrip("0").rstrip(".")
    return f"{minutes // 60}:{minutes % 60:02}:{seconds}"
