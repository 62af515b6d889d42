"""What one person agreed to, asked use by use. Nothing is chosen beforehand."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.consent.models import Agreement, Attribution, HowGiven, Medium, Use
from archive.desk.fields import DeskForm, choices_of

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
HINTS: dict[Use, str | Promise] = {
    Use.WEB_PUBLICATION: _("Anybody can read or hear it. Copies that were saved stay."),
    Use.AI_PROCESSING: _("Without this no machine touches the recording; a person writes it down."),
    Use.EXTERNAL_PROCESSING: _("Sound or text leave our own computers."),
    Use.RESEARCH: _("People who were let in by name, for a time, under an agreement."),
}


class ConsentForm(DeskForm):
    """One version: every use and every medium gets a yes or a no."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {f"use_{use.value}": self._asked(use, HINTS.get(use, "")) for use in Use}
        asked |= {f"medium_{medium.value}": self._asked(medium) for medium in Medium}
        self.fields = asked | self.fields

    attribution = forms.ChoiceField(
        label=_("How this person is named"),
        choices=choices_of(Attribution),
        widget=forms.RadioSelect,
        help_text=_("Everywhere alike: in titles, texts, captions, search and quotations."),
    )
    public_name = forms.CharField(
        label=_("The name they chose"),
        max_length=120,
        required=False,
        help_text=_("Only if they chose one."),
    )
    agreement = forms.ChoiceField(
        label=_("Where the agreement stands"),
        choices=choices_of(Agreement),
        widget=forms.RadioSelect,
        initial=Agreement.DOCUMENTED,
    )
    how_given = forms.ChoiceField(
        label=_("How it was given"), choices=choices_of(HowGiven), widget=forms.RadioSelect
    )
    given_on = forms.DateField(
        label=_("When it was given"), widget=forms.DateInput(attrs={"type": "date"})
    )
    open_until = forms.DateField(
        label=_("Last day on which it holds"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("After it, everything closes by itself. Empty: until it is taken back."),
    )
    form_language = forms.CharField(
        label=_("Language of the form or the reading"), max_length=12, initial="en"
    )
    form_text = forms.CharField(
        label=_("The text that was read or signed"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Its SHA-256 is kept, so that the exact wording can be proved later."),
    )
    file = forms.FileField(
        label=_("Proof: the paper that was signed, or the consent as it was spoken"),
        required=False,
        help_text=_(
            "A scan (PDF, JPEG, PNG, TIFF) or a recording. It is received like every original, is "
            "never published, and each look at it is written into the ledger."
        ),
    )

    @staticmethod
    def _asked(value: TextChoices, hint: Any = "") -> forms.ChoiceField:
        return forms.ChoiceField(
            label=value.label, choices=YES_NO, widget=forms.RadioSelect, help_text=hint
        )

    def uses_shown(self) -> Iterable[BoundField]:
        """The fields of the uses, for the page."""
        return (self[f"use_{use.value}"] for use in Use)

    def media_shown(self) -> Iterable[BoundField]:
        """The fields of the media, for the page."""
        return (self[f"medium_{medium.value}"] for medium in Medium)

    def others_shown(self) -> Iterable[BoundField]:
        """All other fields, for the page."""
        return (field for field in self if not field.name.startswith(("use_", "medium_")))

    def answers(self) -> dict[str, Any]:
        """What `consent_record` takes, without the proof."""
        data = self.cleaned_data
        return {
            "uses": {use: data[f"use_{use.value}"] == "yes" for use in Use},
            "media": {medium: data[f"medium_{medium.value}"] == "yes" for medium in Medium},
            "attribution": Attribution(data["attribution"]),
            "public_name": data["public_name"],
            "how_given": HowGiven(data["how_given"]),
            "form_text": data["form_text"],
            "form_language": data["form_language"],
            "given_on": data["given_on"],
            "open_until": data["open_until"],
            "agreement": Agreement(data["agreement"]),
        }
