"""What somebody narrowed the list of recommendations to; the same for the page and every file."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commission.recommendations.assessments.newest import with_apart, with_views
from commission.recommendations.bodies.models import Body
from commission.recommendations.bodies.selectors import body_public
from commission.recommendations.recommendation.models import Recommendation, RecommendationPart
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.recommendations.vocabulary import Kind, Status
from commission.reports.models import Report, Theme
from commission.review.models import PublicRecordQuerySet

NO_VIEW = "none"
LONGEST = 200  # characters of words
MOST = 8  # words; what comes after them narrows nothing

ORDERS: dict[str, str | Promise] = {
    "apart": gettext_lazy("Furthest apart"),
    "number": gettext_lazy("Number"),
    "due": gettext_lazy("Next date due"),
    "new": gettext_lazy("Newest first"),
}


@dataclass(frozen=True)
class Filter:
    """One narrowing. What an address holds that is no value of ours is not in it."""

    words: str = ""
    # One recommendation alone: what its own page links to.
    number: int | None = None
    body: Body | None = None
    found: str = ""
    theme: Theme | None = None
    kind: str = ""
    priority: bool = False
    year: int | None = None
    report: Report | None = None
    order: str = "apart"

    @classmethod
    def read(cls, query: QueryDict) -> "Filter":
        """The filter that an address asks for. Asks the database for a body, theme or report only.

        Only those that a public record names are known; all others are ignored like nonsense.
        """
        body, theme, report = (_slug(query, name) for name in ("body", "theme", "report"))
        found, kind, order = (query.get(name, "") for name in ("found", "kind", "order"))
        year, number = query.get("year", ""), query.get("number", "")
        return cls(
            words=" ".join(query.get("q", "").replace("\0", " ")[:LONGEST].split()),
            number=int(number) if _is_number(number) else None,
            body=body_public(body) if body else None,
            found=found if found in Status.values or found == NO_VIEW else "",
            theme=themes_public().filter(slug=theme).order_by("pk").first() if theme else None,
            kind=kind if kind in Kind.values else "",
            priority=query.get("priority") == "1",
            year=int(year) if _is_year(year) else None,
            report=reports_public().filter(slug=report).order_by("pk").first() if report else None,
            order=order if order in ORDERS else "apart",
        )

    def queryset(self) -> PublicRecordQuerySet:
        """The public recommendations that it leaves, in its order, with what each voice says.

        Rows carry `says_body`, `says_commission`, `says_community` and `apart`.
        """
        rows = with_apart(with_views(recommendations_public()))
        for word in self.words.split()[:MOST]:
            rows = rows.filter(pk__in=_having(word))
        if self.number is not None:
            rows = rows.filter(number=self.number)
        if self.body:
            rows = rows.filter(addressed__body=self.body)
        if self.found:
            named = None if self.found == NO_VIEW else self.found
            rows = rows.filter(Q(says_commission=named) if named else Q(says_commission=None))
        if self.theme:
            rows = rows.filter(themes=self.theme)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.priority:
            rows = rows.filter(priority=True)
        if self.year is not None:
            rows = rows.filter(made_on__year=self.year)
        if self.report:
            rows = rows.filter(report=self.report)
        return rows.order_by(*_ORDER[self.order])

    @property
    def query(self) -> str:
        """The filter as it stands in an address, in one order and without what is not set."""
        return urlencode(self._values())

    def _values(self) -> dict[str, str]:
        values = {
            "q": self.words,
            "number": f"{self.number}" if self.number is not None else "",
            "body": self.body.slug if self.body else "",
            "found": self.found,
            "theme": self.theme.slug if self.theme else "",
            "kind": self.kind,
            "priority": "1" if self.priority else "",
            "year": f"{self.year:04}" if self.year is not None else "",
            "report": self.report.slug if self.report else "",
            "order": self.order if self.order != "apart" else "",
        }
        return {name: value for name, value in values.items() if value}

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out; an order does not."""
        return bool(self._values().keys() - {"order"})

    def applied(self, name: Callable[[Any], str] = str) -> list["Applied"]:
        """What it is narrowed to, each in words and with what is left without it.

        `name` says a body, a theme or a report in the language of the page.
        """
        said: list[tuple[str, str]] = []
        if self.words:
            said.append((_("“%(words)s”") % {"words": self.words}, "words"))
        if self.number is not None:
            said.append((_("Number %(number)s") % {"number": self.number}, "number"))
        if self.body:
            said.append((name(self.body), "body"))
        if self.found:
            said.append(
                (_("The commission finds: %(what)s") % {"what": _found(self.found)}, "found")
            )
        if self.theme:
            said.append((name(self.theme), "theme"))
        if self.kind:
            said.append((str(Kind(self.kind).label), "kind"))
        if self.priority:
            said.append((_("Priority"), "priority"))
        if self.year is not None:
            said.append((_("Made in %(year)s") % {"year": f"{self.year:04}"}, "year"))
        if self.report:
            said.append((name(self.report), "report"))
        empty = Filter()
        return [
            Applied(label, replace(self, **{field: getattr(empty, field)}).query)
            for label, field in said
        ]


@dataclass(frozen=True)
class Applied:
    """One thing that the list is narrowed to, and the query that is left when it is taken away."""

    label: str
    rest: str


_ORDER: dict[str, tuple[Any, ...]] = {
    "apart": (F("apart").desc(), "number"),
    "number": ("number",),
    "due": (F("due_on").asc(nulls_last=True), "number"),
    "new": (F("made_on").desc(nulls_last=True), "-number"),
}


def themes_public() -> Any:
    """Themes that a public recommendation has."""
    return Theme.objects.filter(Exists(recommendations_public().filter(themes=OuterRef("pk"))))


def reports_public() -> Any:
    """Reports that a public recommendation stands in."""
    return Report.objects.filter(Exists(recommendations_public().filter(report=OuterRef("pk"))))


def _found(status: str) -> str:
    return _("No view given yet") if status == NO_VIEW else str(Status(status).label)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == 4 and text >= "0001"


def _slug(query: QueryDict, name: str) -> str:
    value = query.get(name, "")
    return value if len(value) <= 80 and "\0" not in value else ""


def _having(word: str) -> Any:
    """Originals in whose words, or in those of a public translation, a word stands."""
    # SQLite folds the case of ASCII letters alone.
    forms = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    inside = Q()
    for form in forms:
        parts = RecommendationPart.objects.filter(
            recommendation=OuterRef("pk"), text__icontains=form
        )
        inside |= Q(title__icontains=form) | Q(text__icontains=form) | Q(Exists(parts))
    if _is_number(word):
        inside |= Q(number=int(word))
    rows = Recommendation.objects.published().filter(inside)
    return rows.annotate(original=Coalesce("translated_from_id", "pk")).values("original")
