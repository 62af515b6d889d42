"""Django looks for models here; each lives in the folder of what it is."""

from search.outbox.models import IndexGeneration, OutboxEntry, WriterLease

__all__ = ["IndexGeneration", "OutboxEntry", "WriterLease"]
