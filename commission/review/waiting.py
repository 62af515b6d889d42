"""What waits for whom: records for somebody to decide about, and somebody's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.models import WorkflowState

from commission.review.hands import hands_in_all, holds_approval
from commission.review.models import SecondPersonTask
from commission.review.reviewed import Reviewed
from commission.review.translations import behind_of

# More than this are counted and not listed.
LISTED = 50


@dataclass(frozen=True)
class Row:
    """One record: the review that it is in, if any, and where the person goes with it."""

    record: Any
    url: str
    state: WorkflowState | None = None


@dataclass(frozen=True)
class Waiting:
    """For whoever decides, for whoever waits for another's decision, and what nobody was asked.

    Last, public translations whose original was changed, for whoever may bring them up to date.
    """

    mine: list[Row]
    others: list[Row]
    drafts: list[Row]
    behind: list[Row]
    # Whether this person decides about anything at all.
    decides: bool


def waiting_for(user: Any) -> Waiting:
    """All four lists of one person, oldest first.

    A few queries for each kind of record that the person writes or that something waits of.
    """
    models = reviewed_models()
    decides = any(holds_approval(model, user) for model in models)
    found = Waiting([], [], [], [], decides)
    task = ContentType.objects.get_for_model(SecondPersonTask)
    waiting = _states(models)
    for model in models:
        states = waiting.get(model, {})
        rows = model._default_manager.select_related("locale").in_bulk(states) if states else {}
        waits = {pk for pk, state in states.items() if _asked(state, task)}
        approves = [rows[pk] for pk in waits if pk in rows and holds_approval(rows[pk], user)]
        hands = hands_in_all(approves)
        for pk, state in states.items():
            if pk in hands and user.pk not in hands[pk]:
                found.mine.append(Row(rows[pk], rows[pk].review_address, state))
            elif pk in rows and state.requested_by_id == user.pk:
                found.others.append(Row(rows[pk], rows[pk].editor_address, state))
        if not model.written_by(user):
            continue
        drafts = model._default_manager.select_related("locale").filter(
            has_unpublished_changes=True, latest_revision__user=user
        )
        found.drafts.extend(
            Row(row, row.editor_address) for row in drafts.exclude(pk__in=list(states))
        )
        behind = behind_of(model._default_manager.select_related("locale"))
        ordered = behind.order_by(*model._meta.ordering, "pk")
        found.behind.extend(Row(row, row.editor_address) for row in ordered)
    for rows_of_one in (found.mine, found.others):
        rows_of_one.sort(key=_since)
    return found


def reviewed_models() -> list[Any]:
    """Every kind of record and page that a second person approves."""
    return [model for model in apps.get_models() if issubclass(model, Reviewed)]


def listed(rows: list[Row]) -> dict[str, Any]:
    """The first of them, and how many there are besides."""
    return {"rows": rows[:LISTED], "more": max(0, len(rows) - LISTED)}


def _states(models: Iterable[Any]) -> dict[Any, dict[Any, WorkflowState]]:
    """The review that each record is in, by kind and under the record's key."""
    kinds = {kind.pk: model for model, kind in ContentType.objects.get_for_models(*models).items()}
    states = (
        WorkflowState.objects.active()
        .filter(content_type__in=kinds)
        .select_related("current_task_state__task", "requested_by")
    )
    found: dict[Any, dict[Any, WorkflowState]] = {}
    for state in states:
        model = kinds[state.content_type_id]
        found.setdefault(model, {})[model._meta.pk.to_python(state.object_id)] = state
    return found


def _asked(state: WorkflowState, task: ContentType) -> bool:
    """Whether it waits for a second person, and not for the author."""
    return (
        state.status == WorkflowState.STATUS_IN_PROGRESS
        and state.current_task_state is not None
        and state.current_task_state.task.content_type_id == task.pk
    )


def _since(row: Row) -> Any:
    assert row.state is not None  # noqa: S101 - rows of drafts are in an order of their own
    return row.state.created_at
