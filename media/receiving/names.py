"""What a file was called: data to keep and show, never a path, never a reason to trust it."""

from pathlib import PurePosixPath

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

_LONGEST = 400
_ENDINGS = {
    "wav": {"wav", "wave", "bwf", "rf64"},
    "aiff": {"aif", "aiff", "aifc"},
    "flac": {"flac"},
    "mp3": {"mp3", "mpga"},
    "mov": {"m4a", "mp4", "m4b", "m4v", "mov", "3gp", "3g2", "aac"},
    "ogg": {"ogg", "oga", "opus", "spx", "ogx"},
    "matroska": {"webm", "weba"},
    "pdf": {"pdf"},
    "jpeg": {"jpg", "jpeg", "jpe", "jfif"},
    "png": {"png"},
    "tiff": {"tif", "tiff"},
}
_KINDS = {
    "wav": "WAV",
    "aiff": "AIFF",
    "flac": "FLAC",
    "mp3": "MP3",
    "mov": "MP4",
    "ogg": "Ogg",
    "matroska": "WebM",
    "pdf": "PDF",
    "jpeg": "JPEG",
    "png": "PNG",
    "tiff": "TIFF",
}


def name_kept(name: str) -> str:
    """The name as it can be stored: the same characters, but for those no database takes.

    A NUL becomes the replacement character, a byte that was no text its number. A name of more than
    400 characters loses its middle.
    """
    name = name.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\ufffd")
    if len(name) > _LONGEST:
        name = f"{name[: _LONGEST - 41]}…{name[-40:]}"
    return name


def name_remark(name: str, container: str) -> str | Promise | None:
    """A sentence when the ending of the name says another kind than the bytes do."""
    ending = PurePosixPath(name.replace("\\", "/").replace("\0", "")).suffix.lower().lstrip(".")
    if not ending or ending in _ENDINGS[container]:
        return None
    return format_lazy(
        _("The name ends like another kind of file, but this is {kind}; it was kept."),
        kind=_KINDS[container],
    )
