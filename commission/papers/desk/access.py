"""Who may have a page of documents. Wagtail has asked for a sign-in before."""

from collections.abc import Callable
from functools import partial
from typing import Any

from archive.desk.access import View, page_refuse, staff_page
from commission.papers.selectors import RIGHTS

FRAME = "papers/desk/base.html"


def documents_page(methods: str = "GET HEAD") -> Callable[[View], View]:
    """Let a view answer only to people who work on records with documents.

    Which documents they work on the view asks itself.
    """

    def holds(user: Any) -> bool:
        return any(user.has_perm(right) for right in RIGHTS)

    return staff_page(holds, methods=methods, refuse=partial(page_refuse, frame=FRAME))
