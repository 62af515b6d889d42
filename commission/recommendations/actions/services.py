"""Recording what a body promised, and each change of its day."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.documents.services import words_record
from commission.recommendations.actions.models import Action, ActionDue
from commission.recommendations.bodies.models import Body
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.rights import (
    addressed_require,
    permission_require,
    public_require,
    recommendation_hold,
    recorded_before,
)
from media.refusal import Refused


@transaction.atomic
def action_record(
    *,
    recommendation: Recommendation,
    body: Body,
    title: str,
    owner: str,
    due_on: date,
    key: UUID | None = None,
    by: User,
    at: datetime,
) -> Action:
    """Record an action with the first day that was promised for it.

    With a `key` it makes one row however often it is asked to, and returns that row. Raises Refused
    without a title or an owner, or for a body that was not asked.
    """
    permission_require(by, "keep_tracker")
    recommendation = recommendation_hold(recommendation)
    public_require(recommendation)
    addressed_require(recommendation, body)
    if not title.strip() or not owner.strip():
        raise Refused("incomplete", _("Say what will be done, and which office does it."))
    before = recorded_before(
        Action, key, by=by, recommendation_id=recommendation.pk, body_id=body.pk
    )
    if before is not None:
        return before
    action = Action.objects.create(
        pk=key or uuid4(),
        recommendation=recommendation,
        body=body,
        title=title.strip(),
        owner=owner.strip(),
        position=recommendation.actions.count() + 1,
        recorded_by=by,
        recorded_at=at,
    )
    ActionDue.objects.create(action=action, due_on=due_on, set_by=by, set_at=at)
    ledger_append(
        actor=by,
        act="action.record",
        record=action,
        at=at,
        details={"recommendation": recommendation.number, "due": due_on.isoformat()},
    )
    return action


@transaction.atomic
def action_move(
    *,
    action: Action,
    due_on: date,
    why: str,
    language: str,
    by: User,
    at: datetime,
) -> ActionDue:
    """Give an action another day. The days before stay, and all of them are public.

    Raises Refused for the day that it has already, and without a reason.
    """
    permission_require(by, "keep_tracker")
    action = Action.objects.select_for_update().get(pk=action.pk)
    newest = action.dues.order_by("set_at", "pk").last()
    if newest is not None and newest.due_on == due_on:
        raise Refused("same_day", _("This is the day that it has already."))
    row = ActionDue.objects.create(
        action=action,
        due_on=due_on,
        words=words_record(text=why, language=language),
        set_by=by,
        set_at=at,
    )
    ledger_append(
        actor=by, act="action.move", record=action, at=at, details={"due": due_on.isoformat()}
    )
    return row
