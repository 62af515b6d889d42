"""How far a legislature has come, bill by bill."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from archive.reading.wording import day_of
from commission.recommendations.legislature.ladder import Rung, furthest, rung_of
from commission.recommendations.legislature.models import Bill, BillFor, Covers
from commission.recommendations.timeline import Rows
from commission.recommendations.vocabulary import Addressed, Kind, Stage

# How the three boxes are filled for each.
DRAWN = {Addressed.NOT: "not_started", Addressed.PARTLY: "proposed", Addressed.FULLY: "completed"}


@dataclass(frozen=True)
class Rise:
    """A bill, where it stands, and what the end of the session would do to it."""

    bill: Bill
    drawn: str
    label: str
    stage: str
    part: bool
    falls_after: date | None
    fell_on: date | None
    fell: str


@dataclass(frozen=True)
class Law:
    """What the legislature has come to with all bills together."""

    drawn: str
    label: str
    bills: Sequence[Rise]


def law_of(rows: Rows, *, today: date) -> Law | None:
    """The bills of the one recommendation that these rows are about; None where it asks for no law
    and there is no bill.
    """
    (recommendation,) = rows.batch.values()
    if not rows.bills and recommendation.kind != Kind.LEGISLATIVE:
        return None
    rungs = [rung_of(row, on=today) for row in rows.bills]
    together = furthest(rungs) or Addressed.NOT
    return Law(
        drawn=DRAWN[together],
        label=str(together.label),
        bills=[_rise(row, rung) for row, rung in zip(rows.bills, rungs, strict=True)],
    )


def _rise(row: BillFor, rung: Rung) -> Rise:
    stage = ""
    if rung.stage is not None and rung.stage_on is not None:
        stage = _("%(stage)s on %(day)s.") % {
            "stage": rung.stage.label,
            "day": day_of(rung.stage_on),
        }
    return Rise(
        bill=row.bill,
        drawn=DRAWN[rung.addressed],
        label=str(rung.addressed.label),
        stage=stage or _("Nothing is recorded of it yet."),
        part=row.covers == Covers.PART,
        falls_after=rung.falls_after,
        fell_on=rung.fell_on if rung.stage != Stage.FAILED else None,
        fell=_fell(row, rung),
    )


def _fell(row: BillFor, rung: Rung) -> str:
    if rung.fell_on is None or rung.stage == Stage.FAILED:
        return ""
    return _(
        "The session ended on %(day)s and the bill is no law. By the rule of sessions this went "
        "back to %(back)s."
    ) % {"day": day_of(rung.fell_on), "back": str(Addressed.NOT.label).lower()}
