"""The files of a candidate, written from what was composed and under names that say nothing."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from archive.edition.models import FileKind
from archive.publishing.composing import Composition, words_published
from archive.testimony.models import Recording
from media.blobs.store import blob_path
from media.captions import plain_text, vtt
from media.sound import sound_render

CONTENT_TYPES = {
    FileKind.SOUND: "audio/mp4",
    FileKind.CAPTIONS: "text/vtt",
    FileKind.TEXT: "text/plain",
    FileKind.PEAKS: "application/json",
    FileKind.WORDS: "application/json",
}


@dataclass(frozen=True)
class Built:
    """The bytes of one file, on their way into the store."""

    kind: FileKind
    source: Path | bytes


def kinds_of(composition: Composition) -> list[FileKind]:
    """Which files this edition will have, in the order in which they are built."""
    texts = [FileKind.CAPTIONS, FileKind.TEXT, FileKind.WORDS]
    return [*texts, FileKind.SOUND, FileKind.PEAKS] if composition.with_sound else texts


def texts_build(composition: Composition, *, language: str) -> Iterator[Built]:
    """Captions, text and times of words."""
    note = composition.text_note
    captions = vtt(composition.cues, notes=[note], language=language)
    yield Built(FileKind.CAPTIONS, captions.encode())
    text = f"{composition.title}\n{note}\n\n{plain_text(composition.cues)}"
    yield Built(FileKind.TEXT, text.encode())
    yield Built(FileKind.WORDS, _json({"words": words_published(composition.turns)}))


def sound_build(
    composition: Composition, recording: Recording, *, on_progress: Callable[[int], None]
) -> Iterator[Built]:
    """Sound with the withheld spans zeroed, and its peaks as they are in what was rendered.

    `on_progress` is called with thousandths of the sound; what it raises stops the work.

    The working folder lies beside the store and goes with the last file.
    """
    blob = recording.accession.blob
    folder = settings.DATA_DIR / "incoming"
    with TemporaryDirectory(prefix="build-", dir=folder) as temporary, blob_path(blob) as source:
        target = Path(temporary) / "sound.m4a"
        rendered = sound_render(
            source=source,
            container=blob.container,
            silences=composition.silences,
            target=target,
            length_ms=recording.duration_ms,
            on_progress=on_progress,
        )
        yield Built(FileKind.SOUND, target)
    peaks = {"duration_ms": rendered.duration_ms, "peaks": rendered.peaks}
    yield Built(FileKind.PEAKS, _json(peaks))


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
