"""Forms about sessions, bills and their stages."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from archive.desk.fields import choices_of
from commission.recommendations.desk.forms import TrackerForm, day_field
from commission.recommendations.legislature.models import Covers, Session
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.recommendations.vocabulary import Stage

MOST = 200  # recommendations under one bill; more is a slip of the hand


class SessionForm(TrackerForm):
    """A session of a legislature."""

    PLACES: ClassVar = {"order": "ends_on", "recorded_already": "name"}

    legislature = forms.CharField(label=_("Legislature"), max_length=200)
    name = forms.CharField(
        label=_("Session"), max_length=120, help_text=_("Such as: 101st session.")
    )
    begins_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"), help_text=_("What is no law by then falls."))


class SessionField(forms.ModelChoiceField):
    """Sessions under the name of their legislature."""

    def label_from_instance(self, obj: Session) -> str:
        """State Legislature, 101st session."""
        return f"{obj.legislature}, {obj.name}"


class NumbersField(forms.CharField):
    """Numbers of public recommendations with commas between them: 3, 14."""

    def clean(self, value: Any) -> list[Recommendation]:
        """The recommendations. Raises ValidationError for a number that none has."""
        wanted = re.split(r"[,;\s]+", str(super().clean(value) or "").strip(" ,;\t"))
        wanted = [one for one in wanted if one]
        if not all(one.isascii() and one.isdecimal() and len(one) < 10 for one in wanted):
            raise ValidationError(_("Write numbers with commas between them: 3, 14."))
        numbers = {int(one) for one in wanted}
        if len(numbers) > MOST:
            raise ValidationError(_("These are too many numbers for one bill."))
        found = list(recommendations_public().filter(number__in=numbers).order_by("number"))
        missing = sorted(numbers - {one.number for one in found})
        if missing:
            raise ValidationError(
                _("No public recommendation has this number: %(numbers)s.")
                % {"numbers": ", ".join(map(str, missing))}
            )
        return found


class BillForm(TrackerForm):
    """A bill, and what it would do."""

    session = SessionField(queryset=Session.objects.all(), label=_("Session"))
    number = forms.CharField(label=_("Number of the bill"), max_length=60)
    title = forms.CharField(label=_("Title"), max_length=200)
    chamber = forms.CharField(label=_("Chamber"), max_length=120, required=False)
    link = forms.URLField(
        label=_("Where it can be read"), required=False, max_length=200, assume_scheme="https"
    )
    fully = NumbersField(
        label=_("Recommendations that it would carry out in full"),
        required=False,
        help_text=_("Their numbers, with commas between them."),
    )
    partly = NumbersField(
        label=_("Recommendations that it would carry out in part"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """The recommendations with what it would do for each: in full or in part, not both."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        fully, partly = data.get("fully", []), data.get("partly", [])
        if "fully" in data and "partly" in data and not (fully or partly):
            self.add_error("fully", _("Say which recommendations the bill is for."))
        if both := {one.number for one in fully} & {one.number for one in partly}:
            named = ", ".join(str(number) for number in sorted(both))
            self.add_error("partly", _("It cannot do both: %(numbers)s.") % {"numbers": named})
        data["covers"] = {
            **dict.fromkeys(fully, Covers.ALL),
            **dict.fromkeys(partly, Covers.PART),
        }
        return data


class StageForm(TrackerForm):
    """How far a bill came."""

    PLACES: ClassVar = {"future": "on", "session_over": "on", "recorded_already": "stage"}

    stage = forms.ChoiceField(
        label=_("What it reached"), choices=choices_of(Stage), widget=forms.RadioSelect
    )
    on = day_field(_("On what day"))
