"""What waits for whom: records for somebody to decide about, and somebody's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import WorkflowState
from wagtail.snippets.models import get_snippet_models

from commission.review.hands import hands_in_all, holds_approval
from commission.review.models import PublicRecord, SecondPersonTask

# More than this are counted and not listed.
LISTED = 50


@dataclass(frozen=True)
class Row:
    """One record: the review that it is in, if any, and where the person goes with it."""

    record: PublicRecord
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
    """All four lists of one person, oldest first; a few queries for each kind of record."""
    decides = any(holds_approval(model, user) for model in reviewed_models())
    found = Waiting([], [], [], [], decides)
    task = ContentType.objects.get_for_model(SecondPersonTask)
    for model in reviewed_models():
        states = _states(model)
        rows = model._default_manager.select_related("locale").in_bulk(states)
        waits = {pk for pk, state in states.items() if _asked(state, task)}
        approves = [rows[pk] for pk in waits if pk in rows and holds_approval(rows[pk], user)]
        hands = hands_in_all(approves)
        for pk, state in states.items():
            if pk in hands and user.pk not in hands[pk]:
                found.mine.append(Row(rows[pk], _address(rows[pk]), state))
            elif pk in rows and state.requested_by_id == user.pk:
                found.others.append(Row(rows[pk], _editor(rows[pk]), state))
        drafts = model._default_manager.select_related("locale").filter(
            has_unpublished_changes=True, latest_revision__user=user
        )
        found.drafts.extend(Row(row, _editor(row)) for row in drafts.exclude(pk__in=list(states)))
        if _writes(model, user):
            behind = model._default_manager.behind().select_related("locale")
            found.behind.extend(Row(row, _editor(row)) for row in behind.order_by("number", "pk"))
    for rows_of_one in (found.mine, found.others):
        rows_of_one.sort(key=_since)
    return found


def reviewed_models() -> list[type[PublicRecord]]:
    """Every kind of public record that the admin has."""
    return [model for model in get_snippet_models() if issubclass(model, PublicRecord)]


def listed(rows: list[Row]) -> dict[str, Any]:
    """The first of them, and how many there are besides."""
    return {"rows": rows[:LISTED], "more": max(0, len(rows) - LISTED)}


def _states(model: type[PublicRecord]) -> dict[Any, WorkflowState]:
    """The review that each record of a kind is in, under the record's key."""
    kind = ContentType.objects.get_for_model(model)
    states: Iterable[WorkflowState] = (
        WorkflowState.objects.active()
        .filter(base_content_type=kind)
        .select_related("current_task_state__task", "requested_by")
    )
    return {model._meta.pk.to_python(state.object_id): state for state in states}


def _asked(state: WorkflowState, task: ContentType) -> bool:
    """Whether it waits for a second person, and not for the author."""
    return (
        state.status == WorkflowState.STATUS_IN_PROGRESS
        and state.current_task_state is not None
        and state.current_task_state.task.content_type_id == task.pk
    )


def _writes(model: type[PublicRecord], user: Any) -> bool:
    return bool(user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"))


def _since(row: Row) -> Any:
    assert row.state is not None  # noqa: S101 - rows of drafts are in an order of their own
    return row.state.created_at


def _address(record: PublicRecord) -> str:
    meta = record._meta
    return reverse("review:review", args=[meta.app_label, meta.model_name, record.pk])


def _editor(record: PublicRecord) -> str:
    viewset = record.snippet_viewset
    return reverse(viewset.get_url_name("edit"), args=[record.pk])
