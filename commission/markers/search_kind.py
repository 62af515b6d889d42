"""Markers in the search of the site."""

from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.reading.wording import edtf
from commission.markers.dates import span_of
from commission.markers.models import Marker
from commission.review.models import PublicRecord
from commission.review.search_kind import RecordPassages
from search.kinds import Shown


class MarkerPassages(RecordPassages):
    """What it is, what stands on it and who did what. Never a word that was said in testimony."""

    name = "marker"
    label: str | Promise = gettext_lazy("Marker")
    model: ClassVar[type[PublicRecord]] = Marker
    letter: ClassVar[str] = "M"

    def rows(self) -> Any:
        """With inscriptions and people, which are read for each."""
        return super().rows().prefetch_related("inscriptions", "people")

    def paragraphs(self, row: Any) -> list[str]:
        """What stands on its page, but for what came out of an account and may have to leave."""
        return [
            row.title,
            row.summary,
            *(one.text for one in row.inscriptions.all() if not one.spoken),
            *row.commentary.split("\n\n"),
            row.place_words,
            *(f"{one.person} {one.text}" for one in row.people.all()),
        ]

    def shown_of(self, row: Any) -> Shown:
        """Its number and title, where it is in words, and when it was put up."""
        return Shown(
            title=_("Marker %(number)s: %(title)s") % {"number": row.number, "title": row.title},
            url=reverse("markers:marker", args=[row.number]),
            meta={
                "kind": str(self.label),
                "place": row.place_words,
                "given_on": edtf(row.erected_on) if row.erected_on else "",
            },
        )

    def dated(self, row: Any) -> date | None:
        """The first day on which it may have been put up."""
        first, _last = span_of(row.erected_on)
        return first


MARKERS = MarkerPassages()
