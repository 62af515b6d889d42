"""What the worker does about orders that begin later than they were placed."""

from django.utils import timezone

from archive.holds.closing import holds_enforce
from media.runners import runner_register


def runner_register_holds() -> None:
    """Let every worker close what an order or a delay covers from the moment it begins."""
    runner_register("holds", lambda worker: holds_enforce(at=timezone.now()) > 0)
