"""Recording what a body answered."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.documents.models import Document
from commission.documents.services import words_record
from commission.recommendations.bodies.models import Body
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.responses.models import Response
from commission.recommendations.rights import (
    addressed_require,
    past_require,
    permission_require,
    public_require,
    recommendation_hold,
    recorded_before,
)
from commission.recommendations.vocabulary import ResponseKind


@transaction.atomic
def response_record(
    *,
    recommendation: Recommendation,
    body: Body,
    kind: str,
    given_on: date,
    text: str,
    language: str,
    document: Document | None = None,
    key: UUID | None = None,
    by: User,
    at: datetime,
) -> Response:
    """Record a body's answer; it is public at once, and an earlier answer stays in the history.

    With a `key` it makes one row however often it is asked to, and returns that row. Raises Refused
    for a body that was not asked, a day to come, or somebody without the right.
    """
    permission_require(by, "keep_tracker")
    recommendation = recommendation_hold(recommendation)
    public_require(recommendation)
    addressed_require(recommendation, body)
    past_require(given_on, at=at)
    before = recorded_before(
        Response, key, by=by, recommendation_id=recommendation.pk, body_id=body.pk
    )
    if before is not None:
        return before
    row = Response.objects.create(
        pk=key or uuid4(),
        recommendation=recommendation,
        body=body,
        kind=ResponseKind(kind),
        given_on=given_on,
        words=words_record(text=text, language=language) if text.strip() else None,
        document=document,
        recorded_by=by,
        recorded_at=at,
    )
    ledger_append(
        actor=by,
        act="response.record",
        record=row,
        at=at,
        details={"recommendation": recommendation.number, "kind": ResponseKind(kind).value},
    )
    return row
