"""Opening an edition: the gate is asked once more, and one short transaction does all of it."""

import re
import secrets
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Length

from archive.edition.models import Edition, EditionState
from archive.gate import GateRefused, GateStep, gate_check
from archive.ledger.services import ledger_append
from archive.publishing.closing import KIND, edition_take_down
from archive.testimony.models import Testimony, Workflow
from media.audience import Audience
from search.outbox.services import outbox_index


@transaction.atomic
def edition_open(*, edition: Edition, by: AbstractUser, at: datetime) -> Edition:
    """Open an approved candidate to its audience and replace the edition that was open before.

    The edition is numbered; the testimony is given its reference when it first opens to the
    public. Raises GateRefused with every reason when the gate, asked inside this transaction,
    says no.
    """
    testimony = Testimony.objects.select_for_update().get(pk=edition.testimony_id)
    current = Edition.objects.select_related("testimony").get(pk=edition.pk)
    audience = Audience(current.audience)
    decision = gate_check(
        testimony=testimony, step=GateStep.OPEN, audience=audience, edition=current, at=at
    )
    if not decision.allowed:
        raise GateRefused(decision)
    # Written before the number is chosen: from here on no other writer opens anything.
    ledger_append(
        actor=by,
        act="edition.open",
        record=current,
        testimony=testimony,
        at=at,
        details={"audience": str(audience), "manifest": current.manifest_hash},
    )
    for earlier in testimony.editions.filter(state=EditionState.OPEN, audience=audience):
        edition_take_down(earlier, state=EditionState.SUPERSEDED, by=by, at=at)
    _reference_give(testimony, audience, at=at)
    newest = testimony.editions.aggregate(number=Max("number"))["number"] or 0
    current.number = newest + 1
    current.reference = testimony.reference or _reference_of_earlier(testimony) or _unnumbered()
    current.state = EditionState.OPEN
    current.opened_by_id, current.opened_at = by.pk, at
    current.save(update_fields=["number", "reference", "state", "opened_by", "opened_at"])
    testimony.workflow = Workflow.COMPLETED
    testimony.save(update_fields=["workflow"])
    outbox_index(kind=KIND, record=str(current.pk), audience=str(audience), at=at)
    edition.refresh_from_db()
    return edition


def _reference_give(testimony: Testimony, audience: Audience, *, at: datetime) -> None:
    """The next citable number, at the first opening to the public: its gaps tell nothing."""
    if testimony.reference or audience != Audience.PUBLIC:
        return
    prefix = f"{settings.COMMISSION_PREFIX}-"
    last = (
        Testimony.objects.filter(reference__regex=rf"^{re.escape(prefix)}[0-9]+$")
        .annotate(length=Length("reference"))
        .order_by("-length", "-reference")
        .values_list("reference", flat=True)
        .first()
    )
    number = int(last.removeprefix(prefix)) + 1 if last else 1
    testimony.reference = f"{prefix}{number:04d}"
    testimony.save(update_fields=["reference"])
    # Researchers' editions had an address of their own so far; from now on there is one for all.
    for earlier in testimony.editions.filter(state=EditionState.OPEN):
        earlier.reference = testimony.reference
        earlier.save(update_fields=["reference"])
        outbox_index(kind=KIND, record=str(earlier.pk), audience=str(earlier.audience), at=at)


def _reference_of_earlier(testimony: Testimony) -> str:
    """The address that researchers know already."""
    earlier = testimony.editions.exclude(reference="").order_by("-number").first()
    return earlier.reference if earlier else ""


def _unnumbered() -> str:
    """An address for what only researchers may read: random, so that no number is missing."""
    return f"{settings.COMMISSION_PREFIX}-{secrets.token_hex(4).upper()}"
