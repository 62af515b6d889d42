"""What was recommended, what each voice said of it, and what took its place."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commission.recommendations.assessments.models import Assessment
from commission.recommendations.recommendation.models import SuccessionKind
from commission.recommendations.timeline.events import Event, EventKind
from commission.recommendations.timeline.rows import Rows
from commission.recommendations.vocabulary import Voice, said


def made(rows: Rows) -> Iterator[tuple[Any, Event]]:
    """That the commission recommended it."""
    today = timezone.localdate(rows.at)
    for key, recommendation in rows.batch.items():
        if recommendation.made_on is None or recommendation.made_on > today:
            continue
        yield (
            key,
            Event(
                key=f"made:{recommendation.number}",
                kind=EventKind.MADE,
                on=recommendation.made_on,
                known_at=recommendation.first_published_at or rows.at,
                sentence=_("The commission made this recommendation."),
                voice=Voice.COMMISSION,
            ),
        )


def views(rows: Rows) -> Iterator[tuple[Any, Event]]:
    """Each view of each voice, said as a move from the one before it."""
    before: dict[tuple[object, ...], str] = {}
    for row in rows.assessments:
        whose = (row.recommendation_id, row.voice, row.action_id, row.body_id)
        yield (
            row.recommendation_id,
            Event(
                key=f"assessment:{row.pk}",
                kind=EventKind.ASSESSMENT,
                on=row.made_on,
                known_at=row.recorded_at,
                sentence=_sentence(row, before.get(whose)),
                voice=Voice(row.voice),
                words=row.words,
                document=row.report.document if row.report else None,
            ),
        )
        before[whose] = row.status


def _sentence(row: Assessment, before: str | None) -> str:
    values = {
        "who": row.author,
        "status": said(row.status),
        "before": said(before) if before else "",
        "action": row.action.title if row.action else "",
    }
    if row.action is not None:
        return _("%(who)s, of the action “%(action)s”: %(status)s.") % values
    if row.voice == Voice.BODY:
        return _("%(who)s reported: %(status)s.") % values
    if before is None:
        return _("%(who)s first said: %(status)s.") % values
    if before == row.status:
        return _("%(who)s looked again and kept its view: %(status)s.") % values
    return _("%(who)s moved from %(before)s to %(status)s.") % values


def successions(rows: Rows) -> Iterator[tuple[Any, Event]]:
    """That another recommendation took its place; a draft is not named, not even by its number."""
    for row in rows.successions:
        if row.recommendation_id not in rows.batch or not row.by.live:
            continue
        said = (
            _("It was superseded by recommendation %(number)s.")
            if row.kind == SuccessionKind.SUPERSEDED
            else _("It was merged into recommendation %(number)s.")
        )
        yield (
            row.recommendation_id,
            Event(
                key=f"succession:{row.pk}",
                kind=EventKind.SUCCESSION,
                on=row.on,
                known_at=row.recorded_at,
                sentence=said % {"number": row.by.number},
                voice=Voice.COMMISSION,
                words=row.words,
            ),
        )
