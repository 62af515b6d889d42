"""Who may have a page of the hearings' desk. Wagtail has asked for a sign-in before."""

from collections.abc import Callable
from functools import partial
from typing import Any

from archive.desk.access import View, page_refuse, staff_page
from commission.hearings.rights import CONFIRM, IDENTITY, LIFT, LINK, PLACE, READ

WRITES = tuple(
    f"hearings.{verb}_{name}"
    for name in ("hearing", "docketentry")
    for verb in ("add", "change", "view", "approve")
)
ORDERS = (PLACE, LIFT, READ)
READS = (*WRITES, *ORDERS, CONFIRM, LINK, IDENTITY)
FRAME = "hearings/desk/base.html"


def hearings_page(*rights: str, methods: str = "GET HEAD") -> Callable[[View], View]:
    """Let a view answer only to people who hold one of these rights."""
    return staff_page(
        partial(reads, rights=rights), methods=methods, refuse=partial(page_refuse, frame=FRAME)
    )


def reads(user: Any, rights: tuple[str, ...] = READS) -> bool:
    """Whether somebody holds one of these rights, or one that leads to this desk at all."""
    return any(user.has_perm(right) for right in rights)
