"""Forms of the hearings' desk. Errors are sentences; what was written stays in the form."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.days import end_of, midnight
from archive.desk.fields import DeskForm, choices_of
from archive.redaction.models import ReasonCode
from archive.testimony.models import Testimony
from commission.hearings.docket.models import DocketEntry
from commission.hearings.hearing.models import Hearing
from commission.hearings.orders.services import Covered
from commission.hearings.vocabulary import OrderScope
from commission.hearings.witnesses.appearing import appearances_of
from media.refusal import Refused

LOOK_AGAIN = timedelta(days=90)
# Days that every time zone has.
FAR = datetime(9999, 12, 30, tzinfo=UTC)


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, with the browser's own way to choose one."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        **kwargs,
    )


def text_field(label: Any, *, rows: int = 4, **kwargs: Any) -> forms.CharField:
    """Paragraphs."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class HearingsForm(DeskForm):
    """A form in which a refusal of a service stands above all fields."""

    def refused(self, refused: Refused) -> None:
        """Put what a service refused where a person reads it."""
        self.add_error(None, str(refused.message))


class LinkForm(HearingsForm):
    """Which testimony a witness gave."""

    testimony = forms.CharField(
        label=_("Testimony, by its reference or its number in the vault"),
        max_length=64,
        help_text=_("Who gave it is not shown here."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_testimony(self) -> Testimony:
        """The testimony. Refuses what names none."""
        found = testimony_named(self.cleaned_data["testimony"])
        if found is None:
            raise forms.ValidationError(_("No testimony has this reference. Look at it again."))
        return found


class EntriesField(forms.ModelMultipleChoiceField):
    """Entries of one docket. What they are is on their own pages, for whoever may see it."""

    def label_from_instance(self, obj: Any) -> str:
        """Its number, its kind, and the exhibit that it is."""
        return f"{obj.number}. {obj.get_kind_display()} {obj.exhibit_reference}".strip()


class CoverForm(HearingsForm):
    """What an order covers."""

    witnesses = forms.MultipleChoiceField(
        label=_("Witnesses, with everything that they said"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    entries = EntriesField(
        label=_("Entries of the docket"),
        queryset=DocketEntry.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    testimonies = text_field(
        _("Other testimonies, by reference or number in the vault, one a line"),
        rows=2,
        required=False,
    )

    def __init__(self, hearing: Hearing | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        witnesses: Any = self.fields["witnesses"]
        entries: Any = self.fields["entries"]
        if hearing is not None:
            known = appearances_of(hearing)
            witnesses.choices = [(str(key), one.shown) for key, one in known.items()]
            rows = DocketEntry.objects.originals().filter(hearing=hearing.original_id)
            entries.queryset = rows.select_related("hearing").order_by("number")
        for name in ("witnesses", "entries"):
            if not list(self.fields[name].choices):  # type: ignore[attr-defined]
                del self.fields[name]

    def clean_testimonies(self) -> tuple[Testimony, ...]:
        """The testimonies. Refuses a line that names none."""
        names = self.cleaned_data["testimonies"].split()
        found = tuple(testimony_named(name) for name in names)
        if None in found:
            raise forms.ValidationError(_("No testimony has this reference. Look at it again."))
        return tuple(one for one in found if one is not None)

    @property
    def covered(self) -> Covered:
        """What was chosen."""
        data = self.cleaned_data
        return Covered(
            witnesses=tuple(UUID(key) for key in data.get("witnesses", ())),
            entries=tuple(data.get("entries", ())),
            testimonies=data.get("testimonies", ()),
        )


class OrderForm(CoverForm):
    """A restriction order."""

    made_by = forms.CharField(
        label=_("Made by"), max_length=200, help_text=_("Such as: The chair.")
    )
    made_on = day_field(_("Made on"), initial=timezone.localdate)
    code = forms.ChoiceField(label=_("Reason"), choices=choices_of(ReasonCode))
    scope = forms.ChoiceField(
        label=_("What it forbids"), choices=choices_of(OrderScope), widget=forms.RadioSelect
    )
    starts_on = day_field(
        _("In force from"), required=False, help_text=_("Empty: from now, at once.")
    )
    ends_on = day_field(_("Last day"), required=False, help_text=_("Empty: until it is lifted."))
    review_on = day_field(
        _("Looked at again on"), initial=lambda: timezone.localdate() + LOOK_AGAIN
    )
    summary = text_field(
        _("Public summary"), help_text=_("What it covers, in words that name nobody.")
    )
    text = text_field(
        _("Text of the order"),
        rows=8,
        help_text=_("Kept in the vault. Only who may read orders sees it, and each look is kept."),
    )

    field_order = (
        "witnesses",
        "entries",
        "testimonies",
        "scope",
        "code",
        "made_by",
        "made_on",
        "starts_on",
        "ends_on",
        "review_on",
        "summary",
        "text",
    )

    def fields_of_order(self, *, at: datetime) -> dict[str, Any]:
        """What `order_place` takes, beside what is covered."""
        names = ("made_by", "made_on", "code", "scope", "review_on", "summary", "text")
        starts, ends = self.cleaned_data["starts_on"], self.cleaned_data["ends_on"]
        return {
            **{name: self.cleaned_data[name] for name in names},
            "starts_at": max(at, midnight(starts)) if starts else at,
            # After the last day that calendars have there is no moment: until it is lifted.
            "ends_at": end_of(ends),
        }


class ReviewForm(HearingsForm):
    """When an order that stays is looked at next."""

    review_on = day_field(
        _("Looked at again on"), initial=lambda: timezone.localdate() + LOOK_AGAIN
    )


class ConfirmForm(HearingsForm):
    """A person's word that a recording may go out."""

    notice = text_field(
        _("What the public reads about it"),
        rows=2,
        max_length=300,
        help_text=_("One sentence: when it opens, and after how many days of notice."),
    )
    release_at = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        validators=[MaxValueValidator(FAR)],
        help_text=_("In the commission's own time. Empty: as soon as everything is in order."),
    )
    # Of whom the person was told that this is: a recording may move to another witness meanwhile.
    witness = forms.UUIDField(widget=forms.HiddenInput, required=False)
    heard = forms.BooleanField(
        label=_("I have made sure that the day was held and that nothing was said under an order."),
    )


class CipherForm(HearingsForm):
    """A new cipher, and who stands behind it."""

    cipher = forms.CharField(
        label=_("Cipher"), max_length=8, help_text=_("Letters and a number: C7.")
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("As it is written. Kept in the vault; nobody can write it into a record."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NameForm(HearingsForm):
    """Another name of the same person."""

    name = forms.CharField(
        label=_("Another name of the same person"),
        max_length=200,
        help_text=_("At birth, a short form, another spelling, or the surname alone if it tells."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def testimony_named(named: str) -> Testimony | None:
    """A testimony by its reference or its id."""
    named = named.strip()
    try:
        return Testimony.objects.filter(pk=UUID(named)).first()
    except ValueError:
        return Testimony.objects.filter(reference=named).first()
