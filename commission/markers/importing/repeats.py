"""Imported texts that repeat an account, found by one reading of everything that is open.

One marker's texts are looked for in the index, piece by piece; of thousands that would take longer
than to read each open account once.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from archive.consent.models import Use
from archive.edition.models import Edition, EditionTurn
from archive.edition.word_times import text_of
from commission.markers.importing.models import ImportedMarker
from commission.markers.own_words import OWN
from commission.markers.record.models import Inscription
from media.audience import Audience
from search.phrases import ManyRuns


def repeating(rows: Collection[ImportedMarker], *, at: datetime) -> set[Any]:
    """Keys of the rows whose marker repeats eight words of an account that is open now."""
    turns = _open_turns(at)
    if not rows or not turns.exists():
        return set()
    runs = ManyRuns()
    key_of = {row.marker_id: row.pk for row in rows}
    for row in rows:
        for name in OWN:
            runs.add(row.pk, getattr(row.marker, name))
    for marker, text in Inscription.objects.filter(marker__in=key_of).values_list("marker", "text"):
        runs.add(key_of[marker], text)
    found: set[Any] = set()
    for turn in turns.iterator():
        found |= runs.repeated_in(text_of(turn))
    return found


def _open_turns(at: datetime) -> QuerySet[EditionTurn]:
    rows = Edition.objects.open_to([Audience.PUBLIC], use=Use.WEB_PUBLICATION, at=at)
    return EditionTurn.objects.filter(edition__in=rows)
