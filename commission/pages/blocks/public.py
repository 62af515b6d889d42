"""Hearings, markers and photographs in the text of a page, as they are public now."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commission.hearings.models import Hearing, Sitting
from commission.hearings.public.words import full_day, off_said, where_of
from commission.hearings.selectors import hearings_public
from commission.markers.models import Marker
from commission.markers.rows import rows_of
from commission.markers.selectors import markers_public, markers_with_now
from commission.pages.blocks.choosing import Choice, RecordBlock, marked
from commission.pages.blocks.records import WORDS, not_public, number_of
from commission.pages.quoting import Asked, Gone, Quoted, Rest
from commission.photographs.models import Photograph
from commission.photographs.selectors import Picture, pictures_of
from commission.recommendations.public.rows import language_of
from commission.review.translations import translated_all


class HearingBlock(RecordBlock):
    """A hearing: what it is about, its days, and where it sits."""

    def choices(self) -> Iterable[Choice]:
        """Every hearing that was ever public."""
        rows = Hearing.objects.originals().filter(first_published_at__isnull=False)
        for number, title, live in rows.values_list("number", "title", "live"):
            label = _("Hearing %(number)s: %(title)s") % {"number": number, "title": title}
            name = _("Hearing %(number)s") % {"number": number}
            yield str(number), marked(name, label, public=live)

    def read(self, asked: Sequence[Asked], *, at: datetime) -> list[Quoted | Gone]:
        """Public hearings in the language of the page, or as they were written."""
        numbers = {number_of(one) for one in asked}
        rows = list(hearings_public().filter(number__in=numbers).select_related("locale"))
        texts = translated_all(rows)
        days: dict[Any, list[Sitting]] = {row.pk: [] for row in rows}
        for sitting in Sitting.objects.filter(hearing__in=days).order_by("date", "starts_at", "pk"):
            days[sitting.hearing_id].append(sitting)
        found = {row.number: _hearing(row, texts[row.pk], days[row.pk]) for row in rows}
        return [
            found.get(number_of(one))
            or not_public(one, _("Hearing %(number)s") % {"number": one.value})
            for one in asked
        ]

    class Meta:
        icon = "date"
        label = gettext_lazy("Hearing")


class MarkerBlock(RecordBlock):
    """A marker: the words on it, and what is known of it today. Never where it stands."""

    def choices(self) -> Iterable[Choice]:
        """Every marker that was ever public."""
        rows = Marker.objects.originals().filter(first_published_at__isnull=False)
        for number, title, live in rows.values_list("number", "title", "live"):
            label = _("Marker %(number)s: %(title)s") % {"number": number, "title": title}
            name = _("Marker %(number)s") % {"number": number}
            yield str(number), marked(name, label, public=live)

    def read(self, asked: Sequence[Asked], *, at: datetime) -> list[Quoted | Gone]:
        """Public markers as rows of their list."""
        numbers = {number_of(one) for one in asked}
        public = markers_with_now(markers_public().filter(number__in=numbers))
        rows = rows_of(list(public.select_related("locale", "series", "public_place")), at=at)
        found = {row.marker.number: _marker(row) for row in rows}
        return [
            found.get(number_of(one))
            or not_public(one, _("Marker %(number)s") % {"number": one.value})
            for one in asked
        ]

    class Meta:
        icon = "site"
        label = gettext_lazy("Marker")


class PhotographBlock(RecordBlock):
    """A photograph, with what is seen in it for whoever cannot see it."""

    def choices(self) -> Iterable[Choice]:
        """Every photograph that was not taken down."""
        rows = Photograph.objects.filter(taken_down_at__isnull=True)
        for pk, alt in rows.values_list("pk", "alt"):
            yield str(pk), Truncator(alt).words(WORDS)

    def read(self, asked: Sequence[Asked], *, at: datetime) -> list[Quoted | Gone]:
        """Photographs with their files."""
        rows = Photograph.objects.filter(
            pk__in={UUID(one.value) for one in asked}, taken_down_at__isnull=True
        )
        found = {
            str(key): Quoted("pages/blocks/photograph.html", picture)
            for key, picture in _with_files(pictures_of(rows))
        }
        return [found.get(one.value) or not_public(one, _("A photograph")) for one in asked]

    class Meta:
        icon = "image"
        label = gettext_lazy("Photograph")


def _with_files(pictures: dict[UUID, Picture]) -> Collection[tuple[UUID, Picture]]:
    return [(key, picture) for key, picture in pictures.items() if picture.src]


def _hearing(row: Any, text: Any, days: Sequence[Sitting]) -> Quoted:
    language = language_of(text)
    address = reverse("hearings:hearing", args=[row.number])
    shown = {
        "number": row.number,
        "title": text.title,
        "language": language,
        "address": address,
        "days": [(full_day(day.date), off_said(day)) for day in days],
        "where": where_of(row, text),
    }
    at = _("Hearing %(number)s") % {"number": row.number}
    return Quoted("pages/blocks/hearing.html", shown, Rest(at, text.title, address, language))


def _marker(row: Any) -> Quoted:
    number = row.marker.number
    address = reverse("markers:marker", args=[number])
    language = language_of(row.shown)
    shown = {"row": row, "number": number, "address": address, "language": language}
    at = _("Marker %(number)s") % {"number": number}
    return Quoted("pages/blocks/marker.html", shown, Rest(at, row.shown.title, address, language))
