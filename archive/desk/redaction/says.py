"""The sentences that the redaction desk's script needs, in the language of the page."""

from django.utils.translation import gettext as _


def redaction_says() -> dict[str, str]:
    """By short names; {braces} are filled in by the script."""
    return {
        "offline": _("The server does not answer. Nothing was proposed; try again."),
        "broken": _("The server could not do this. Nothing was changed."),
        "refused": _(
            "The server refused this: your role has changed, or you signed in again elsewhere. "
            "Nothing was changed."
        ),
        "signed_out": _(
            "You are no longer signed in. Sign in again in another tab, then repeat it here."
        ),
        "words_of": _("{speaker}, {at}, words"),
        "none": _("No words selected"),
        "one": _("1 word"),
        "many": _("{n} words"),
        "times": _("{from} to {to}"),
        "selected": _("Selected: {text}"),
        "cleared": _("Selection cleared"),
        "elsewhere": _("Find the same words elsewhere ({n})"),
        "choose": _("Choose words in the transcript, or give a beginning and an end by time."),
        "public": _("Showing what the public would read"),
        "working": _("Showing the working transcript"),
        "state_proposed": _("proposed"),
        "state_approved": _("removed"),
        "state_suggested": _("suggested"),
    }
