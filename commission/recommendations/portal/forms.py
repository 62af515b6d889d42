"""Forms of the portal, drawn as public pages draw theirs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.recommendations.papers import PaperForm, language_field
from commission.recommendations.vocabulary import Status
from media.refusal import Refused

# Codes of refusals, and the field that each is about.
PLACES = {
    "no_claim": "claim",
    "no_words": "text",
    "too_long": "text",
    "not_text": "text",
    "no_author": "author",
    "future": "made_on",
}


class PortalForm(PaperForm):
    """Fields with the classes of public pages."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Select):
                field.widget.attrs.setdefault("class", "select")
            elif not isinstance(field.widget, forms.RadioSelect | forms.HiddenInput):
                field.widget.attrs.setdefault("class", "input")

    def refused(self, refused: Refused) -> None:
        """Put what a service refused beside the field it is about, or above all of them."""
        field = PLACES.get(refused.code)
        self.add_error(field if field in self.fields else None, str(refused.message))


class ReportForm(PortalForm):
    """What a body reports. Nothing of it has to be there in a draft."""

    claim = forms.ChoiceField(
        label=_("How far it has come"),
        choices=[("", _("Choose")), *Status.choices],
        required=False,
    )
    text = forms.CharField(
        label=_("What was done, and what comes next"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Whole sentences. Leave out names of people who were not asked."),
    )
    language = language_field()
    without = forms.BooleanField(
        label=_("Take this document out again"), required=False, widget=forms.CheckboxInput
    )
    # Names the draft that this page showed: two people of one body may write at once.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ("claim", "text", "language")


class CommunityForm(PortalForm):
    """What the community says."""

    status = forms.ChoiceField(
        label=_("How far it has come"), choices=[("", _("Choose")), *Status.choices]
    )
    author = forms.CharField(
        label=_("In whose name you speak"),
        max_length=200,
        help_text=_(
            "As the public reads it: Families of Ferry Road. Not your own name, if you wish."
        ),
    )
    text = forms.CharField(
        label=_("Your reasons"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "What you have seen or heard of it. Leave out names of people who were not asked."
        ),
    )
    language = language_field()
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    field_order = ("status", "author", "text", "language")
