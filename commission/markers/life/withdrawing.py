"""Taking the record of a marker back: out of public at once, with a reason that stays."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.actions.unpublish import UnpublishAction

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.documents.services import words_record
from commission.findings.quoted_by_hand import public_words_require
from commission.markers.life.models import MarkerWithdrawal
from commission.markers.record.models import Marker
from commission.markers.rights import marker_hold, permission_require
from commission.review.telling import public_changed
from media.refusal import Refused


@transaction.atomic
def marker_withdraw(
    *, marker: Marker, reasons: str, language: str, by: User, at: datetime
) -> MarkerWithdrawal:
    """Take a public marker back in each of its languages; its address says when and why.

    One person is enough: it shows less. Raises Refused for whoever may not decide, for one that is
    not public, and without reasons.
    """
    permission_require(by, "approve_marker")
    marker = marker_hold(marker)
    if not marker.live:
        raise Refused("not_public", _("This marker is not public."))
    public_words_require([reasons])
    row = MarkerWithdrawal.objects.create(
        marker=marker,
        words=words_record(text=reasons, language=language),
        withdrawn_by=by,
        withdrawn_at=at,
    )
    for one in [marker, *Marker.objects.filter(translated_from=marker)]:
        # What waits for approval waits no more: approved, it would undo this.
        if (waiting := one.current_workflow_state) is not None:
            waiting.cancel(user=by)
        if one.live:
            UnpublishAction(one, user=by).execute(skip_permission_checks=True)
            public_changed(one, at=at)
    details = {"marker": marker.number}
    ledger_append(actor=by, act="marker.withdraw", record=row, at=at, details=details)
    return row
