"""Which recording of a testimony the editor is about: named in the address, or the obvious one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.redaction.selectors import transcript_newest
from archive.testimony.models import Recording, Testimony
from archive.testimony.selectors import recordings_kept
from archive.transcript.models import Transcript
from archive.transcript.selectors import transcript_latest

# In place of a recording's id: the text that was written and not spoken.
WRITTEN = "written"


@dataclass(frozen=True)
class Choice:
    """One text of a testimony that has several, with what is known of it."""

    label: str
    url: str
    current: bool
    set_aside: bool
    newest: Transcript | None


def recording_chosen(testimony: Testimony, sent: str) -> Recording | None:
    """The recording that an address names; without a name, that of the newest text that counts.

    None is the text without a recording. Raises Http404 for what this testimony does not hold.
    """
    if sent == WRITTEN:
        return None
    if sent:
        try:
            return testimony.recordings.get(pk=UUID(sent))
        except (ValueError, Recording.DoesNotExist) as unknown:
            raise Http404 from unknown
    newest = transcript_newest(testimony)
    if newest is not None:
        return newest.recording
    return recordings_kept(testimony).first() or testimony.recordings.first()


def editor_url(name: str, testimony: Testimony, recording: Recording | None) -> str:
    """An address of the editor. It names the recording where there are several texts."""
    url = reverse(f"desk:{name}", args=[testimony.pk])
    if len(_texts(testimony)) < 2:
        return url
    return f"{url}?recording={recording.pk if recording else WRITTEN}"


def choices_of(testimony: Testimony, current: Recording | None) -> list[Choice]:
    """All texts to choose from, in the order of the recordings; none where there is but one."""
    texts = _texts(testimony)
    if len(texts) < 2:
        return []
    return [
        Choice(
            label=_("Recording %(n)d") % {"n": recording.position}
            if recording
            else _("Written, without a recording"),
            url=editor_url("transcript", testimony, recording),
            current=recording == current,
            set_aside=recording is not None and recording.set_aside_at is not None,
            newest=transcript_latest(testimony, recording=recording),
        )
        for recording in texts
    ]


def _texts(testimony: Testimony) -> Sequence[Recording | None]:
    recordings: list[Recording | None] = list(testimony.recordings.all())
    written = testimony.transcripts.filter(recording=None).exists()
    return [*recordings, None] if written else recordings
