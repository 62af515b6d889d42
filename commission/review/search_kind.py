"""Public records that can be searched: their paragraphs, in each language they are public in."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any, ClassVar

from django.db.models import Q
from django.utils import translation
from django.utils.functional import Promise

from archive.dates import Interval
from commission.review.models import PublicRecord
from media.audience import Audience
from search.kinds import Passage, Shown, kind_named
from search.outbox.services import outbox_index, outbox_remove

PUBLIC = str(Audience.PUBLIC)


class RecordPassages:
    """Subclasses say what their record is called and what stands in it. The record is one row."""

    name: str
    label: str | Promise
    model: ClassVar[type[PublicRecord]]
    # Before the number in what hits are shown together under: F6.
    letter: ClassVar[str]

    def rows(self) -> Any:
        """Public rows with what `paragraphs` and `shown_of` read."""
        return self.public().select_related("locale")

    def public(self) -> Any:
        """Rows that are public. A translation is where its original is: else it has no page."""
        rows = self.model._default_manager.published()
        return rows.filter(Q(translated_from__isnull=True) | Q(translated_from__live=True))

    def paragraphs(self, row: Any) -> list[str]:
        """Each stretch of public text that is found on its own."""
        raise NotImplementedError

    def shown_of(self, row: Any) -> Shown:
        """What the results say about the record."""
        raise NotImplementedError

    def dated(self, row: Any) -> date | None:
        """The day it is filed under."""
        raise NotImplementedError

    def days(self, row: Any) -> Interval | None:
        """The days that it is about, and is found by; none said: the day that it is filed under."""
        day = self.dated(row)
        return Interval(day, day) if day else None

    def group_of(self, row: Any) -> str:
        """What hits of it are shown together under."""
        return f"{self.letter}{row.number}"

    def passages(self, record: str) -> Iterator[Passage]:
        """All passages of one row as it is public now; none when it is not."""
        row = self.rows().filter(pk=record).first() if record.isdigit() else None
        if row is None:
            return
        # In the row's own language, whoever's turn it is: the index holds one text and no other.
        with translation.override(row.locale.language_code):
            shown, day, days = self.shown_of(row), self.dated(row), self.days(row)
            texts = [one for one in self.paragraphs(row) if one.strip()]
        for position, text in enumerate(texts):
            yield Passage(
                id=f"{self.name}:{row.pk}:{position}",
                kind=self.name,
                record=str(row.pk),
                audience=PUBLIC,
                group=self.group_of(row),
                title=shown.title,
                text=" ".join(text.split()),
                speaker="",
                language=row.locale.language_code,
                year=days.first.year if days else None,
                last_year=days.last.year if days else None,
                date=day.isoformat() if day else "",
                place=shown.meta.get("place", ""),
                facet_kind=self.name,
                start_ms=None,
                end_ms=None,
                position=position,
            )

    def records(self, audience: str, *, at: datetime) -> Iterator[str]:
        """Keys of all rows that are public; other audiences find them there."""
        if audience == PUBLIC:
            keys = self.public().order_by("pk").values_list("pk", flat=True)
            yield from (str(key) for key in keys.iterator())

    def shown(
        self, records: Collection[str], *, audiences: Collection[str], at: datetime
    ) -> dict[str, Shown]:
        """Those of the rows that are public now, asked from the database."""
        if PUBLIC not in {str(one) for one in audiences}:
            return {}
        rows = self.rows().filter(pk__in=[record for record in records if record.isdigit()])
        return {str(row.pk): self.shown_of(row) for row in rows}

    def facet_label(self, value: str) -> str | None:
        """The words for this kind among the others."""
        return str(self.label) if value == self.name else None

    def told(self, row: Any, at: datetime) -> None:
        """Tell the index that the row is public as it now is, or public no more.

        With it its public translations: what they say beside their own words is the original's.
        """
        assert kind_named(self.name) is not None, self.name  # noqa: S101
        tell = outbox_index if row.live else outbox_remove
        tell(kind=self.name, record=str(row.pk), audience=PUBLIC, at=at)
        translations = type(row)._default_manager.filter(translated_from=row.pk, live=True)
        for key in translations.values_list("pk", flat=True):
            outbox_index(kind=self.name, record=str(key), audience=PUBLIC, at=at)
