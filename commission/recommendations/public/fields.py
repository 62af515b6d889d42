"""The fields that narrow the list, with what public records offer to choose."""

from dataclasses import dataclass
from typing import Any

from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commission.recommendations.bodies.selectors import bodies_public
from commission.recommendations.filters import (
    NO_VIEW,
    ORDERS,
    Filter,
    reports_public,
    themes_public,
)
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.recommendations.vocabulary import Kind, Status
from commission.review.translations import translated_all


@dataclass(frozen=True)
class Choice:
    """One option of a field."""

    value: str
    label: str
    on: bool


@dataclass(frozen=True)
class Field:
    """One field of the filter: its name in addresses, what stands above it, its options."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def chosen(self) -> bool:
        """Whether something other than its first option is chosen."""
        return any(choice.on for choice in self.choices[1:])


class Choices:
    """The fields of the filter, with what public records offer to choose."""

    def __init__(self, chosen: Filter) -> None:
        self.chosen = chosen
        self.bodies = list(bodies_public().select_related("locale"))
        self.themes = list(themes_public().select_related("locale"))
        self.reports = list(reports_public().select_related("locale"))
        rows = recommendations_public().order_by()
        pairs = set(rows.values_list("kind", ExtractYear("made_on")).distinct())
        self.kinds = {kind for kind, _year in pairs}
        self.years = sorted({year for _kind, year in pairs if year}, reverse=True)
        self.names: dict[tuple[type[Any], Any], Any] = {}
        for held in (self.bodies, self.themes, self.reports):
            named = translated_all(held)
            self.names |= {(type(row), row.pk): named[row.pk] for row in held}

    def name(self, row: Any) -> str:
        """A body, theme or report in the language of the page."""
        return str(self.names.get((type(row), row.pk), row))

    def first(self) -> list[Field]:
        """Those that always stand in the first line."""
        statuses: list[tuple[str, Any]] = [(s.value, s.label) for s in Status]
        return [
            self._records("body", _("Body"), self.bodies, self.chosen.body, self._all_bodies()),
            self._field(
                "found",
                _("The commission finds"),
                [("", _("Any status")), *statuses, (NO_VIEW, _("No view given yet"))],
                self.chosen.found,
            ),
            self._records("theme", _("Theme"), self.themes, self.chosen.theme, _("All themes")),
            self._field("order", _("Order"), list(ORDERS.items()), self.chosen.order),
        ]

    def more(self) -> list[Field]:
        """Those that stand in the second line; without those that leave nothing to choose."""
        kinds = [(kind.value, kind.label) for kind in Kind if kind in self.kinds]
        years = [(f"{year:04}", f"{year}") for year in self.years]
        year = f"{self.chosen.year:04}" if self.chosen.year is not None else ""
        fields = [
            self._field("kind", _("Kind"), [("", _("Any kind")), *kinds], self.chosen.kind),
            self._records("report", _("Report"), self.reports, self.chosen.report, _("Any report")),
            self._field("year", _("Year it was made"), [("", _("Any year")), *years], year),
            self._field(
                "priority",
                _("Priority"),
                [("", _("All")), ("1", _("Priority alone"))],
                "1" if self.chosen.priority else "",
            ),
        ]
        return [
            one for one in fields if len(one.choices) > 2 or one.chosen or one.name == "priority"
        ]

    def _all_bodies(self) -> str:
        count = len(self.bodies)
        return ngettext("The one body", "All %(count)s bodies", count) % {"count": count}

    def _records(self, name: str, label: str, rows: list[Any], on: Any, any_: str) -> Field:
        options = [(row.slug, self.name(row)) for row in rows]
        # The same body may have been entered in more than one language.
        options = sorted(dict(options).items(), key=lambda option: option[1].casefold())
        return self._field(name, label, [("", any_), *options], on.slug if on else "")

    def _field(self, name: str, label: str, options: list[tuple[str, Any]], on: str) -> Field:
        return Field(
            name, label, [Choice(value, str(said), value == on) for value, said in options]
        )
