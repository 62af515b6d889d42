"""Forms for taking in and describing a testimony."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.desk.fields import DeskForm, choices_of
from archive.testimony.models import Testimony, TestimonyKind, TombstoneChoice

LANGUAGE_HINT = _("As a code: en, es, fr. Where it matters which one, es-419.")
WHEN_HINT = _("A day, month, season or year: 2024-03-14, 1996-07, 1996-24 (winter), 1996~ (about).")


class TestimonyForm(DeskForm):
    """What is written down when somebody comes to testify."""

    kind = forms.ChoiceField(
        label=_("How it was given"), choices=choices_of(TestimonyKind), widget=forms.RadioSelect
    )
    language = forms.CharField(label=_("Language spoken"), max_length=12, help_text=LANGUAGE_HINT)
    given_on = forms.CharField(
        label=_("When it was given"), max_length=40, required=False, help_text=WHEN_HINT
    )
    place = forms.CharField(
        label=_("Where, as it may be published"),
        max_length=200,
        required=False,
        help_text=_("A town or a building that nobody can be found by."),
    )
    summary = forms.CharField(
        label=_("One sentence for lists and headings"),
        max_length=400,
        required=False,
        help_text=_("It will be published: no name that may not be known."),
    )


class GiverForm(DeskForm):
    """One person who gave the testimony. Stays in the vault."""

    real_name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("Kept in the vault. Who may see it is decided by role, and each look is kept."),
    )
    contact = forms.CharField(
        label=_("How this person may safely be reached"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What is safe, and what is not: a letter, a number, never a message."),
    )


class OptionalGiverForm(GiverForm):
    """A second or third person: left empty, there was none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["real_name"].required = False


class DescribeForm(TestimonyForm):
    """What may be written about a testimony afterwards."""

    content_note = forms.CharField(
        label=_("Content note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What a listener should know first. It will be published."),
    )
    embargo_until = forms.DateField(
        label=_("Embargo: last day on which it stays closed"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The day opens nothing by itself: afterwards a person lifts it."),
    )
    embargo_reason = forms.CharField(
        label=_("Why there is an embargo"), max_length=300, required=False
    )
    tombstone = forms.ChoiceField(
        label=_("If it is taken back, the address should"),
        choices=choices_of(TombstoneChoice),
        widget=forms.RadioSelect,
        help_text=_("The person who gave it decides."),
    )

    @classmethod
    def of(cls, testimony: Testimony) -> "DescribeForm":
        """The form as the testimony stands."""
        names = cls.base_fields
        return cls(initial={name: getattr(testimony, name) for name in names})
