"""Naming who answers for a body."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.recommendations.bodies.models import Body, FocalPart, FocalPoint
from commission.recommendations.rights import permission_require
from media.refusal import Refused


@transaction.atomic
def focal_point_name(*, body: Body, user: User, part: str, by: User, at: datetime) -> FocalPoint:
    """Let a person answer for a body. Raises Refused where they do already, or may not at all.

    Whoever keeps the tracker answers for no body: nobody takes in their own report.
    """
    permission_require(by, "keep_tracker")
    if not user.has_perm("recommendations.answer_for_body") or user.is_superuser:
        raise Refused("no_focal_point", _("Give this account the role of a focal point first."))
    if user.has_perm("recommendations.keep_tracker"):
        raise Refused(
            "keeps_tracker", _("Somebody who keeps the tracker cannot answer for a body.")
        )
    try:
        with transaction.atomic():
            named = FocalPoint.objects.create(
                body=body, user=user, part=FocalPart(part), named_by=by, named_at=at
            )
    except IntegrityError as twice:
        raise Refused("named_already", _("This person answers for that body already.")) from twice
    ledger_append(actor=by, act="focal_point.name", record=named, at=at, details={"body": body.pk})
    return named


@transaction.atomic
def focal_point_end(*, focal_point: FocalPoint, by: User, at: datetime) -> FocalPoint:
    """From now on this person does not answer for the body. Raises Refused where that has ended."""
    permission_require(by, "keep_tracker")
    focal_point = FocalPoint.objects.select_for_update().get(pk=focal_point.pk)
    if focal_point.ended_at is not None:
        raise Refused("ended_already", _("This person does not answer for that body any more."))
    focal_point.ended_at = at
    focal_point.save(update_fields=["ended_at"])
    ledger_append(actor=by, act="focal_point.end", record=focal_point, at=at)
    return focal_point
