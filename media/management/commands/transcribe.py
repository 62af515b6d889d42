"""`manage.py transcribe FILE`: what the archive's workers do, for any file, printed."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from media import captions
from media.probe import Probe, probe_file
from media.refusal import Refused
from media.transcription import (
    Engine,
    LanguageUnknown,
    ModelMissing,
    SegmentResult,
    engine_load,
    language_detect,
    model_find,
    segments_to_json,
    window_transcribe,
    windows_plan,
)
from media.transcription.language import Language

MARK = "Made by machine, not yet checked"


class Command(BaseCommand):
    help = (
        "Write down a recording by machine and print the result. Nothing is stored, and nothing "
        "leaves this computer."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", default="", help="language spoken, such as es")
        parser.add_argument("--format", choices=["vtt", "srt", "txt", "json"], default="vtt")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError("There is no such file. Check the path.")
        try:
            # Refusing comes first: nobody should wait for weights to learn that a file is empty.
            probe = probe_file(path)
            engine = engine_load(model_find(progress=_Fetching()))
            segments, language = _write_down(path, probe, engine, options["language"])
        except (Refused, ModelMissing) as refusal:
            raise CommandError(str(refusal.message)) from refusal
        except LanguageUnknown as unknown:
            raise CommandError(
                "The Whisper weights do not know this language. Set WHISPER_MODEL to a model that "
                "does, such as small."
            ) from unknown
        self.stdout.write(_printed(segments, language, engine, options["format"]), ending="")


def _write_down(
    path: Path, probe: Probe, engine: Engine, stated: str
) -> tuple[list[SegmentResult], Language]:
    container, steady = probe.container, probe.steady
    windows = windows_plan(path, container)
    language = language_detect(
        engine=engine,
        path=path,
        container=container,
        windows=windows,
        stated=stated,
        steady=steady,
    )
    segments: list[SegmentResult] = []
    whole = windows[-1][1] / 1000 if windows else 0
    with tqdm(total=round(whole), unit="s", desc="Transcribing") as bar:
        for window in windows:
            segments += window_transcribe(
                engine=engine,
                path=path,
                container=container,
                window=window,
                language=language,
                steady=steady,
                on_progress=lambda reached: _reach(bar, reached / 1000),
            )
            _reach(bar, window[1] / 1000)
    return segments, language


def _reach(bar: "tqdm[Any]", seconds: float) -> None:
    bar.update(max(0, min(bar.total, round(seconds)) - bar.n))


def _printed(segments: list[SegmentResult], language: Language, engine: Engine, form: str) -> str:
    if form == "json":
        result = {
            "mark": MARK,
            "language": language.code,
            "made_with": engine.made_with,
            "segments": segments_to_json(segments),
        }
        return json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    cues = [cue for segment in segments for cue in captions.cues_cut(segment.words)]
    if form == "vtt":
        return captions.vtt(cues, notes=[MARK, *_doubts(segments)], language=language.code)
    if form == "srt":
        return captions.srt(cues)
    return captions.plain_text(cues)


def _doubts(segments: list[SegmentResult]) -> list[str]:
    """Captions have no place for a doubt beside the text: it is said at the top, with the time."""
    return [
        f"doubtful from {segment.start_ms / 1000:.1f} s: {', '.join(segment.flags)}"
        for segment in segments
        if segment.flags
    ]


class _Fetching:
    """A bar for a download that may never start."""

    def __init__(self) -> None:
        self.bar: tqdm[Any] | None = None

    def __call__(self, what: str, done: int, total: int) -> None:
        if self.bar is None:
            self.bar = tqdm(desc=what, total=total or None, unit="B", unit_scale=True)
        self.bar.update(max(0, done - self.bar.n))
        if total and done >= total:
            self.bar.close()
