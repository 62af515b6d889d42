"""Documents that somebody above keeps closed now, whatever else names them.

A document of a docket entry that is closed, by itself or by an order in force, may also stand under
a finding. Its title is not shown there either. Nothing of this is kept in the document's row: an
order begins and ends by the clock.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from uuid import UUID

from commission.documents.models import Access, Document

Closed = Callable[[Collection[UUID], datetime], set[UUID]]
_closed: list[Closed] = []


def closed_register(closed: Closed) -> None:
    """Ask this which of some documents are closed at a moment. Harmless twice."""
    if closed not in _closed:
        _closed.append(closed)


def closed_as_held(documents: Iterable[Document | None], *, at: datetime) -> None:
    """Let what is closed now be read as held: in these objects alone, which nobody saves.

    One question for all of them, and none where there is no document.
    """
    rows = [one for one in documents if one is not None and one.access == Access.PUBLIC]
    keys = {one.pk for one in rows}
    if not keys:
        return
    closed = set().union(*(ask(keys, at) for ask in _closed))
    for one in rows:
        if one.pk in closed:
            one.access = Access.HELD
