"""What the front page takes from findings, hearings and the tracker: numbers, what moved, what is
due and which days come next.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import Exists, Max, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commission.findings.selectors import findings_public
from commission.hearings.public.coming import days_coming
from commission.recommendations.assessments.newest import with_views
from commission.recommendations.bodies.selectors import bodies_public
from commission.recommendations.legislature.models import BillStage, Session
from commission.recommendations.progress.models import ProgressReport
from commission.recommendations.progress.services import OPEN
from commission.recommendations.public.rows import Row, columns_of, done_of, rows_of, title_of
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.recommendations.vocabulary import Stage
from commission.review.translations import translated_all

SHOWN = 3
AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class Numbers:
    """The steps after testimony, counted; each voice counts what is completed by itself."""

    findings: int
    recommendations: int
    bodies: int
    body_says: int
    commission_finds: int
    community_says: int


@dataclass(frozen=True)
class Due:
    """Something that is owed, or held, on a day that is still ahead."""

    on: date
    what: str
    url: str
    by: str = ""

    @property
    def month(self) -> str:
        """The month under the number of the day, short."""
        return date_format(self.on, pgettext("format of a month under its day", "M"))


@dataclass(frozen=True)
class Became:
    """What the front page prints of what was made of testimony."""

    numbers: Numbers
    moved: list[Row]
    soon: list[Due]


def became(*, at: datetime) -> Became:
    """The numbers, the recommendations that were looked at last, and the next days.

    The number of queries does not depend on how many there are.
    """
    today = timezone.localdate(at)
    rows = recommendations_public()
    columns = columns_of(rows)
    body, commission, community = done_of(columns)
    numbers = Numbers(
        findings=findings_public().count(),
        recommendations=len(columns),
        bodies=bodies_public().count(),
        body_says=body,
        commission_finds=commission,
        community_says=community,
    )
    return Became(numbers, _moved(today=today), _soon(today=today))


def _moved(*, today: date) -> list[Row]:
    """The recommendations of which a view was given last; of those without one the newest."""
    newest = (
        with_views(recommendations_public())
        .annotate(moved=Max("assessments__made_on"))
        .select_related("locale")
    )
    seen = list(newest.filter(moved__isnull=False).order_by("-moved", "number")[:SHOWN])
    if len(seen) < SHOWN:
        others = newest.filter(moved__isnull=True).order_by("-priority", "number")
        seen += list(others[: SHOWN - len(seen)])
    return rows_of(seen, today=today)


def _soon(*, today: date) -> list[Due]:
    found = sorted(
        (*_hearings(today), *_reports(today), *_wholes(today), *_sessions(today)),
        key=lambda one: (one.on, one.what),
    )
    return list(islice(found, SHOWN))


def _hearings(today: date) -> Iterator[Due]:
    for one in days_coming(today=today, most=SHOWN):
        yield Due(one.on, one.title, one.address, one.by)


def _reports(today: date) -> Iterator[Due]:
    rows = list(
        ProgressReport.objects.filter(
            state__in=OPEN,
            due_on__range=(today, today + AHEAD),
            recommendation__in=recommendations_public(),
        )
        .select_related("recommendation", "body__locale")
        .order_by("due_on", "pk")[:SHOWN]
    )
    names = translated_all({row.body_id: row.body for row in rows}.values())
    for row in rows:
        yield Due(
            row.due_on,
            _("Progress report due: recommendation %(number)s")
            % {"number": row.recommendation.number},
            _address(row.recommendation),
            _("From: %(body)s") % {"body": names[row.body_id].name},
        )


def _wholes(today: date) -> Iterator[Due]:
    rows = list(
        recommendations_public()
        .filter(due_on__range=(today, today + AHEAD))
        .select_related("locale")
        .order_by("due_on", "number")[:SHOWN]
    )
    shown = translated_all(rows)
    for row in rows:
        yield Due(
            row.due_on,
            _("Recommendation %(number)s is due") % {"number": row.number},
            _address(row),
            title_of(shown[row.pk]),
        )


def _sessions(today: date) -> Iterator[Due]:
    """Ends of sessions in which a bill under a recommendation still waits."""
    over = BillStage.objects.filter(bill=OuterRef("pk"), stage__in=[Stage.ENACTED, Stage.FAILED])
    through = Session.objects.filter(ends_on__range=(today, today + AHEAD)).order_by("ends_on")
    for session in through[:SHOWN]:
        bill = (
            session.bills.filter(~Exists(over), recommendations__in=recommendations_public())
            .order_by("recorded_at")
            .first()
        )
        asked = bill.recommendations.order_by("number").first() if bill else None
        if bill and asked:
            yield Due(
                session.ends_on,
                _("%(legislature)s: the session ends") % {"legislature": session.legislature},
                _address(asked),
                _("%(bill)s falls if it is not law by then") % {"bill": bill.number},
            )


def _address(recommendation: Any) -> str:
    return reverse("tracker:recommendation", kwargs={"number": recommendation.number})
