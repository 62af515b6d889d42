"""What keeps a file from being received, in sentences that say what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from media.refusal import Refused

_SENTENCES: dict[str, Promise] = {
    "empty": _("This file is empty. Copy it from the device again; nothing was received."),
    "too_large": _(
        "This file is larger than this server takes. Cut it into parts and bring each part; "
        "nothing was received."
    ),
    "disk_full": _(
        "There is no space left to keep this file. Tell an administrator and keep the original; "
        "nothing was received."
    ),
    "store_damaged": _(
        "The same file was received before, but the copy kept here is damaged. Keep this file and "
        "tell an administrator at once."
    ),
}


def refused(code: str) -> Refused:
    """The refusal for a code of this page."""
    return Refused(code, _SENTENCES[code])
