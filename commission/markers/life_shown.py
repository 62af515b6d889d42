"""The life of a marker as its page tells it: forward, from the first wish to the last look."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from archive.reading.wording import day_of, short_day_of
from commission.markers.dates import span_of
from commission.markers.models import ConditionSeen
from commission.markers.selectors import Step
from commission.markers.vocabulary import Condition, State
from commission.markers.wording import short_day
from commission.recommendations.public.said import Said, said_of

# The knots of the line that are filled.
SOLID = frozenset({State.NOMINATED, State.UNVEILED})


@dataclass(frozen=True)
class Moment:
    """One knot on the line."""

    at: str
    what: str
    said: Said | None
    after: str = ""
    solid: bool = False


def life_shown(life: Sequence[Step], looks: Sequence[ConditionSeen]) -> list[Moment]:
    """States in their order, and between them, by the day, who looked at it and what they saw."""
    found: list[Moment] = []
    waiting = list(looks)
    for step in life:
        began, _last = span_of(step.happened_on)
        found += _before(waiting, began)
        found.append(
            Moment(
                at=short_day(step.happened_on) if step.happened_on else _("no date"),
                what=str(step.state.label),
                said=said_of(step.words),
                solid=step.state in SOLID,
            )
        )
    found += [_look(one) for one in waiting]
    return found


def _before(waiting: list[ConditionSeen], day: date | None) -> Iterator[Moment]:
    """Takes the looks before a day off those that wait."""
    while day is not None and waiting and waiting[0].seen_on < day:
        yield _look(waiting.pop(0))


def _look(one: ConditionSeen) -> Moment:
    return Moment(
        at=short_day_of(one.seen_on),
        what=_("Looked at: %(condition)s.")
        % {"condition": str(Condition(one.condition).label).lower()},
        said=said_of(one.words),
        after=_("Next look by %(day)s.") % {"day": day_of(one.next_look_by)}
        if one.next_look_by
        else "",
    )
