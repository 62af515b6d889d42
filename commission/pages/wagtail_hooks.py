"""Pages in the admin: what goes round the review is refused, and where editors write."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks

from commission.pages.editors import editors_allow


@hooks.register("before_create_page")
def no_page_is_made_in_public(request: HttpRequest, parent: Any, model: type) -> None:
    """Raises PermissionDenied: at the root of the tree Wagtail asks nobody but its own rights."""
    if request.POST.get("action-publish"):
        raise PermissionDenied


@hooks.register("after_create_page")
def editors_reach_a_new_home_page(request: HttpRequest, page: Any) -> None:
    editors_allow()
