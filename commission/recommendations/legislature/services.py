"""Recording sessions, bills and the stages that they reach."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.recommendations.legislature.models import (
    Bill,
    BillFor,
    BillStage,
    Covers,
    Session,
)
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.rights import (
    past_require,
    permission_require,
    public_require,
    recorded_before,
)
from commission.recommendations.vocabulary import Stage
from media.refusal import Refused

ENDED = frozenset({Stage.ENACTED, Stage.FAILED})


@transaction.atomic
def session_record(
    *,
    legislature: str,
    name: str,
    begins_on: date,
    ends_on: date,
    by: User,
    at: datetime,
) -> Session:
    """Record a session; one that is on record with these days already is returned.

    Raises Refused where it ends before it begins, has no name, or is on record with other days.
    """
    permission_require(by, "keep_tracker")
    if not legislature.strip() or not name.strip():
        raise Refused("incomplete", _("Give the name of the legislature and of the session."))
    if ends_on < begins_on:
        raise Refused("order", _("The session ends before it begins. Look at the two days again."))
    named = {"legislature": legislature.strip(), "name": name.strip()}
    before = Session.objects.filter(**named).first()
    if before is not None:
        if (before.begins_on, before.ends_on) == (begins_on, ends_on):
            return before
        raise Refused("recorded_already", _("This session is on record with other days."))
    session = Session.objects.create(**named, begins_on=begins_on, ends_on=ends_on)
    ledger_append(
        actor=by, act="session.record", record=session, at=at, details={"ends": ends_on.isoformat()}
    )
    return session


@transaction.atomic
def bill_record(
    *,
    session: Session,
    number: str,
    title: str,
    chamber: str,
    link: str,
    covers: Mapping[Recommendation, str],
    key: UUID | None = None,
    by: User,
    at: datetime,
) -> Bill:
    """Record a bill, and for each recommendation whether it would do all or a part of it.

    With a `key` it makes one row however often it is asked to, and returns that row. Raises Refused
    without a number, a title or a recommendation.
    """
    permission_require(by, "keep_tracker")
    if not number.strip() or not title.strip() or not covers:
        raise Refused("incomplete", _("Give the bill's number, its title, and what it is for."))
    for recommendation in covers:
        public_require(recommendation)
    session = Session.objects.select_for_update().get(pk=session.pk)
    before = recorded_before(Bill, key, by=by, session_id=session.pk)
    if before is not None:
        return before
    bill = Bill.objects.create(
        pk=key or uuid4(),
        session=session,
        number=number.strip(),
        title=title.strip(),
        chamber=chamber.strip(),
        link=link,
        recorded_by=by,
        recorded_at=at,
    )
    BillFor.objects.bulk_create(
        BillFor(bill=bill, recommendation=recommendation, covers=Covers(how))
        for recommendation, how in covers.items()
    )
    ledger_append(
        actor=by,
        act="bill.record",
        record=bill,
        at=at,
        details={"recommendations": sorted(one.number for one in covers)},
    )
    return bill


@transaction.atomic
def bill_stage_record(*, bill: Bill, stage: str, on: date, by: User, at: datetime) -> BillStage:
    """Record a stage that a bill reached on a day.

    Raises Refused for a day to come, for a stage on record, for a bill that has ended, and for a
    stage after the end of the session unless the whole legislature had passed it: it is brought in
    anew as another bill.
    """
    permission_require(by, "keep_tracker")
    past_require(on, at=at)
    bill = Bill.objects.select_for_update().select_related("session").get(pk=bill.pk)
    stages = list(bill.stages.all())
    if any(row.stage in ENDED for row in stages):
        raise Refused("bill_ended", _("This bill is law or has failed. It reaches no other stage."))
    if any((row.stage, row.on) == (stage, on) for row in stages):
        raise Refused("recorded_already", _("This stage is on record with this day."))
    passed = any(row.stage == Stage.PASSED for row in stages)
    if on > bill.session.ends_on and not passed:
        raise Refused(
            "session_over",
            _("The session was over by then. Record the bill of the new session instead."),
        )
    row = BillStage.objects.create(
        bill=bill, stage=Stage(stage), on=on, recorded_by=by, recorded_at=at
    )
    ledger_append(
        actor=by,
        act="bill.stage",
        record=bill,
        at=at,
        details={"stage": Stage(stage).value, "on": on.isoformat()},
    )
    return row
