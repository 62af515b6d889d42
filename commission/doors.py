"""Addresses of Wagtail's admin that ask for a sign-in alone, and tell of drafts or workflows."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.models import Task, Workflow
from wagtail.permissions import policy_registry

from commission.pages.editorial import EditorialPage

KEEPS = ("add", "change", "delete")


class AdminDoors:
    """Refuses them to whoever does not work with what they show."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Raises PermissionDenied. Who is not signed in is left to Wagtail's own door."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        for prefix, holds in DOORS.items():
            if name.startswith(prefix) and request.user.is_authenticated:
                if not holds(request.user):
                    raise PermissionDenied
                return


def _keeps_workflows(user: Any) -> bool:
    return any(
        policy_registry.get_by_type(model).user_has_any_permission(user, KEEPS)
        for model in (Workflow, Task)
    )


DOORS: dict[str, Callable[[Any], bool]] = {
    "wagtailadmin_workflows:": _keeps_workflows,
    # Whoever approves reads a page where they decide about it.
    "wagtailadmin_pages:": EditorialPage.written_by,
    "wagtailadmin_choose_page": EditorialPage.written_by,
    "wagtailadmin_api:pages:": EditorialPage.written_by,
}
