"""What waits for whom, on the first page of the admin."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import WorkflowState
from wagtail.snippets.models import get_snippet_models

from commission.review.models import PublicRecord, SecondPersonTask


class Waiting(Component):
    """Records that wait for this person's approval, and this person's that wait for another's."""

    name, order, template_name = "review_waiting", 20, "review/waiting_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Both lists: approvers are led to the page where they decide, authors to their draft."""
        user = (parent_context or {})["request"].user
        mine, others = [], []
        states = WorkflowState.objects.active().select_related(
            "current_task_state__task", "requested_by"
        )
        for state in states.prefetch_related("content_object"):
            record = state.content_object
            if not isinstance(record, PublicRecord) or state.current_task_state is None:
                continue
            task = state.current_task_state.task.specific
            row = {"record": record, "state": state, "url": _editor(record)}
            meta = record._meta
            if state.status == WorkflowState.STATUS_IN_PROGRESS and (
                isinstance(task, SecondPersonTask) and task.user_may_approve(record, user)
            ):
                which = [meta.app_label, meta.model_name, record.pk]
                mine.append({**row, "url": reverse("review:review", args=which)})
            elif state.requested_by_id == user.pk:
                others.append(row)
        return {"mine": mine, "others": others}


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern | URLResolver]:
    return [path("review/", include("commission.review.urls"))]


@hooks.register("construct_homepage_panels")
def first_page(request: HttpRequest, panels: list[Component]) -> None:
    """In place of Wagtail's own lists, which lead only people who may change what they approve."""
    own = {"workflow_objects_to_moderate", "user_objects_in_workflow_moderation"}
    panels[:] = [panel for panel in panels if panel.name not in own]
    if any(_may_view(request, model) for model in _reviewed()):
        panels.append(Waiting())


def _reviewed() -> list[type[PublicRecord]]:
    return [model for model in get_snippet_models() if issubclass(model, PublicRecord)]


def _may_view(request: HttpRequest, model: type[PublicRecord]) -> bool:
    return request.user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


def _editor(record: PublicRecord) -> str:
    return reverse(record.snippet_viewset.get_url_name("edit"), args=[record.pk])
