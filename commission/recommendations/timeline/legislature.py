"""How far each bill came, and its fall at the end of a session."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from archive.days import midnight
from commission.recommendations.legislature.ladder import rung_of
from commission.recommendations.timeline.events import Event, EventKind
from commission.recommendations.timeline.rows import Rows
from commission.recommendations.vocabulary import Addressed, Stage


def bills(rows: Rows) -> Iterator[tuple[Any, Event]]:
    """Each stage of each bill. A fall is told on the day after the session's last."""
    today = timezone.localdate(rows.at)
    for row in rows.bills:
        bill = row.bill
        for stage in bill.stages.all():
            if stage.recorded_at <= rows.at:
                yield (
                    row.recommendation_id,
                    Event(
                        key=f"bill:{row.pk}:{stage.pk}",
                        kind=EventKind.BILL,
                        on=stage.on,
                        known_at=stage.recorded_at,
                        sentence=_("%(bill)s, %(title)s: %(stage)s.")
                        % {
                            "bill": bill.number,
                            "title": bill.title,
                            "stage": str(Stage(stage.stage).label).lower(),
                        },
                        link=bill.link,
                    ),
                )
        rung = rung_of(row, on=today)
        if rung.fell_on is None or rung.stage == Stage.FAILED:
            continue
        first = rung.fell_on + timedelta(days=1)
        values = {
            "session": bill.session.name,
            "bill": bill.number,
            "back": str(Addressed.NOT.label).lower(),
        }
        yield (
            row.recommendation_id,
            Event(
                key=f"bill_fell:{row.pk}",
                kind=EventKind.BILL_FELL,
                on=first,
                known_at=max(midnight(first), bill.recorded_at),
                sentence=_(
                    "The %(session)s ended and %(bill)s is no law. By the rule of sessions this "
                    "goes back to %(back)s."
                )
                % values,
            ),
        )
