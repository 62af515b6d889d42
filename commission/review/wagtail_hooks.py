"""What waits for whom, on the first page of the admin."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.ui.components import Component

from commission.review.waiting import listed, reviewed_models, waiting_for


class WaitingPanel(Component):
    """What waits for this person, what of theirs waits for another, drafts, and translations."""

    name, order, template_name = "review_waiting", 20, "review/waiting_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Approvers are led to the page where they decide, authors to their draft."""
        found = waiting_for((parent_context or {})["request"].user)
        names = ("mine", "others", "drafts", "behind")
        lists = {name: listed(getattr(found, name)) for name in names}
        return {**lists, "decides": found.decides}


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern | URLResolver]:
    return [path("review/", include("commission.review.urls"))]


@hooks.register("construct_homepage_panels")
def first_page(request: HttpRequest, panels: list[Component]) -> None:
    """In place of Wagtail's own lists, which lead only people who may change what they approve."""
    own = {"workflow_objects_to_moderate", "user_objects_in_workflow_moderation"}
    panels[:] = [panel for panel in panels if panel.name not in own]
    if any(model.seen_by(request.user) for model in reviewed_models()):
        panels.append(WaitingPanel())
