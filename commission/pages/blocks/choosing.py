"""A record chosen from a list by its number: a plain list works without any script."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import blocks

from commission.pages.quoting import QuotingBlock

Choice = tuple[str, str]


class RecordBlock(QuotingBlock, blocks.FieldBlock):
    """One record, kept as the text that its address has: a number, or an id.

    Subclasses say which there are. What was public and is no more can stay chosen: its block is
    left out of the page, and staff are told.
    """

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        self._required = required
        super().__init__(**kwargs)

    def choices(self) -> Iterable[Choice]:
        """What may be chosen, with its words."""
        raise NotImplementedError

    @cached_property
    def field(self) -> forms.ChoiceField:
        """A list, made anew each time it is shown."""
        return forms.ChoiceField(
            required=self._required, choices=self._choices, widget=forms.Select
        )

    def value_from_form(self, value: str | None) -> str | None:
        """None where nothing was chosen yet."""
        return value or None

    def described(self, value: Any) -> str:
        """What it is called in the list."""
        return dict(self.choices()).get(str(value), "") if value else ""

    def _choices(self) -> list[Choice]:
        return [("", _("Choose one")), *self.choices()]


def marked(name: str, words: str, *, public: bool) -> str:
    """A choice in words; what outsiders cannot read is named alone.

    Its row says what its newest draft says by now, and who writes pages reads no drafts of records.
    """
    return words if public else _("%(record)s (not public)") % {"record": name}
