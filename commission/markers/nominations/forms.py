"""What a visitor writes who asks for a marker, or tells what became of one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.following.addresses import AddressField

LONG = 4_000  # characters: two pages, and what is longer is sent on paper


def _paragraphs(label: Any, **kwargs: Any) -> forms.CharField:
    kwargs.setdefault("max_length", LONG)
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)


class _Contact(forms.Form):
    """How to reach whoever writes; nobody has to say it."""

    use_required_attribute = False
    field_order: Sequence[str] = ()

    contact = AddressField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_(
            "You do not have to give it. It is kept apart and encrypted, is never published, and "
            "is deleted soon after the decision."
        ),
    )

    def clean_contact(self) -> str:
        """The address, or nothing."""
        return str(self.cleaned_data["contact"] or "")


class NominateForm(_Contact):
    """A wish for a marker."""

    what = forms.CharField(
        label=_("What should be remembered"),
        max_length=200,
        error_messages={"required": _("Say in a few words what should be remembered.")},
    )
    place = _paragraphs(
        _("Where"),
        help_text=_("In words. Say only what may be known of the place."),
        error_messages={"required": _("Say in words where the marker should be.")},
    )
    why = _paragraphs(
        _("Why"), error_messages={"required": _("Say in a sentence or two why it matters.")}
    )
    remembers = _paragraphs(
        _("Whom it remembers"),
        required=False,
        help_text=_("A person, a group, or nobody by name. Leave it empty if you would rather."),
    )

    field_order: Sequence[str] = ("what", "place", "why", "remembers", "contact")


class TellForm(_Contact):
    """Word about a marker that stands, or stood."""

    what = _paragraphs(
        _("What you saw"), error_messages={"required": _("Say what you saw, and on what day.")}
    )

    field_order = ("what", "contact")


class DeclineReason(forms.Form):
    """Why a wish is not followed."""

    use_required_attribute = False

    reason = _paragraphs(
        _("Why it is declined"),
        help_text=_("Kept with the nomination. Nobody outside reads it."),
        error_messages={"required": _("Say why in a sentence.")},
    )
