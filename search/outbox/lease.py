"""One process writes at a time, and the row says which. A process that died holds nothing up."""

import contextlib
import os
import socket
import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from search.outbox.models import WriterLease

NAME = "writer"
LENGTH = timedelta(minutes=2)


class WriterBusy(Exception):
    """Another process writes to the indexes. `holder` says which."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


class LeaseGone(Exception):
    """This process was silent for too long, and another one writes now."""


class Lease:
    """The right to write, for as long as it is renewed."""

    def __init__(self, token: uuid.UUID) -> None:
        self._token = token

    def renew(self) -> None:
        """Say that this process is alive. Raises LeaseGone when it lost its right."""
        held = WriterLease.objects.filter(pk=NAME, token=self._token)
        if not held.update(until=timezone.now() + LENGTH):
            raise LeaseGone


@contextlib.contextmanager
def writer_lease(worker: str) -> Iterator[Lease]:
    """Hold the right to write. Raises WriterBusy when somebody else does.

    The clock is the process's own: a lease is about processes, not about records.
    """
    token = uuid.uuid4()
    _take(f"{socket.gethostname()} {os.getpid()} {worker}"[:120], token)
    try:
        yield Lease(token)
    finally:
        WriterLease.objects.filter(pk=NAME, token=token).delete()


@transaction.atomic
def _take(holder: str, token: uuid.UUID) -> None:
    now = timezone.now()
    row, made = WriterLease.objects.select_for_update().get_or_create(
        pk=NAME, defaults={"holder": holder, "token": token, "until": now + LENGTH}
    )
    if made:
        return
    if row.until > now and not _dead(row.holder):
        raise WriterBusy(row.holder)
    row.holder, row.token, row.until = holder, token, now + LENGTH
    row.save()


def _dead(holder: str) -> bool:
    """Whether the holder was a process of this machine that no longer runs."""
    host, pid, *_ = holder.split(" ")
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
