"""How far a legislature has come, and how it falls back when a session ends.

After the practice that the United States Government Accountability Office publishes for its action
tracker: a law that covers all aspects is *addressed*; a bill that passed a committee or a chamber,
or a law that covers a part, is *partially addressed*; a bill that was only introduced, or none, is
*not addressed*; and what is not law when the session ends falls back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commission.recommendations.legislature.models import BillFor, Covers
from commission.recommendations.vocabulary import Addressed, Stage

ADVANCED = frozenset({Stage.COMMITTEE, Stage.CHAMBER, Stage.PASSED})
_ORDER = (Addressed.NOT, Addressed.PARTLY, Addressed.FULLY)


@dataclass(frozen=True)
class Rung:
    """Where a bill stands for one recommendation on a day."""

    addressed: Addressed
    # The newest stage it reached, and when; None for a bill of which nothing is recorded.
    stage: Stage | None
    stage_on: date | None
    # When it fell: its rejection, or the last day of its session. None while it can go on.
    fell_on: date | None
    # The last day of its session while that lies ahead and the bill is no law.
    falls_after: date | None


def rung_of(bill_for: BillFor, *, on: date) -> Rung:
    """Where a bill stands on a day. Prefetch `bill__session` and `bill__stages`."""
    bill = bill_for.bill
    reached = sorted(
        (row for row in bill.stages.all() if row.on <= on),
        key=lambda row: (row.on, row.recorded_at),
    )
    newest = reached[-1] if reached else None
    stage = Stage(newest.stage) if newest else None
    stage_on = newest.on if newest else None
    if stage == Stage.ENACTED:
        whole = bill_for.covers == Covers.ALL
        return Rung(Addressed.FULLY if whole else Addressed.PARTLY, stage, stage_on, None, None)
    if stage == Stage.FAILED:
        return Rung(Addressed.NOT, stage, stage_on, stage_on, None)
    ends_on = bill.session.ends_on
    # What the whole legislature passed waits for a signature, and does not fall with the session.
    if on > ends_on and stage != Stage.PASSED:
        return Rung(Addressed.NOT, stage, stage_on, ends_on, None)
    addressed = Addressed.PARTLY if stage in ADVANCED else Addressed.NOT
    return Rung(addressed, stage, stage_on, None, ends_on if on <= ends_on else None)


def furthest(rungs: Iterable[Rung]) -> Addressed | None:
    """What the legislature has come to with all bills together; None where there is no bill."""
    found = [rung.addressed for rung in rungs]
    return max(found, key=_ORDER.index) if found else None
