"""Lengths and places in a recording, in words and in digits."""

from django.utils.translation import gettext as _


def duration(ms: int) -> str:
    """1 hr 12 min; 3 min 12 s; 4.2 s."""
    seconds = ms / 1000
    if seconds < 10:
        return _("%(s).1f s") % {"s": seconds}
    hours, rest = divmod(round(seconds), 3600)
    minutes, whole = divmod(rest, 60)
    if hours:
        return _("%(h)d hr %(m)d min") % {"h": hours, "m": minutes}
    if minutes:
        return _("%(m)d min %(s)d s") % {"m": minutes, "s": whole}
    return _("%(s)d s") % {"s": whole}


def place(ms: int) -> str:
    """A place in a recording: 31:04, or 1:06:18."""
    hours, rest = divmod(ms // 1000, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
