"""What bodies answered and promised, and how late that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.reading.wording import day_of
from commission.documents.wording import taken_down
from commission.recommendations.actions.models import Action
from commission.recommendations.assessments.models import Assessment
from commission.recommendations.public.next_dates import CLOSED, days_late, late_of
from commission.recommendations.public.said import Paper, Said, paper_of, said_of
from commission.recommendations.responses.models import Response
from commission.recommendations.timeline import Rows
from commission.recommendations.vocabulary import Part, ResponseKind, Voice
from commission.recommendations.vocabulary import said as in_a_sentence


@dataclass(frozen=True)
class Promise:
    """An action as a row of a table."""

    title: str
    owner: str
    body: str
    number: int  # of the recommendation
    due_on: date | None
    was: str  # the days that it had before; empty where it was never moved
    found: str | None
    others: str  # what the other two voices say of it
    late: str
    days: int


def promises_of(actions: Any, *, today: date, names: dict[Any, Any]) -> list[Promise]:
    """Rows for a queryset of actions, in its order. Three queries, however many there are.

    `names` holds the row to show for each body (`translated_all`).
    """
    rows = list(actions.select_related("body", "recommendation").prefetch_related("dues"))
    seen = Assessment.objects.filter(action__in=[row.pk for row in rows])
    return promises_from(rows, seen.order_by("made_on", "recorded_at"), today=today, names=names)


def promises_from(
    actions: Iterable[Action],
    views: Iterable[Assessment],
    *,
    today: date,
    names: dict[Any, Any],
) -> list[Promise]:
    """The same for actions and views that were read already, the views with the oldest first."""
    newest = {(view.action_id, view.voice): view.status for view in views}
    return [_promise(row, newest, today=today, names=names) for row in actions]


def _promise(
    row: Action, views: dict[tuple[Any, str], str], *, today: date, names: dict[Any, Any]
) -> Promise:
    dues = [due.due_on for due in row.dues.all()]
    found = views.get((row.pk, Voice.COMMISSION))
    days = days_late(dues[-1], today=today) if dues and found not in CLOSED else 0
    return Promise(
        title=row.title,
        owner=row.owner,
        body=names[row.body_id].name if row.body_id in names else row.body.name,
        number=row.recommendation.number,
        due_on=dues[-1] if dues else None,
        was=_moved(dues),
        found=found,
        others=_others(row, views, found),
        late=late_of(None, days) if days else "",
        days=days,
    )


def _moved(dues: Sequence[date]) -> str:
    if len(dues) < 2:
        return ""
    times = ngettext("moved once", "moved %(n)s times", len(dues) - 1) % {"n": len(dues) - 1}
    return _("was %(day)s, %(times)s") % {"day": day_of(dues[0]), "times": times}


def _others(row: Action, views: dict[tuple[Any, str], str], found: str | None) -> str:
    """What the body and the community say where it is something else."""
    parts = []
    body, community = (views.get((row.pk, voice)) for voice in (Voice.BODY, Voice.COMMUNITY))
    if body and body != found:
        parts.append(_("The body says: %(status)s.") % {"status": in_a_sentence(body)})
    if community and community != found:
        parts.append(_("The community says: %(status)s.") % {"status": in_a_sentence(community)})
    return " ".join(parts)


@dataclass(frozen=True)
class Answer:
    """What one body answered, or that it has not."""

    body: str
    kind: str  # empty: no answer
    given_on: date | None
    said: Said | None
    paper: Paper | None
    paper_down: str  # that its document was taken down
    late: str  # an answer that has not come, or how late it came
    due_on: date | None  # by when it was owed


def answers_of(rows: Rows, *, today: date, names: dict[Any, Any]) -> list[Answer]:
    """The newest answer of each body that answered to the one recommendation that these rows are
    about, and the silence of those that owe one.
    """
    (recommendation,) = rows.batch.values()
    newest: dict[Any, Response] = {}
    first: dict[Any, date] = {}
    for row in rows.responses:
        newest[row.body_id] = row
        first.setdefault(row.body_id, row.given_on)
    found = []
    for one in rows.addressed:
        due_on = due_of(recommendation.made_on, one.body.days_to_answer)
        last = newest.pop(one.body_id, None)
        if last is None and one.part != Part.LEAD:
            continue
        answered = first.get(one.body_id)
        days = days_late(due_on, today=answered or today) if due_on else 0
        found.append(_answer(names[one.body_id].name, last, due_on=due_on, days=days))
    # A body that was asked once and is not any more keeps what it said.
    found += [_answer(row.body.name, row, due_on=None, days=0) for row in newest.values()]
    return found


def due_of(made_on: date | None, days: int) -> date | None:
    """By when an answer is owed; None where nobody knows since when it was asked."""
    return made_on + timedelta(days=days) if made_on else None


def _answer(body: str, row: Response | None, *, due_on: date | None, days: int) -> Answer:
    if row is None:
        late = late_of(None, days) if days else ""
        return Answer(body, "", None, None, None, "", late, due_on)
    late = ""
    if days:
        late = ngettext(
            "It came %(days)s day after the day it was due.",
            "It came %(days)s days after the day it was due.",
            days,
        ) % {"days": days}
    return Answer(
        body=body,
        kind=str(ResponseKind(row.kind).label).lower(),
        given_on=row.given_on,
        said=said_of(row.words),
        paper=paper_of(row.document),
        paper_down=taken_down(row.document),
        late=late,
        due_on=due_on,
    )
