"""Forms of photographs. What is seen has to be said."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from archive.desk.fields import DeskForm, choices_of
from archive.redaction.models import ReasonCode
from commission.photographs.models import Licence
from commission.recommendations.papers import language_field
from media.refusal import Refused

LARGEST = 50 * 1024 * 1024
PLACES = {"no_alt": "alt", "no_photograph": "file"}


class _Said(DeskForm):
    """What is seen, and the words under it."""

    alt = forms.CharField(
        label=_("What is seen"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For whoever cannot see it: what matters in it, in one or two sentences."),
        error_messages={"required": _("Say what is seen, for whoever cannot see it.")},
    )
    caption = forms.CharField(label=_("Under it"), max_length=300, required=False)
    language = language_field()

    def refused(self, refused: Refused) -> None:
        """Put what a service refused beside the field it is about."""
        name = PLACES.get(refused.code)
        self.add_error(name if name in self.fields else None, str(refused.message))


class TextForm(_Said):
    """The same in another language."""


class DescribeForm(_Said):
    """Everything that is said of a photograph."""

    photographer = forms.CharField(
        label=_("Photographer"), max_length=200, required=False, help_text=_("As published.")
    )
    licence = forms.ChoiceField(label=_("Licence"), choices=choices_of(Licence))
    taken = forms.CharField(
        label=_("Taken on"), max_length=40, required=False, help_text=_("EDTF: 2026-09-09 or 2026")
    )


class ReceiveForm(DescribeForm):
    """A photograph that comes in."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "JPEG, PNG or TIFF, at most 50 MB. The place, the camera and all else that is written "
            "into it stays out of what readers get."
        ),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.tif,.tiff"}),
    )

    field_order = ("file", "alt", "caption", "language", "photographer", "licence", "taken")

    def clean_file(self) -> Any:
        """Refuses what is larger than a photograph is."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile) and (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("This file is larger than 50 MB. Save it smaller."))
        return file


class TakeDownForm(DeskForm):
    """Why a photograph goes, and that this is meant: nobody brings it back."""

    why = forms.ChoiceField(
        label=_("Reason"),
        choices=choices_of(ReasonCode),
        widget=forms.RadioSelect,
        help_text=_("The public reads the reason where the photograph was shown."),
        error_messages={"required": _("Choose why it goes.")},
    )
    sure = forms.BooleanField(
        label=_("Yes, take this photograph down for good"),
        error_messages={"required": _("Tick this if you mean it.")},
    )

    def refused(self, refused: Refused) -> None:
        """Above all fields: it is about the photograph."""
        self.add_error(None, str(refused.message))
