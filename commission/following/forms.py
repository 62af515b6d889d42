"""What somebody writes who wants to be told."""

from django import forms

from commission.following.addresses import AddressField
from commission.following.models import Rate


class AskForm(forms.Form):
    """An address and how often."""

    address = AddressField()
    rate = forms.ChoiceField(choices=Rate.choices, required=False)

    def clean_rate(self) -> Rate:
        """At once, where nothing was chosen."""
        return Rate(self.cleaned_data.get("rate") or Rate.AT_ONCE)


class RateForm(forms.Form):
    """How often one thing is told."""

    follow = forms.UUIDField()
    rate = forms.ChoiceField(choices=Rate.choices)
