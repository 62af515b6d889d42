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
    "document_two_things": _(
        "This file is a document and something else at once. Open it in the program that it is "
        "for, save it again as PDF, JPEG or PNG, and bring that file."
    ),
    "document_too_large": _(
        "This document is larger than 128 MB. Scan it again at 300 dpi, or bring its pages one by "
        "one; nothing was received."
    ),
    "pdf_cut": _(
        "This PDF stops before its end. Copy it from where it was made again; nothing was received."
    ),
    "pdf_unreadable": _(
        "This file begins like a PDF, but is not built like one. Open it in a program that shows "
        "PDFs, print it into a new PDF, and bring that file."
    ),
    "picture_unsafe": _(
        "This picture cannot be read safely. Scan the paper again at 300 dpi and save it as JPEG "
        "or PNG."
    ),
    "no_document": _(
        "This is not a scan that can be recognised. Bring a PDF, JPEG, PNG or TIFF file; a picture "
        "from a telephone may have to be saved as JPEG first."
    ),
    "neither": _(
        "This is neither a scan nor a recording. Bring a PDF, JPEG, PNG or TIFF file, or a "
        "recording; a picture from a telephone may have to be saved as JPEG first."
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
