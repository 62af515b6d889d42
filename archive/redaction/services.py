"""Proposing, deciding and lifting redactions: two people each time."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from archive.redaction.following import redactions_astray, same_words
from archive.redaction.models import Redaction, RedactionState
from archive.redaction.naming import name_protect, occurrence_keep, occurrences_propose
from archive.redaction.proposing import redaction_place_again, redaction_propose
from archive.redaction.selectors import Occurrence, name_occurrences, transcript_newest
from archive.refusal import SamePerson
from archive.testimony.models import Testimony
from media.refusal import Refused

__all__ = [
    "Occurrence",
    "name_occurrences",
    "name_protect",
    "occurrence_keep",
    "occurrences_propose",
    "redaction_confirm",
    "redaction_decide",
    "redaction_lift",
    "redaction_place_again",
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


@transaction.atomic
def redaction_confirm(*, redaction: Redaction, by: AbstractUser, at: datetime) -> Redaction:
    """First call: propose that it lies right on the newest text. Second call, by another: so it is.

    From then on it stands for the words that it covers there. Raises SamePerson when the one who
    proposed it calls again, Refused for a redaction that is not astray. A proposal is void once the
    text has changed again.
    """
    current = _locked(redaction)
    newest = transcript_newest(current.testimony)
    astray = redactions_astray(current.testimony)
    if newest is None or current.pk not in {found.redaction.pk for found in astray}:
        raise Refused("not_astray", _("This redaction lies on the words that it was placed for."))
    proposed_on = current.confirm_proposed_on
    if proposed_on is None or not same_words(proposed_on, newest):
        current.confirm_proposed_by_id, current.confirm_proposed_on = by.pk, newest
        current.confirmed_by_id = None
        act = "redaction.propose_confirm"
    elif current.confirm_proposed_by_id == by.pk:
        raise SamePerson
    else:
        current.confirmed_by_id, current.placed_on = by.pk, newest
        act = "redaction.confirm"
    current.save(
        update_fields=["confirm_proposed_by", "confirm_proposed_on", "confirmed_by", "placed_on"]
    )
    ledger_append(
        actor=by,
        act=act,
        record=current,
        testimony=current.testimony,
        at=at,
        details={"version": newest.version},
    )
    redaction.refresh_from_db()
    return redaction


def _locked(redaction: Redaction) -> Redaction:
    # The testimony first, as everywhere: two locks in two orders would wait for each other.
    Testimony.objects.select_for_update().get(pk=redaction.testimony_id)
    return Redaction.objects.select_for_update().select_related("testimony").get(pk=redaction.pk)
