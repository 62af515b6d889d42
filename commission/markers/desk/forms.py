"""Forms of the markers' desk. Errors are sentences; what was written stays in the form."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.desk.fields import choices_of
from commission.dates import EDTF_HELP
from commission.markers.nominations.forms import DeclineReason, NominateForm
from commission.markers.vocabulary import Condition, Precision, State
from commission.recommendations.desk.forms import TrackerForm, day_field, text_field
from commission.recommendations.papers import language_field


class StateForm(TrackerForm):
    """The next state of a marker, or what an earlier row should have said."""

    PLACES: ClassVar = {
        "order": "state",
        "edtf": "happened_on",
        "future": "happened_on",
        "earlier": "happened_on",
        "later": "happened_on",
        "no_words": "text",
        "quoted_by_hand": "text",
        "words": "text",
        "too_long": "text",
    }

    state = forms.ChoiceField(label=_("What it is now"), widget=forms.RadioSelect)
    happened_on = forms.CharField(
        label=_("Since when"), max_length=40, required=False, help_text=EDTF_HELP
    )
    text = text_field(
        _("What happened, and why"),
        rows=3,
        required=False,
        help_text=_("Everybody reads it. Needed where it was moved, damaged or removed."),
    )
    language = language_field()

    def __init__(self, states: list[State], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(one.value, one.label) for one in states]  # type: ignore[attr-defined]


class CorrectForm(StateForm):
    """What a row should have said, and what was wrong with it."""

    def __init__(self, states: list[State], *args: Any, **kwargs: Any) -> None:
        super().__init__(states, *args, **kwargs)
        text = self.fields["text"]
        text.label, text.required = _("What was wrong"), True
        text.help_text = _("Everybody reads it. The row as it was stays on record.")


class ConditionForm(TrackerForm):
    """What somebody saw who looked at it."""

    PLACES: ClassVar = {
        "future": "seen_on",
        "next_look": "next_look_by",
        "quoted_by_hand": "text",
        "words": "text",
        "too_long": "text",
    }

    condition = forms.ChoiceField(
        label=_("What it is like"), choices=choices_of(Condition), widget=forms.RadioSelect
    )
    seen_on = day_field(_("Seen on"))
    text = text_field(
        _("What was seen"), rows=3, required=False, help_text=_("Everybody reads it.")
    )
    language = language_field()
    next_look_by = day_field(_("Next look by"), required=False)


class PlaceForm(TrackerForm):
    """Where it is, and how exactly that may be told."""

    PLACES: ClassVar = {"no_place": "latitude"}

    latitude = forms.DecimalField(
        label=_("Latitude"),
        min_value=-90,
        max_value=90,
        max_digits=12,
        decimal_places=10,
        help_text=_("In degrees, north of the equator: 29.760427"),
    )
    longitude = forms.DecimalField(
        label=_("Longitude"),
        min_value=-180,
        max_value=180,
        max_digits=13,
        decimal_places=10,
        help_text=_("In degrees, east of Greenwich; west of it with a minus: -95.369803"),
    )
    precision = forms.ChoiceField(
        label=_("What everybody may know of it"),
        choices=choices_of(Precision),
        widget=forms.RadioSelect,
    )


class WithdrawForm(TrackerForm):
    """Why a marker's record is taken back."""

    PLACES: ClassVar = {
        "no_words": "text",
        "too_long": "text",
        "quoted_by_hand": "text",
        "words": "text",
    }

    text = text_field(_("Why"), rows=3, help_text=_("Everybody reads it where the page was."))
    language = language_field()


class DeclineForm(DeclineReason, TrackerForm):
    """Why a wish is not followed."""

    PLACES: ClassVar = {"no_words": "reason", "too_long": "reason"}
    READ_OUTSIDE = False


class WrittenDownForm(NominateForm, TrackerForm):
    """A wish that came on paper or by word of mouth, written down by staff."""

    READ_OUTSIDE = False

    language = language_field()

    field_order: Sequence[str] = (*NominateForm.field_order, "language")
