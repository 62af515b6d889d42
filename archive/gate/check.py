"""Asking the gate about a testimony."""

from datetime import datetime

from archive.edition.models import Edition
from archive.gate.decide import decide
from archive.gate.decision import Decision, GateStep
from archive.gate.facts import facts_gather
from archive.testimony.models import Testimony
from media.audience import Audience


def gate_check(
    *,
    testimony: Testimony,
    step: GateStep,
    audience: Audience = Audience.PUBLIC,
    edition: Edition | None = None,
    at: datetime,
) -> Decision:
    """Whether this step may be taken now, with every reason. Asks only; it changes nothing.

    For OPEN without an edition the newest candidate is meant. Whoever acts on the answer asks
    inside the transaction that acts.
    """
    return decide(
        facts_gather(testimony=testimony, step=step, audience=audience, edition=edition, at=at)
    )
