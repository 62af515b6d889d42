"""Listening to the built sound: how loud it is in the silences, and what can be heard there."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from django.conf import settings

from archive.edition.models import Edition, FileKind
from archive.publishing.leaks.expected import Expected, Removed
from archive.publishing.leaks.texts import Found
from archive.publishing.models import LeakCheck
from archive.redaction.names import PARTICLES, name_find, pieces
from media.files import file_open
from media.sound import foreign_content
from media.sound.levels import SILENT_DBFS, dbfs, loudness
from media.sound.pauses import CELL_MS
from media.transcription import ModelMissing, engine_load, model_find, window_transcribe
from media.transcription.language import Language
from media.transcription.results import WordResult

# The demuxer that is forced for what we build; its times are its samples, because we wrote both.
CONTAINER = "mov"
# A codec spreads the sound before an edge over some milliseconds behind it: an edge is measured
# apart from the core.
EDGE_MS = 100
CORE_DBFS = -90.0
EDGE_DBFS = -60.0
# What is listened to on either side of a span.
AROUND_MS = 8_000
WINDOW_MS = 28_000
# Recognised words this short are found everywhere; they count only within the words' own time.
SHORT = 3
# Fewer letters than these turn up in compressed sound by chance.
IN_BYTES = 6


@dataclass
class Heard:
    """What listening found and measured."""

    found: list[Found] = field(default_factory=list)
    measurements: dict[str, Any] = field(default_factory=dict)


@contextmanager
def sound_of(edition: Edition) -> Iterator[Path | None]:
    """The built sound as a local file, read back from the store; None for an edition without."""
    row = edition.files.filter(kind=FileKind.SOUND).first()
    if row is None:
        yield None
        return
    with TemporaryDirectory(prefix="check-", dir=settings.DATA_DIR / "incoming") as folder:
        path = Path(folder) / "sound.m4a"
        with file_open(row.key) as source, path.open("wb") as target:
            copyfileobj(source, target, 1 << 20)
        yield path


def levels_check(path: Path, edition: Edition, silences: list[tuple[int, int]]) -> Heard:
    """Measure every silenced stretch: at most CORE_DBFS in its core, EDGE_DBFS at its edges."""
    heard = Heard()
    if not silences:
        return heard
    cores, edges = [], []
    # One pass over all of them: a decoder has to come from the beginning each time.
    begin = silences[0][0]
    loudest = loudness(path, CONTAINER, begin, silences[-1][1])[:, 1]
    for start, end in silences:
        core, edge = _levels(loudest, start - begin, end - begin)
        cores.append(core)
        edges.append(edge)
        if core > CORE_DBFS or edge > EDGE_DBFS:
            heard.found.append(Found(LeakCheck.SOUND_LEVEL, "sound", start, end))
    heard.found += _peaks_check(edition, silences)
    heard.measurements = {
        "silences": len(silences),
        "core_dbfs": round(max(cores), 1),
        "edge_dbfs": round(max(edges), 1),
    }
    return heard


def _levels(loudest: np.ndarray, start_ms: int, end_ms: int) -> tuple[float, float]:
    """The largest sample in the core of a stretch and at its edges, in dBFS.

    Whole cells of 10 ms: one that lies only partly inside holds sound that may be heard.
    """
    first, last = -(-start_ms // CELL_MS), end_ms // CELL_MS
    inside = loudest[first:last]
    edge = EDGE_MS // CELL_MS
    core = inside[edge:-edge]
    edges = np.concatenate([inside[:edge], inside[-edge:]])
    return _dbfs(core), _dbfs(edges)


def _dbfs(cells: np.ndarray) -> float:
    return dbfs(float(cells.max())) if len(cells) else SILENT_DBFS


def _peaks_check(edition: Edition, silences: list[tuple[int, int]]) -> Iterator[Found]:
    row = edition.files.filter(kind=FileKind.PEAKS).first()
    if row is None:
        yield Found(LeakCheck.NOT_CHECKED, "peaks")
        return
    with file_open(row.key) as file:
        shape = json.loads(file.read())
    peaks, each = shape["peaks"], shape["duration_ms"] / max(1, len(shape["peaks"]))
    for start, end in silences:
        inside = range(int(start / each) + 1, int(end / each))
        if any(peaks[n] > 0 for n in inside if n < len(peaks)):
            yield Found(LeakCheck.SOUND_LEVEL, "peaks", start, end)


def metadata_check(path: Path, expected: Expected) -> Heard:
    """Nothing but one track of sound is in the file, and no name stands in its bytes."""
    heard = Heard()
    foreign = foreign_content(path)
    if foreign:
        heard.found.append(Found(LeakCheck.METADATA, "sound"))
    heard.measurements = {"foreign_content": len(foreign)}
    texts = [*(name.name for name in expected.names), *expected.file_stems]
    sought = {
        letters
        for text in texts
        for letters in ("".join(pieces(text)), *pieces(text))
        if len(letters) >= IN_BYTES and letters not in PARTICLES
    }
    if _letters_in(path, [letters.encode() for letters in sought]):
        heard.found.append(Found(LeakCheck.METADATA, "sound_bytes"))
    return heard


def _letters_in(path: Path, sought: list[bytes]) -> set[bytes]:
    """Which of these letters stand in a file, however they are spaced."""
    found, tail = set(), b""
    keep = max((len(s) for s in sought), default=1) * 2
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            text = (tail + block).lower()
            tail = (tail + block)[-keep:]
            plain = text.translate(None, b"\x00 _-.'")
            found |= {s for s in sought if s in text or s in plain}
    return found


def speech_check(
    path: Path,
    expected: Expected,
    *,
    language: str,
    duration_ms: int,
    container: str = CONTAINER,
) -> Heard:
    """Let a machine listen to every span and its surroundings.

    A hit is a withheld word recognised over its own span, or a protected name anywhere: after a
    silence a machine may invent words, and inventions elsewhere say nothing. Without weights, or
    without a model for this language, a finding says that this was not checked.
    """
    heard = Heard()
    windows = _windows([item.redaction for item in expected.removed], duration_ms)
    heard.measurements = {"windows": len(windows), "listened_ms": sum(e - s for s, e in windows)}
    if not windows:
        return heard
    try:
        engine = engine_load(model_find())
    except ModelMissing:
        heard.found.append(Found(LeakCheck.NOT_CHECKED, "sound"))
        return heard
    code = language.split("-")[0].lower()
    if not engine.knows(code):
        heard.found.append(Found(LeakCheck.NOT_CHECKED, "sound"))
        code = "en"
    heard.measurements["model"] = engine.files.name
    words: list[WordResult] = []
    for window in windows:
        for segment in window_transcribe(
            engine=engine,
            path=path,
            container=container,
            window=window,
            language=Language(code=code, heard=code, probability=1.0),
            steady=container == CONTAINER,
        ):
            words += segment.words
    heard.measurements["words_heard"] = len(words)
    heard.found += _recognised(words, expected)
    return heard


def speech_left_out(expected: Expected) -> Heard:
    """What stands in the report where no machine may listen: a person hears each span instead."""
    found = [
        Found(LeakCheck.NOT_CHECKED, "sound", r.start_ms, r.end_ms, str(r.pk))
        for r in (item.redaction for item in expected.removed)
    ]
    return Heard(found, {"windows": 0, "listened_ms": 0})


def _recognised(words: list[WordResult], expected: Expected) -> Iterator[Found]:
    for item in expected.removed:
        r = item.redaction
        if any(_is_withheld(word, item) for word in words):
            yield Found(LeakCheck.SPOKEN_WORD, "sound", r.start_ms, r.end_ms, str(r.pk))
    for sought in expected.names:
        places = name_find(sought.name, [word.text for word in words])
        # Places that a person kept are spoken too; how many of them were listened to is not known.
        if len(places) > sought.allowed:
            first, last = words[places[0].first], words[places[0].last]
            yield Found(LeakCheck.PROTECTED_NAME, "sound", first.start, last.end)


def _is_withheld(word: WordResult, item: Removed) -> bool:
    r = item.redaction
    meant = [piece for target, _most in item.meant for piece in pieces(target)]
    own = set(pieces(word.text)) & {*item.pieces, *meant}
    if not own:
        return False
    if max(map(len, own)) > SHORT:
        return word.start < r.sound_end_ms and word.end > r.sound_start_ms
    return word.start < r.end_ms and word.end > r.start_ms


def _windows(redactions: Iterable[Any], duration_ms: int) -> list[tuple[int, int]]:
    """Surroundings of all spans, joined where they overlap, none longer than the model hears."""
    joined: list[list[int]] = []
    for r in sorted(redactions, key=lambda r: r.sound_start_ms):
        start = max(0, r.sound_start_ms - AROUND_MS)
        end = min(duration_ms, r.sound_end_ms + AROUND_MS)
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return [
        (start, min(start + WINDOW_MS, end))
        for first, end in joined
        for start in range(first, end, WINDOW_MS - AROUND_MS)
        if start == first or start + AROUND_MS < end
    ]
