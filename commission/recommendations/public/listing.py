"""What the list of recommendations prints: the sentence, the chart, the filters, the rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commission.recommendations.assessments.newest import COLUMNS
from commission.recommendations.filters import Applied, Filter
from commission.recommendations.public.chart import Chart, chart_of
from commission.recommendations.public.fields import Choices, Field
from commission.recommendations.public.next_dates import Owed, next_dates
from commission.recommendations.public.rows import Row, columns_of, done_of, rows_of
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.recommendations.vocabulary import Status

PER_PAGE = 20


@dataclass(frozen=True)
class Listing:
    """What the page prints."""

    filter: Filter
    total: int
    done: tuple[int, int, int]
    chart: Chart | None
    page: Page
    rows: list[Row]
    fields: list[Field]
    more: list[Field]
    applied: list[Applied]
    sentence: str
    sums: str  # of what a narrowed list holds; of all they stand at the top

    @property
    def more_on(self) -> bool:
        """Whether something in the second line of fields is chosen."""
        return any(one.chosen for one in self.more)

    @property
    def more_said(self) -> str:
        """What the second line of fields narrows by."""
        named = ", ".join(one.label.lower() for one in self.more)
        return _("Narrow further: %(fields)s") % {"fields": named}


def listing(query: QueryDict, *, today: date) -> Listing:
    """The list that an address asks for. The number of queries does not depend on its length."""
    chosen = Filter.read(query)
    columns = columns_of(recommendations_public().order_by("number"))
    found = chosen.queryset()
    if chosen.order == "due":
        page = Paginator(_by_next_date(found, today=today), PER_PAGE).get_page(query.get("page"))
        by_key = {row.pk: row for row in _whole(found.filter(pk__in=list(page.object_list)))}
        records = [by_key[key] for key in page.object_list if key in by_key]
    else:
        page = Paginator(_whole(found), PER_PAGE).get_page(query.get("page"))
        records = list(page.object_list)
    choices = Choices(chosen)
    return Listing(
        filter=chosen,
        total=len(columns),
        done=done_of(columns),
        chart=chart_of(columns),
        page=page,
        rows=rows_of(records, today=today),
        fields=choices.first(),
        more=choices.more(),
        applied=chosen.applied(choices.name),
        sentence=_sentence(chosen, page.paginator.count, len(columns)),
        sums=_sums(found) if chosen.narrows else "",
    )


def heading_of(total: int) -> str:
    """The heading of the page."""
    if not total:
        return _("What became of the recommendations")
    return ngettext(
        "What became of the recommendation", "What became of the %(total)s recommendations", total
    ) % {"total": total}


def lede_of(total: int, done: tuple[int, int, int]) -> str:
    """All three sums in a sentence, none of them before the others in size."""
    if not total:
        return _("The commission has not recommended anything yet.")
    body, commission, community = done
    first = ngettext(
        "The bodies they were addressed to say %(count)s is completed.",
        "The bodies they were addressed to say %(count)s are completed.",
        body,
    ) % {"count": body}
    rest = _(
        "The commission finds %(commission)s. The community says %(community)s. All three are "
        "shown, and none decides alone."
    ) % {"commission": commission, "community": community}
    return f"{first} {rest}"


def _whole(rows: Any) -> Any:
    return rows.select_related("locale")


def _by_next_date(rows: Any, *, today: date) -> list[Any]:
    """Keys in the order of what is owed next: what is late first, what is closed last."""
    keys = [key for key, _number in rows.order_by("number").values_list("pk", "number")]
    dates = next_dates(keys, today=today)

    def order(key: Any) -> tuple[int, date]:
        row = dates.get(key)
        if row is None:
            return 1, date.max
        return (2 if row.owed == Owed.CLOSED else 0), row.on

    return sorted(keys, key=order)


def _sums(found: Any) -> str:
    """How many of these each voice says are completed."""
    names = {voice: Q(**{column: Status.COMPLETED}) for voice, column in COLUMNS.items()}
    sums = found.order_by().aggregate(
        **{voice.value: Count("pk", filter=done) for voice, done in names.items()}
    )
    return (
        _(
            "Completed: the bodies say %(body)s, the commission finds %(commission)s, the "
            "community says %(community)s."
        )
        % sums
    )


def _sentence(chosen: Filter, count: int, total: int) -> str:
    """How many, and in which order."""
    order = {
        "apart": _("those where the three readings differ most first"),
        "number": _("by number"),
        "due": _("those that are due first"),
        "new": _("the newest first"),
    }[chosen.order]
    values = {"count": count, "total": total, "order": order}
    if chosen.narrows:
        return (
            ngettext(
                "%(count)s of %(total)s recommendation, %(order)s",
                "%(count)s of %(total)s recommendations, %(order)s",
                total,
            )
            % values
        )
    return (
        ngettext(
            "%(count)s recommendation, %(order)s", "%(count)s recommendations, %(order)s", count
        )
        % values
    )
