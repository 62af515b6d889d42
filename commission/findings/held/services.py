"""Evidence that counts and is not shown."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from archive.testimony.models import Testimony
from commission.accounts.models import User
from commission.documents.models import Document
from commission.findings.models import Finding, HeldEvidence
from media.refusal import Refused


@transaction.atomic
def held_add(
    *,
    finding: Finding,
    testimony: Testimony | None = None,
    document: Document | None = None,
    note: str = "",
    by: User,
    at: datetime,
) -> HeldEvidence:
    """Count a testimony or a document as evidence without showing it. Outside: how many there are.

    Raises Refused without either, twice, on a translation, and for whoever may not change findings.
    """
    _require(by)
    # Locked, so that two people at once do not count the same thing twice.
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    if finding.translated_from_id is not None:
        raise Refused("translation", _("Evidence belongs to the original of a finding."))
    if (testimony is None) == (document is None):
        raise Refused("one_of_them", _("Name one testimony or one document."))
    present = HeldEvidence.objects.filter(finding=finding, testimony=testimony, document=document)
    if present.exists():
        raise Refused("held_already", _("This counts for the finding already."))
    row = HeldEvidence.objects.create(
        finding=finding,
        testimony=testimony,
        document=document,
        note=note.strip(),
        added_by=by,
        added_at=at,
    )
    ledger_append(actor=by, act="held.add", record=row, at=at, details={"finding": finding.number})
    return row


@transaction.atomic
def held_remove(*, held: HeldEvidence, by: User, at: datetime) -> None:
    """Do not count it any more. Raises Refused for whoever may not change findings, and where
    somebody else removed it meanwhile.
    """
    _require(by)
    Finding.objects.select_for_update().get(pk=held.finding_id)
    if not HeldEvidence.objects.filter(pk=held.pk).exists():
        raise Refused("gone", _("Somebody removed this already."))
    ledger_append(
        actor=by, act="held.remove", record=held, at=at, details={"finding": held.finding.number}
    )
    held.delete()


def _require(by: User) -> None:
    if not by.has_perm("findings.change_finding"):
        raise Refused(
            "not_allowed", _("Your role does not include this. An administrator can change it.")
        )
