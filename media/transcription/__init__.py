"""Speech to text on our own computers: weights, windows, words, and the machine's doubts.

The model's library is imported when the first function that needs it runs, not with Django.
"""

from media.transcription.engine import Engine, engine_load
from media.transcription.language import Language, LanguageUnknown, language_detect
from media.transcription.results import (
    SegmentResult,
    WordResult,
    segments_from_json,
    segments_to_json,
)
from media.transcription.weights import ModelFiles, ModelMissing, model_find
from media.transcription.window import window_transcribe
from media.transcription.windows import windows_plan

__all__ = [
    "Engine",
    "Language",
    "LanguageUnknown",
    "ModelFiles",
    "ModelMissing",
    "SegmentResult",
    "WordResult",
    "engine_load",
    "language_detect",
    "model_find",
    "segments_from_json",
    "segments_to_json",
    "window_transcribe",
    "windows_plan",
]
