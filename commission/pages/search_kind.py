"""Editorial pages in the search of the site: an editor's own words, and nothing that they quote."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from commission.pages.standing import HOME, page_path, pages_public
from commission.pages.writing import written_in
from commission.review.search_kind import PUBLIC, RecordPassages
from search.kinds import Shown


class PagePassages(RecordPassages):
    """A title, a sentence or two, and each text in blocks. Front pages are none of them."""

    name = "page"
    label: str | Promise = gettext_lazy("Page")
    model: ClassVar[Any] = Page

    def rows(self) -> Any:
        """Pages that anybody may read now, each as what it is."""
        rows: Any = pages_public(at=timezone.now())
        return rows.filter(depth__gt=HOME).specific()

    def group_of(self, row: Any) -> str:
        """Pages have no number: each is its own."""
        return f"P{row.pk}"

    def paragraphs(self, row: Any) -> list[str]:
        """What stands on it as an editor wrote it."""
        texts = [row.title, getattr(row, "lede", "")]
        return [*texts, *(text for stream in row.streams() for text in written_in(stream))]

    def shown_of(self, row: Any) -> Shown:
        """Its title, and what kind of page it is."""
        kind = row.get_kind_display() if hasattr(row, "get_kind_display") else str(self.label)
        return Shown(title=row.title, url=page_path(row), meta={"kind": kind})

    def dated(self, row: Any) -> date | None:
        """The day on which it was first published."""
        first = row.first_published_at
        return timezone.localdate(first) if first else None

    def records(self, audience: str, *, at: datetime) -> Iterator[str]:
        """Keys of all pages that are public."""
        if audience == PUBLIC:
            keys = pages_public(at=at).filter(depth__gt=HOME).order_by("pk")
            yield from (str(key) for key in keys.values_list("pk", flat=True).iterator())

    def shown(
        self, records: Collection[str], *, audiences: Collection[str], at: datetime
    ) -> dict[str, Shown]:
        """Those of the pages that anybody may read at a moment, asked from the database."""
        if PUBLIC not in {str(one) for one in audiences}:
            return {}
        keys = [record for record in records if record.isdigit()]
        public: Any = pages_public(at=at)
        rows = public.filter(pk__in=keys, depth__gt=HOME).specific()
        return {str(row.pk): self.shown_of(row) for row in rows}


PAGES = PagePassages()
