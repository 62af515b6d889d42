"""What the services refuse, as sentences a person can act on; the gate's refusals are kept."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction

from archive.gate import Decision, GateRefused, GateStep
from archive.ledger.services import ledger_append
from archive.testimony.models import Testimony
from media.audience import Audience
from media.refusal import Refused

# What a view of the desk turns into a sentence; everything else is a fault and stays one.
REFUSALS = (Refused, GateRefused, ValidationError)


def sentence_of(error: Exception) -> str:
    """The sentence to show for one of REFUSALS; raises anything else again."""
    if isinstance(error, GateRefused):
        return " ".join(str(line.sentence) for line in error.decision.refusals)
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, Refused):
        return str(error.message)
    raise error


@transaction.atomic
def gate_refusal_keep(
    *,
    decision: Decision,
    testimony: Testimony,
    step: GateStep,
    audience: Audience = Audience.PUBLIC,
    by: AbstractUser,
    at: datetime,
) -> None:
    """Write into the ledger that the gate said no, in codes.

    In a transaction of its own: the service that asked was rolled back by the refusal.
    """
    ledger_append(
        actor=by,
        act="gate.refuse",
        record=testimony,
        testimony=testimony,
        at=at,
        details={
            "step": step.value,
            "audience": audience.value,
            "codes": [line.code for line in decision.refusals],
        },
    )
