"""Forms of the tracker's desk. Errors are sentences; what was written stays in the form."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from archive.desk.fields import DeskForm, choices_of
from archive.redaction.models import ReasonCode
from commission.recommendations.bodies.models import Body
from commission.recommendations.papers import PaperForm, language_field
from commission.recommendations.recommendation.models import Recommendation, SuccessionKind
from commission.recommendations.vocabulary import Quality, ResponseKind, Status
from commission.review.words import words_refused
from media.refusal import Refused


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, with the browser's own way to choose one."""
    return forms.DateField(
        label=label,
        # The browser's field takes and gives this form alone, in every language.
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        **kwargs,
    )


def text_field(label: Any, *, rows: int = 5, **kwargs: Any) -> forms.CharField:
    """Paragraphs."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class TrackerForm(DeskForm):
    """A form that makes one row however often it is sent: it carries the row's key."""

    # Which field a refusal is about, by its code; others stand above all fields.
    PLACES: ClassVar[dict[str, str]] = {}
    # Whether outsiders read what is written in it: nothing may stand there that may in no record.
    READ_OUTSIDE: ClassVar[bool] = True

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def refused(self, refused: Refused) -> None:
        """Put what a service refused beside the field it is about."""
        field = self.PLACES.get(refused.code)
        self.add_error(field if field in self.fields else None, str(refused.message))

    def clean(self) -> dict[str, Any]:
        """Put a name for which a cipher stands beside the field in which it is written."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        typed = {
            name: data[name]
            for name, field in self.fields.items()
            if isinstance(field, forms.CharField) and isinstance(data.get(name), str)
        }
        refused = words_refused(list(typed.values())) if self.READ_OUTSIDE else {}
        for place, sentence in refused.items():
            self.add_error(list(typed)[place], str(sentence))
        return data


class AddressedForm(TrackerForm):
    """A form about one of the bodies that a recommendation is addressed to."""

    body = forms.ModelChoiceField(
        queryset=Body.objects.none(), label=_("Body"), empty_label=None, to_field_name="pk"
    )

    def __init__(self, recommendation: Recommendation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = Body.objects.filter(addressed__recommendation=recommendation)
        asked = asked.order_by("addressed__sort_order", "addressed__pk")
        self.fields["body"].queryset = asked  # type: ignore[attr-defined]


class ResponseForm(AddressedForm, PaperForm):
    """What a body answered."""

    PLACES: ClassVar = {"future": "given_on", "no_words": "text", "too_long": "text"}

    kind = forms.ChoiceField(
        label=_("What it answered"), choices=choices_of(ResponseKind), widget=forms.RadioSelect
    )
    given_on = day_field(_("When it answered"))
    text = text_field(
        _("In its own words"),
        required=False,
        help_text=_("What the public may read. A longer answer comes as a document."),
    )
    language = language_field()

    field_order = ("body", "kind", "given_on", "text", "language")


class ActionForm(AddressedForm):
    """What a body promised."""

    title = forms.CharField(label=_("What will be done"), max_length=300)
    owner = forms.CharField(
        label=_("Who does it"), max_length=200, help_text=_("An office, not a person.")
    )
    due_on = day_field(_("Promised for"))


class MoveForm(TrackerForm):
    """Another day for an action."""

    PLACES: ClassVar = {"same_day": "due_on", "no_words": "why", "too_long": "why"}

    due_on = day_field(_("New day"))
    why = text_field(_("Why it moved"), rows=3, help_text=_("The public reads this."))
    language = language_field()


class DutyForm(AddressedForm):
    """How often a body reports."""

    PLACES: ClassVar = {"rhythm": "every_months", "duty_in_force": "body"}

    every_months = forms.IntegerField(
        label=_("Every so many months"), min_value=1, max_value=60, initial=6
    )
    first_due_on = day_field(_("First report due on"))


class AskForm(AddressedForm):
    """One report."""

    PLACES: ClassVar = {"asked_already": "due_on"}

    due_on = day_field(_("Due on"))


class ViewForm(TrackerForm, PaperForm):
    """What the commission finds."""

    PLACES: ClassVar = {
        "future": "made_on",
        "no_author": "author",
        "no_words": "text",
        "too_long": "text",
    }

    about = forms.ChoiceField(label=_("About"), required=False)
    status = forms.ChoiceField(label=_("How far it has come"), choices=choices_of(Status))
    quality = forms.ChoiceField(
        label=_("Quality of the response"),
        choices=[("", _("Not judged")), *choices_of(Quality)],
        required=False,
    )
    author = forms.CharField(
        label=_("In whose name"),
        max_length=200,
        help_text=_("As the public reads it: Follow-up panel of the commission."),
    )
    made_on = day_field(_("Found on"))
    text = text_field(_("Reasons"), help_text=_("The public reads them."))
    language = language_field()

    field_order = ("about", "status", "quality", "author", "made_on", "text", "language")

    def __init__(self, recommendation: Recommendation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            ("", _("The recommendation as a whole")),
            *((str(row.pk), row.title) for row in recommendation.actions.all()),
        ]
        self.fields["author"].initial = settings.COMMISSION_NAME


class SuccessionForm(TrackerForm):
    """Another recommendation takes this one's place."""

    PLACES: ClassVar = {"future": "on", "circle": "number", "too_long": "text"}

    kind = forms.ChoiceField(
        label=_("What happened"), choices=choices_of(SuccessionKind), widget=forms.RadioSelect
    )
    number = forms.IntegerField(label=_("Number of the other recommendation"), min_value=1)
    on = day_field(_("Since when"))
    text = text_field(_("Why"), rows=3, required=False)
    language = language_field()


class TakeDownForm(TrackerForm):
    """Why words go."""

    why = forms.ChoiceField(
        label=_("Reason"),
        choices=choices_of(ReasonCode),
        widget=forms.RadioSelect,
        help_text=_("The public reads the reason where the words stood."),
    )


class SendBackForm(TrackerForm):
    """What the commission asks about a report."""

    PLACES: ClassVar = {"no_words": "question", "too_long": "question"}
    READ_OUTSIDE = False

    question = text_field(
        _("Question to the body"), rows=3, help_text=_("Only the body's focal points read it.")
    )
    language = language_field()
    seen = forms.CharField(widget=forms.HiddenInput)
