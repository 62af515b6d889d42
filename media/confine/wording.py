"""What a code of a confined task says to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from media.refusal import Refused

_SAVE_AGAIN = _(
    "This file cannot be read safely: reading it asks for more than a recording needs. Open it in "
    "a sound program, save it as WAV or FLAC, and bring that file."
)
_SENTENCES: dict[str, Promise] = {
    "memory": _SAVE_AGAIN,
    "time": _SAVE_AGAIN,
    "killed": _SAVE_AGAIN,
    "crash": _SAVE_AGAIN,
    "space": _(
        "The sound made from this recording would be larger than allowed. Cut the recording into "
        "parts and bring each part."
    ),
    "disk_full": _(
        "There is no space left on the server. Tell an administrator; nothing was changed."
    ),
    "unconfined": _(
        "This server cannot shut in the program that reads recordings, so it did not look at the "
        "file. Tell an administrator; nothing was changed."
    ),
    "too_long": _(
        "This file says that it is longer than 24 hours. Cut it into parts in a sound program and "
        "bring each part."
    ),
    "no_sound": _("There is no sound in this file. Check that it is the right one."),
    "nothing_decodes": _(
        "This file looks like a recording, but nothing in it can be heard. Copy it from the device "
        "again, or bring the recording in another format."
    ),
    "picture_cut": _(
        "This picture stops before its end. Copy it again, or scan the paper once more; nothing "
        "was received."
    ),
    "picture_and_more": _(
        "Something else lies behind the picture in this file. Open it in a picture program, save "
        "it as a new JPEG or PNG, and bring that file."
    ),
    "picture_too_large": _(
        "This picture has more than 100 million points. Scan the paper again at 300 dpi; nothing "
        "was received."
    ),
    "picture_unreadable": _(
        "This file begins like a picture, but cannot be read. Copy it again, or scan the paper "
        "once more; nothing was received."
    ),
    "paper_locked": _("This document is locked with a password. Bring it without one."),
    "paper_broken": _("This document cannot be opened. Print it to a new PDF and bring that."),
    "paper_form": _(
        "This document is a form that only one program can show. Print it to a new PDF and bring "
        "that."
    ),
    "paper_layers": _(
        "This document has layers that are not shown. Print it to a new PDF and bring that."
    ),
    "paper_marks": _(
        "Something is drawn over the pages of this document that could be taken off again. Carry "
        "out the redactions, or print the pages on paper and scan them."
    ),
    "unreadable": _(
        "This file begins like a recording, but cannot be opened. Copy it from the device again, "
        "or open it in a sound program and save it as WAV or FLAC."
    ),
}


def refusal_of(code: str) -> Refused:
    """The refusal for a code that a child sent, or for how it ended."""
    return Refused(code, _SENTENCES[code])
