"""How many words are wrong, on real speech, by language and model.

Thresholds are what was measured (in the comments) with a small margin: the same weights give the
same words on any processor.
"""

import re
import unicodedata
from pathlib import Path

import jiwer
import pytest

from media.probe import probe_file
from media.transcription import Engine, window_transcribe, windows_plan
from media.transcription.language import Language

pytestmark = pytest.mark.whisper

# The model writes numbers as figures, the references as they were spoken.
NUMBERS = {
    "2": "two",
    "3": "three",
    "5": "five",
    "15": "fifteen",
    "15th": "fifteenth",
    "20": "twenty",
    "20th": "twentieth",
    "42": "forty two",
    "1455": "fourteen fifty five",
    "1462": "fourteen sixty two",
    "1465": "fourteen sixty five",
    "2008": "two thousand eight",
}


def plain(text: str) -> str:
    """Lower case, no punctuation, small numbers as words: the references are written so."""
    text = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    words = re.findall(r"[\w']+", text)
    return " ".join(NUMBERS.get(word, word) for word in words)


def heard(engine: Engine, path: Path, language: str) -> str:
    container = probe_file(path).container
    return " ".join(
        segment.text
        for window in windows_plan(path, container)
        for segment in window_transcribe(
            engine=engine,
            path=path,
            container=container,
            window=window,
            language=Language(language, "", 0.0),
        )
    )


def error_rate(engine: Engine, clips: list[Path], language: str) -> float:
    """Over all words of the clips together."""
    references = [plain(clip.with_suffix(".txt").read_text()) for clip in clips]
    return jiwer.wer(references, [plain(heard(engine, clip, language)) for clip in clips])


def clips(shared: Path, *names: str) -> list[Path]:
    found = [next((shared / "audio").glob(f"**/{name}.[!t]*")) for name in names]
    assert len(found) == len(names)
    return found


def fleurs(shared: Path, language: str, *numbers: int) -> list[Path]:
    return clips(shared, *(f"fleurs-{language}-{number:03}" for number in numbers))


@pytest.mark.parametrize(
    ("names", "most"),
    [
        (["en-radio-address-2008"], 0.03),
        (["en-ljspeech-printing"], 0.06),
        (["en-kennedy-inaugural-1961", "en-librispeech-2412-153948-0000"], 0.02),
    ],
)
def test_tiny_en_on_clear_english(shared, tiny_en, names, most):
    assert error_rate(tiny_en, clips(shared, *names), "en") <= most


def test_tiny_en_on_many_voices(shared, tiny_en):
    """Short clips with names of places: measured 0.081."""
    assert error_rate(tiny_en, fleurs(shared, "en", *range(10)), "en") <= 0.09


def test_tiny_en_on_old_words(shared, tiny_en):
    """A sonnet: measured 0.120."""
    assert error_rate(tiny_en, clips(shared, "en-sonnet-1"), "en") <= 0.13


def test_base_on_long_clear_english(shared, base):
    """Measured 0.019."""
    assert error_rate(base, clips(shared, "en-radio-address-2008"), "en") <= 0.03


@pytest.mark.parametrize(
    ("language", "long", "numbers", "most"),
    [
        ("es", "es-capitan-veneno", (0, 1, 7, 9), 0.13),
        ("de", "de-simplicissimus", (2, 3, 4, 9), 0.14),
        ("pt", None, (0, 1, 6, 7, 9), 0.13),
        ("fr", None, (0, 1, 5, 9), 0.27),
    ],
)
def test_base_on_other_languages(shared, base, language, long, numbers, most):
    chosen = [*(clips(shared, long) if long else []), *fleurs(shared, language, *numbers)]
    assert error_rate(base, chosen, language) <= most
