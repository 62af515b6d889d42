"""Public pages whose quotations are gone, as the record stands now: nothing tells of it from below.

What a page shows is asked of the record each time, and so is what it cannot show any more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps

from commission.findings.selectors import mark_key
from commission.pages.editorial import EditorialPage
from commission.pages.quoting import Gone, rooms_of
from commission.pages.told import PageDecision


@dataclass(frozen=True)
class GonePage:
    """A public page, and what it quotes that may be shown no more and nobody decided about."""

    page: Any
    gone: tuple[Gone, ...]

    @property
    def marks(self) -> list[dict[str, str]]:
        """What names these changes."""
        return [one.mark for one in self.gone]


def page_models() -> list[Any]:
    """Every type of page that editors write."""
    return [model for model in apps.get_models() if issubclass(model, EditorialPage)]


def pages_gone(*, at: datetime) -> list[GonePage]:
    """Public pages with a change that no decision covers, by their keys.

    One query for each type of page and a few for each kind of quotation, however many there are.
    """
    pages = [
        page
        for model in page_models()
        for page in model._default_manager.filter(live=True).select_related("locale").order_by("pk")
    ]
    return gone_of(pages, at=at)


def gone_of(pages: Iterable[Any], *, at: datetime) -> list[GonePage]:
    """Those of the pages that quote something that may be shown no more, undecided."""
    rows = {page.pk: page for page in pages}
    rooms = rooms_of({key: page.streams() for key, page in rows.items()}, at=at)
    changed = {key: room.gone for key, room in rooms.items() if room.gone}
    seen: set[tuple[Any, ...]] = set()
    for decision in PageDecision.objects.filter(page__in=changed).only("page", "covers"):
        seen |= {(decision.page_id, *mark_key(mark)) for mark in decision.covers}
    found = []
    for key, gone in changed.items():
        left = tuple(one for one in gone if (key, *mark_key(one.mark)) not in seen)
        if left:
            found.append(GonePage(rows[key], left))
    return found
