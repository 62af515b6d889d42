"""Recommendations in the search of the site."""

from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.reading.wording import day_of
from commission.recommendations.recommendation.models import Recommendation
from commission.review.models import PublicRecord
from commission.review.search_kind import RecordPassages
from search.kinds import Shown


class RecommendationPassages(RecordPassages):
    """The text and each of its numbered parts."""

    name = "recommendation"
    label: str | Promise = gettext_lazy("Recommendation")
    model: ClassVar[type[PublicRecord]] = Recommendation
    letter: ClassVar[str] = "R"

    def rows(self) -> Any:
        """With the parts, which are read for each."""
        return super().rows().prefetch_related("parts")

    def paragraphs(self, row: Any) -> list[str]:
        """What is asked for, part by part."""
        return [
            *row.text.split("\n\n"),
            *(f"{part.label} {part.text}" for part in row.parts.all()),
        ]

    def shown_of(self, row: Any) -> Shown:
        """Its number as its title."""
        return Shown(
            title=_("Recommendation %(number)s") % {"number": row.number},
            url=reverse("tracker:recommendation", args=[row.number]),
            meta={
                "kind": str(self.label),
                "given_on": day_of(row.made_on) if row.made_on else "",
            },
        )

    def dated(self, row: Any) -> date | None:
        """The day on which it was made."""
        day: date | None = row.made_on
        return day


RECOMMENDATIONS = RecommendationPassages()
