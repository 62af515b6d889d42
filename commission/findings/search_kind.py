"""Findings in the search of the site."""

from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.dates import Interval, interval_of
from archive.reading.wording import edtf
from commission.findings.models import Finding
from commission.review.models import PublicRecord
from commission.review.search_kind import RecordPassages
from search.kinds import Shown


class FindingPassages(RecordPassages):
    """The sentence, and each paragraph of what was concluded. Never a word of testimony."""

    name = "finding"
    label: str | Promise = gettext_lazy("Finding")
    model: ClassVar[type[PublicRecord]] = Finding
    letter: ClassVar[str] = "F"

    def paragraphs(self, row: Any) -> list[str]:
        """What stands on its page as the commission wrote it."""
        return [row.statement, *row.conclusion.split("\n\n"), row.standard_reason]

    def shown_of(self, row: Any) -> Shown:
        """Its number as its title, and its period as its date."""
        return Shown(
            title=_("Finding %(number)s") % {"number": row.number},
            url=reverse("findings:finding", args=[row.number]),
            meta={
                "kind": str(self.label),
                "place": row.place,
                "given_on": edtf(row.period) if row.period else "",
            },
        )

    def dated(self, row: Any) -> date | None:
        """The day on which it was adopted."""
        day: date | None = row.adopted_on
        return day

    def days(self, row: Any) -> Interval | None:
        """Its period; without one the day on which it was adopted."""
        return interval_of(row.period) or super().days(row)


FINDINGS = FindingPassages()
