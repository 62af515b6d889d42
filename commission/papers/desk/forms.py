"""The form that takes a document down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.desk.fields import DeskForm, choices_of
from archive.redaction.models import ReasonCode


class TakeDownForm(DeskForm):
    """Why a document goes, and that this is meant: nobody brings the copy back."""

    why = forms.ChoiceField(
        label=_("Reason"),
        choices=choices_of(ReasonCode),
        widget=forms.RadioSelect,
        help_text=_("The public reads the reason where the document was named."),
        error_messages={"required": _("Choose why it goes.")},
    )
    sure = forms.BooleanField(
        label=_("Yes, take this document down for good"),
        error_messages={"required": _("Tick this if you mean it.")},
    )
