"""Who may have a page of the findings' desk. Wagtail has asked for a sign-in before."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from archive.desk.access import View, page_refuse, staff_page

WRITES = ("add_finding", "change_finding")
DECIDES = ("approve_finding",)
# Whoever chooses passages: also for texts that are no findings.
QUOTES = (*WRITES, "quote_testimony")
READS = (*WRITES, *DECIDES)
FRAME = "findings/desk/base.html"


def findings_page(*permissions: str, methods: str = "GET HEAD") -> Callable[[View], View]:
    """Let a view answer only to people who hold one of these permissions of findings."""

    def holds(user: Any) -> bool:
        return any(user.has_perm(f"findings.{name}") for name in permissions)

    return staff_page(holds, methods=methods, refuse=refuse)


def refuse(
    request: HttpRequest, sentence: str | Promise = "", *, status: int = 403
) -> HttpResponse:
    """A whole page with one sentence: what is refused, and what can be done."""
    return page_refuse(request, FRAME, sentence, status=status)
