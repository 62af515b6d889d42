"""The shape of each recording, for the desk's waveform. A worker draws it; nobody waits for it."""

import logging
from datetime import timedelta

from django.utils import timezone

from archive.testimony.models import Recording
from media.blobs.store import blob_path
from media.refusal import Refused
from media.runners import runner_register
from media.sound import sound_peaks

log = logging.getLogger(__name__)

# How long nothing is drawn after the store or something else failed.
PAUSE = timedelta(minutes=10)


class Shapes:
    """Draws one shape after the other. Two workers that draw the same one draw the same."""

    def __init__(self) -> None:
        self.paused_until = timezone.now()

    def run_one(self, worker: str) -> bool:
        """True when there was a recording without its shape, and now it has one."""
        if timezone.now() < self.paused_until:
            return False
        waiting = Recording.objects.filter(peaks__isnull=True).select_related("accession__blob")
        # In no order, so that several workers seldom draw the same one.
        recording = waiting.order_by("?").first()
        if recording is None:
            return False
        try:
            peaks = _drawn(recording)
        except Exception as error:  # noqa: BLE001  it is logged, and tried again later
            # Its message may quote a path or a tag: only the kind of error is logged.
            log.error("shape of recording %s: %s", recording.pk, type(error).__name__)
            self.paused_until = timezone.now() + PAUSE
            return False
        Recording.objects.filter(pk=recording.pk).update(peaks=peaks)
        return True


def _drawn(recording: Recording) -> list[int]:
    """The heights; none for a file that is missing or cannot be drawn, which is a recording too."""
    blob = recording.accession.blob
    try:
        with blob_path(blob) as path:
            return sound_peaks(path, blob.container)
    except (Refused, FileNotFoundError) as error:
        log.warning("recording %s has no shape: %s", recording.pk, type(error).__name__)
        return []


def runner_register_shapes() -> None:
    """Let every worker draw what has come in."""
    runner_register("shapes", Shapes().run_one)
