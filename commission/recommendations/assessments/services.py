"""Giving a view. Each voice has its own way in, and none writes another's."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.documents.models import Document
from commission.documents.services import words_record
from commission.recommendations.actions.models import Action
from commission.recommendations.assessments.models import Assessment, AssessmentEvidence
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.rights import (
    past_require,
    permission_require,
    public_require,
    recommendation_hold,
    recorded_before,
)
from commission.recommendations.vocabulary import Quality, Status, Voice
from media.refusal import Refused

# What a person needs to speak with a voice. A body's claim comes out of a report that was taken in.
SPEAKS = {
    Voice.COMMISSION: "keep_tracker",
    Voice.COMMUNITY: "assess_for_community",
}
OTHER_VOICES = ("recommendations.keep_tracker", "recommendations.answer_for_body")


@transaction.atomic
def assessment_record(
    *,
    recommendation: Recommendation,
    voice: str,
    status: str,
    author: str,
    made_on: date,
    text: str,
    language: str,
    quality: str = "",
    action: Action | None = None,
    documents: Iterable[Document] = (),
    key: UUID | None = None,
    by: User,
    at: datetime,
) -> Assessment:
    """Add a view with its reasons; it is public at once and the views before it stay.

    With a `key` it makes one row however often it is asked to, and returns that row. Raises Refused
    for a body's voice (`report_take_in` is its way in), for a quality that is not the commission's
    to judge, without a name or reasons, and for somebody who may not speak so: who works for the
    commission or answers for a body does not speak for the community, whatever else they may.
    """
    speaking = Voice(voice)
    if speaking not in SPEAKS:
        raise Refused(
            "body_claims", _("What a body claims comes with its report. Take the report in.")
        )
    permission_require(by, SPEAKS[speaking])
    if speaking == Voice.COMMUNITY and any(by.has_perm(one) for one in OTHER_VOICES):
        raise Refused(
            "other_voice",
            _("Whoever works for the commission or a body does not speak for the community."),
        )
    recommendation = recommendation_hold(recommendation)
    public_require(recommendation)
    past_require(made_on, at=at)
    if quality and speaking != Voice.COMMISSION:
        raise Refused("quality", _("Only the commission judges the quality of a response."))
    if not author.strip():
        raise Refused("no_author", _("Say in whose name this view is given."))
    if action is not None and action.recommendation_id != recommendation.pk:
        raise Refused("other_action", _("That action belongs to another recommendation."))
    before = recorded_before(
        Assessment, key, by=by, recommendation_id=recommendation.pk, voice=speaking.value
    )
    if before is not None:
        return before
    row = Assessment.objects.create(
        pk=key or uuid4(),
        recommendation=recommendation,
        action=action,
        voice=speaking,
        status=Status(status),
        quality=Quality(quality) if quality else "",
        author=author.strip(),
        made_on=made_on,
        words=words_record(text=text, language=language),
        recorded_by=by,
        recorded_at=at,
    )
    AssessmentEvidence.objects.bulk_create(
        AssessmentEvidence(assessment=row, document=document) for document in documents
    )
    ledger_append(
        actor=by,
        act="assessment.record",
        record=row,
        at=at,
        details={
            "recommendation": recommendation.number,
            "voice": speaking.value,
            "status": Status(status).value,
        },
    )
    return row
