"""Hearings in the search of the site."""

from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.reading.wording import day_of
from commission.hearings.hearing.translating import rows_follow
from commission.hearings.models import Hearing
from commission.review.models import PublicRecord
from commission.review.search_kind import RecordPassages
from search.kinds import Shown


class HearingPassages(RecordPassages):
    """What it is about, its programme, and who speaks, as the public knows them.

    Never a word of testimony, and of a docket nothing: an order may close an entry at any moment.
    """

    name = "hearing"
    label: str | Promise = gettext_lazy("Hearing")
    model: ClassVar[type[PublicRecord]] = Hearing
    letter: ClassVar[str] = "H"

    def rows(self) -> Any:
        """With the days, the programme and the witnesses, which are read for each."""
        parts = ("sittings", "sessions", "appearances")
        originals = (f"translated_from__{part}" for part in parts)
        return super().rows().select_related("translated_from").prefetch_related(*parts, *originals)

    def paragraphs(self, row: Any) -> list[str]:
        """What stands on its page as the commission wrote it."""
        if row.translated_from is not None:
            # Who speaks now, under which name, and when is not what it was when this was approved.
            rows_follow(row, row.translated_from)
        return [
            row.title,
            *row.summary.split("\n\n"),
            *(f"{one.shown}. {one.about}" for one in row.appearances.all()),
            *(
                ". ".join(part for part in (one.heading, one.what) if part)
                for one in row.sessions.all()
            ),
        ]

    def shown_of(self, row: Any) -> Shown:
        """Its number and title, and its first day."""
        day = self.dated(row)
        return Shown(
            title=_("Hearing %(number)s: %(title)s") % {"number": row.number, "title": row.title},
            url=reverse("hearings:hearing", args=[row.number]),
            meta={
                "kind": str(self.label),
                "place": row.place,
                "given_on": day_of(day) if day else "",
            },
        )

    def dated(self, row: Any) -> date | None:
        """Its first day; days belong to the original."""
        day: date | None = (row.translated_from or row).first_day
        return day


HEARINGS = HearingPassages()
