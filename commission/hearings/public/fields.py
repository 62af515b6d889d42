"""The fields that narrow the calendar, with what public hearings offer to choose."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commission.hearings.filters import NEEDS, ONLINE, Filter, need_label
from commission.hearings.selectors import hearings_public
from commission.hearings.vocabulary import HearingType


@dataclass(frozen=True)
class Choice:
    """One option of a field."""

    value: str
    label: str
    on: bool


@dataclass(frozen=True)
class Field:
    """One field: its name in addresses, what stands above it, its options."""

    name: str
    label: str
    choices: list[Choice]


def fields_of(chosen: Filter) -> list[Field]:
    """Type, place and needs; only types and places that some public hearing has. One query."""
    rows = set(hearings_public().order_by().values_list("hearing_type", "place").distinct())
    kinds, places = {kind for kind, _place in rows}, {place for _kind, place in rows if place}
    types = [(one.value, str(one.label)) for one in HearingType if one.value in kinds]
    named = [(one, one) for one in sorted(places, key=str.casefold)]
    return [
        _field("type", _("Kind"), [("", _("Everything")), *types], chosen.kind),
        _field(
            "place",
            _("Place"),
            [("", _("Anywhere")), *named, (ONLINE, _("Online"))],
            chosen.place,
        ),
        _field(
            "need",
            _("Needs"),
            [("", _("No filter")), *((one, need_label(one)) for one in NEEDS)],
            chosen.need,
        ),
    ]


def _field(name: str, label: str, options: list[tuple[str, str]], chosen: str) -> Field:
    return Field(name, label, [Choice(value, said, value == chosen) for value, said in options])
