"""What is heard in a file: its samples, its shape, its pauses, and the sound that may go out."""

from media.sound.foreign import foreign_content
from media.sound.levels import level_dbfs
from media.sound.pauses import pauses, widen
from media.sound.pcm import pcm_stream
from media.sound.peaks import sound_peaks
from media.sound.render import Rendered, sound_render

__all__ = [
    "Rendered",
    "foreign_content",
    "level_dbfs",
    "pauses",
    "pcm_stream",
    "sound_peaks",
    "sound_render",
    "widen",
]
