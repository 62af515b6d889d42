"""What a person writes on the redaction desk: a span, a name, a decision."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from archive.redaction.models import ReasonCode, RedactionKind

_TIME = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,3})?)")

SHOWN_KINDS = [
    RedactionKind.REMOVE,
    RedactionKind.PSEUDONYMISE,
    RedactionKind.GENERALISE,
    RedactionKind.MUTE,
]
SHOWN_REASONS = [reason for reason in ReasonCode if reason != ReasonCode.WITHDRAWN]


def milliseconds(text: str) -> int:
    """0:32:01.18, 32:01 or 1921.5 as ms. Raises ValidationError for anything else."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValidationError(_("Write a time as 0:32:01.18: hours, minutes, seconds."))
    hours, minutes, seconds = found[1] or "0", found[2] or "0", found[3].replace(",", ".")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


class WordIds(forms.CharField):
    """Ids of words with commas between them, as a list."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> list[str]:
        return [id for id in (super().clean(value) or "").split(",") if id]


class TimeField(forms.CharField):
    """A place in the recording, typed; None when left empty."""

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        return milliseconds(text) if text else None


class ProposalForm(forms.Form):
    """A span by its words or by its times, and what is to become of it."""

    word_ids = WordIds(required=False)
    start = TimeField(label=_("From"), required=False, max_length=16)
    end = TimeField(label=_("To"), required=False, max_length=16)
    kind = forms.ChoiceField(
        label=_("In the words"), choices=[(kind.value, kind.label) for kind in SHOWN_KINDS]
    )
    replacement = forms.CharField(
        label=_("What stands in their place"), required=False, max_length=120
    )
    reason = forms.ChoiceField(
        label=_("Reason the public will see"),
        choices=[(reason.value, f"{reason.value}: {reason.label}") for reason in SHOWN_REASONS],
    )
    open_to_research = forms.BooleanField(
        label=_("Researchers under agreement may read and hear it"), required=False
    )
    note = forms.CharField(
        label=_("Note to the approver"), required=False, max_length=2000, widget=forms.Textarea
    )

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if not self.errors and not sent["word_ids"] and None in (sent["start"], sent["end"]):
            raise ValidationError(
                _("Choose words in the transcript, or give a beginning and an end by time.")
            )
        return sent


class DecisionForm(forms.Form):
    """Approve, or reject with a reason that the one who proposed it will read."""

    approve = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    note = forms.CharField(label=_("Why it is rejected"), required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if sent.get("approve") == "no" and not sent.get("note"):
            raise ValidationError(_("Say in a sentence why it is rejected."))
        return sent


class NameForm(forms.Form):
    """A name that may stand nowhere outside."""

    name = forms.CharField(label=_("Name"), max_length=200)
    reason = forms.ChoiceField(
        label=_("Reason the public will see"),
        choices=[(reason.value, f"{reason.value}: {reason.label}") for reason in SHOWN_REASONS],
    )


class PlaceForm(forms.Form):
    """One place of a protected name: propose to remove it, or keep it and say why."""

    word_ids = WordIds()
    act = forms.ChoiceField(choices=[("propose", "propose"), ("keep", "keep")])
    why = forms.CharField(required=False, max_length=300)


class AgainForm(forms.Form):
    """The words on which a redaction is placed again."""

    word_ids = WordIds()


def first_error(form: forms.Form) -> str:
    """The first thing that is wrong with a form, as one sentence with its field's name."""
    for field, errors in form.errors.items():
        label = form.fields[field].label if field in form.fields else ""
        return f"{label}: {errors[0]}" if label else str(errors[0])
    return ""
