"""One body as a page: what it was asked, answered, promised and did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.reading.wording import day_of
from commission.recommendations.actions.models import Action
from commission.recommendations.assessments.models import Assessment
from commission.recommendations.assessments.newest import with_views
from commission.recommendations.bodies.models import Body
from commission.recommendations.public.answering import Answering, Lag, answering_of
from commission.recommendations.public.chart import MOST_COLUMNS, Chart, chart_of
from commission.recommendations.public.next_dates import CLOSED
from commission.recommendations.public.promises import Promise, promises_of
from commission.recommendations.public.reporting import Overdue, Reporting, reporting_of
from commission.recommendations.public.rows import Row, columns_of, done_of, rows_of
from commission.recommendations.public.said import Said, said_of
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.recommendations.responses.models import Response
from commission.recommendations.vocabulary import Status, Voice
from commission.review.translations import translated

SHOWN = 12  # of a list; the rest opens under it
MOST = 120  # of a list altogether: what is beyond stands with each recommendation


@dataclass(frozen=True)
class Quote:
    """What the body said last, in its own words."""

    said: Said
    number: int
    on: date


@dataclass(frozen=True)
class BodyPage:
    """What the template prints."""

    body: Body
    shown: Body  # in the language of the page
    total: int
    lede: str
    asked_when: str
    done: tuple[int, int, int]
    chart: Chart | None
    rows: Sequence[Row]  # empty where there are too many for a table: then the list has them
    answering: Answering
    lags: Sequence[Lag]
    more_lags: Sequence[Lag]
    promises: Sequence[Promise]
    more_promises: Sequence[Promise]
    promises_total: int
    promised: str
    reporting: Reporting
    overdue: Sequence[Overdue]
    more_overdue: Sequence[Overdue]
    quote: Quote | None

    @property
    def query(self) -> str:
        """What names this body in the addresses of the list, of files and feeds."""
        return f"body={self.body.slug}"

    @property
    def lags_left(self) -> int:
        """How many are on no list here."""
        return max(len(self.answering.lags) - MOST, 0)

    @property
    def promises_left(self) -> int:
        """How many are on no list here."""
        return max(self.promises_total - MOST, 0)

    @property
    def overdue_left(self) -> int:
        """How many are on no list here."""
        return max(len(self.reporting.overdue) - MOST, 0)


def body_page(body: Body, *, at: datetime) -> BodyPage:
    """Everything that a page of this body shows at a moment.

    The number of queries depends on nothing that was recorded about it.
    """
    today = timezone.localdate(at)
    asked = recommendations_public().filter(addressed__body=body).order_by("number")
    numbers = dict(asked.values_list("pk", "number"))
    columns = columns_of(asked, body=body)
    done = done_of(columns)
    answering = answering_of(body, numbers, today=today)
    reporting = reporting_of(body, numbers, at=at)
    named = translated(body)
    actions = Action.objects.filter(body=body, recommendation__in=numbers)
    promises = sorted(
        promises_of(actions, today=today, names={body.pk: named}),
        key=lambda one: (-one.days, one.found in CLOSED, one.due_on or date.max, one.number),
    )
    few = len(columns) <= MOST_COLUMNS
    rows = with_views(asked, body=body).select_related("locale") if few else []
    return BodyPage(
        body=body,
        shown=named,
        total=len(columns),
        lede=_lede(len(columns), done, len(reporting.overdue)),
        asked_when=_asked_when(asked),
        done=done,
        chart=chart_of(columns, body=True),
        rows=rows_of(list(rows), today=today) if few else [],
        answering=answering,
        lags=answering.lags[:SHOWN],
        more_lags=answering.lags[SHOWN:MOST],
        promises=promises[:SHOWN],
        more_promises=promises[SHOWN:MOST],
        promises_total=len(promises),
        promised=_promised(promises),
        reporting=reporting,
        overdue=reporting.overdue[:SHOWN],
        more_overdue=reporting.overdue[SHOWN:MOST],
        quote=_quote(body, numbers),
    )


def _lede(total: int, done: tuple[int, int, int], late: int) -> str:
    """One sentence for each: what was asked, what each voice says, what is late."""
    body, commission, community = done
    parts = [
        ngettext("Asked to do one thing.", "Asked to do %(n)s things.", total) % {"n": total},
        _("It says it has done %(body)s.") % {"body": body},
        _("The commission finds %(commission)s; the community says %(community)s.")
        % {"commission": commission, "community": community},
    ]
    if late:
        parts.append(
            ngettext("One of its reports is late.", "%(n)s of its reports are late.", late)
            % {"n": late}
        )
    return " ".join(parts)


def _asked_when(asked: Any) -> str:
    found = asked.aggregate(first=Min("made_on"), last=Max("made_on"))
    priority = asked.filter(priority=True).aggregate(n=Count("pk"))["n"]
    parts = []
    if found["first"] and found["first"] == found["last"]:
        parts.append(_("On %(day)s.") % {"day": day_of(found["first"])})
    elif found["first"]:
        parts.append(
            _("From %(first)s to %(last)s.")
            % {"first": day_of(found["first"]), "last": day_of(found["last"])}
        )
    if priority:
        parts.append(
            ngettext("One is marked as priority.", "%(n)s are marked as priority.", priority)
            % {"n": priority}
        )
    return " ".join(parts)


def _promised(promises: Sequence[Promise]) -> str:
    """5 completed, 8 not yet due, 4 late: as the commission finds."""
    done = sum(one.found == Status.COMPLETED for one in promises)
    late = sum(bool(one.days) for one in promises)
    rest = sum(not one.days and one.found not in CLOSED for one in promises)
    parts = [
        _("%(n)s completed") % {"n": done} if done else "",
        _("%(n)s not yet due") % {"n": rest} if rest else "",
        _("%(n)s late") % {"n": late} if late else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f"{said}." if said else ""


def _quote(body: Body, numbers: dict[Any, int]) -> Quote | None:
    """The newest words of the body that stand in public: of a report or of an answer."""
    claim = (
        Assessment.objects.filter(body=body, voice=Voice.BODY, recommendation__in=numbers)
        .exclude(words__text="")
        .select_related("words")
        .order_by("-made_on", "-recorded_at")
        .first()
    )
    answer = (
        Response.objects.filter(body=body, recommendation__in=numbers, words__isnull=False)
        .exclude(words__text="")
        .select_related("words")
        .order_by("-given_on", "-recorded_at")
        .first()
    )
    found = [
        (row.made_on if isinstance(row, Assessment) else row.given_on, row)
        for row in (claim, answer)
        if row is not None
    ]
    if not found:
        return None
    on, row = max(found, key=lambda pair: pair[0])
    said = said_of(row.words)
    return Quote(said, numbers[row.recommendation_id], on) if said else None
