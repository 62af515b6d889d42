"""Proposing, deciding and lifting redactions: two people each time."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from archive.redaction.models import Redaction, RedactionState
from archive.redaction.naming import name_protect, occurrence_keep, occurrences_propose
from archive.redaction.proposing import redaction_propose
from archive.redaction.selectors import Occurrence, name_occurrences
from archive.refusal import SamePerson
from archive.testimony.models import Testimony
from media.refusal import Refused

__all__ = [
    "Occurrence",
    "name_occurrences",
    "name_protect",
    "occurrence_keep",
    "occurrences_propose",
    "redaction_decide",
    "redaction_lift",
    "redaction_propose",
]


@transaction.atomic
def redaction_decide(
    *, redaction: Redaction, approve: bool, by: AbstractUser, at: datetime, note: str = ""
) -> Redaction:
    """Approve or reject a proposal, by somebody who did not make it.

    Raises SamePerson for one's own proposal, Refused when it has been decided already.
    """
    current = _locked(redaction)
    if current.state != RedactionState.PROPOSED:
        raise Refused("decided", _("Somebody has decided this already. Read it again."))
    if current.proposed_by_id == by.pk:
        raise SamePerson
    current.state = RedactionState.APPROVED if approve else RedactionState.REJECTED
    current.decided_by_id, current.decided_at, current.decision_note = by.pk, at, note
    current.save(update_fields=["state", "decided_by", "decided_at", "decision_note"])
    ledger_append(
        actor=by,
        act="redaction.approve" if approve else "redaction.reject",
        record=current,
        testimony=current.testimony,
        at=at,
    )
    redaction.refresh_from_db()
    return redaction


@transaction.atomic
def redaction_lift(*, redaction: Redaction, by: AbstractUser, at: datetime) -> Redaction:
    """First call: propose that the span may go out again. Second call, by another person: lift it.

    What is open now does not change: the words return with the next edition. Raises SamePerson
    when the one who proposed the lift calls again, Refused when the span is not approved.
    """
    current = _locked(redaction)
    if current.state != RedactionState.APPROVED:
        raise Refused("not_approved", _("Only a redaction that is in force can be lifted."))
    if current.lift_proposed_by_id is None:
        current.lift_proposed_by_id = by.pk
        current.save(update_fields=["lift_proposed_by"])
        act = "redaction.propose_lift"
    elif current.lift_proposed_by_id == by.pk:
        raise SamePerson
    else:
        current.state = RedactionState.LIFTED
        current.lifted_by_id, current.lifted_at = by.pk, at
        current.save(update_fields=["state", "lifted_by", "lifted_at"])
        act = "redaction.lift"
    ledger_append(actor=by, act=act, record=current, testimony=current.testimony, at=at)
    redaction.refresh_from_db()
    return redaction


def _locked(redaction: Redaction) -> Redaction:
    # The testimony first, as everywhere: two locks in two orders would wait for each other.
    Testimony.objects.select_for_update().get(pk=redaction.testimony_id)
    return Redaction.objects.select_for_update().select_related("testimony").get(pk=redaction.pk)
