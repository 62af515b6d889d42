"""What is wrong with a file, in sentences that say what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from media.refusal import Refused

_SENTENCES: dict[str, Promise] = {
    "empty": _("This file is empty. Copy it from the device again; nothing was received."),
    "playlist": _(
        "This is a list that points to other files, not a recording. Bring the recording itself."
    ),
    "archive": _("This is an archive. Unpack it and bring each recording in it by itself."),
    "web_page": _("This is a web page, not a recording. Bring the recording itself."),
    "program": _("This is a program, not a recording. Bring the recording itself."),
    "document": _("This is a document, not a recording. Bring the recording itself."),
    "picture": _("This is a picture, not a recording. Bring the recording itself."),
    "two_things": _(
        "This file is a recording and something else at once. Open it in a sound program, save it "
        "as WAV or FLAC, and bring that file."
    ),
    "other_sound": _(
        "This kind of recording cannot be kept here. Save it as WAV, FLAC, MP3, M4A, Ogg or WebM, "
        "and bring that file."
    ),
    "unknown": _(
        "This is not a recording that can be recognised. Bring a WAV, AIFF, FLAC, MP3, M4A, MP4, "
        "Ogg, Opus or WebM file."
    ),
}


def refused(code: str) -> Refused:
    """The refusal for a code of this page."""
    return Refused(code, _SENTENCES[code])
