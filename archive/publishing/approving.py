"""The second person: what the leak check found is dealt with, and exactly one manifest approved."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.edition.models import Edition, EditionState
from archive.ledger.services import ledger_append
from archive.publishing.closing import edition_take_down
from archive.publishing.hands import hands_in
from archive.publishing.models import Approval, LeakFinding
from archive.publishing.sealing import files_measured, files_sealed, rows_sealed
from archive.refusal import SamePerson
from archive.testimony.models import Testimony
from media.files import Written
from media.refusal import Refused


@transaction.atomic
def leak_finding_resolve(
    *, finding: LeakFinding, resolution: str, by: AbstractUser, at: datetime
) -> LeakFinding:
    """Record why a finding is not a leak, in a sentence. What is a leak is redacted instead.

    Raises Refused without a sentence, and when somebody has dealt with it already.
    """
    if len(resolution.split()) < 2:
        raise Refused("resolution", _("Say in a sentence why this is not a leak."))
    edition = _locked(finding.report.edition)
    current = LeakFinding.objects.select_for_update().get(pk=finding.pk)
    if current.resolved_at is not None:
        raise Refused("resolved", _("Somebody has dealt with this already."))
    current.resolved_by_id, current.resolved_at = by.pk, at
    current.resolution = resolution.strip()[:300]
    current.save(update_fields=["resolved_by", "resolved_at", "resolution"])
    ledger_append(
        actor=by,
        act="candidate.resolve",
        record=current,
        testimony=edition.testimony,
        at=at,
        details={"check": str(current.check_name), "where": current.where},
    )
    finding.refresh_from_db()
    return finding


def edition_edges(edition: Edition) -> list[int]:
    """Times in ms of the edges of removed sound, which the approver hears; none without sound."""
    if not edition.media.get("sound") or not edition.files.filter(kind="sound").exists():
        return []
    merged: list[list[int]] = []
    for span in sorted(edition.removed, key=lambda item: item["start_ms"]):
        if merged and span["start_ms"] <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], span["end_ms"])
        else:
            merged.append([span["start_ms"], span["end_ms"]])
    return [edge for span in merged for edge in span]


def candidate_approve(
    *, edition: Edition, manifest_hash: str, edges_heard: int, by: AbstractUser, at: datetime
) -> Approval:
    """A second person's word on exactly the manifest that they read and heard.

    Raises SamePerson for anybody who had a hand in it, Refused when it is no longer the candidate
    that was read, its rows or files are not what was built, its check is missing or has open
    findings, or edges of removed sound were not played.
    """
    # Every byte is read, which may take a while, and so before anything is locked.
    measured = files_measured(edition)
    with transaction.atomic():
        return _approve(
            _locked(edition),
            measured,
            manifest_hash=manifest_hash,
            edges_heard=edges_heard,
            by=by,
            at=at,
        )


def _approve(
    current: Edition,
    measured: dict[str, Written | None],
    *,
    manifest_hash: str,
    edges_heard: int,
    by: AbstractUser,
    at: datetime,
) -> Approval:
    if current.state != EditionState.CANDIDATE or not current.manifest_hash:
        raise Refused("not_candidate", _("This is not a candidate any more. Build a new one."))
    if manifest_hash != current.manifest_hash:
        raise Refused("manifest", _("What you read is not what would go out. Read it again."))
    if not rows_sealed(current) or not files_sealed(current, measured):
        raise Refused(
            "altered",
            _("A text or a file of this candidate is not what was built. Build it again."),
        )
    if by.pk in hands_in(current):
        raise SamePerson(
            _("You had a hand in this candidate. Somebody who had none must approve it.")
        )
    report = getattr(current, "leak_report", None)
    if report is None or report.manifest_hash != manifest_hash:
        raise Refused("not_checked", _("The leak check has not run yet. Wait until it has."))
    if report.findings.filter(resolved_at__isnull=True).exists():
        raise Refused(
            "findings", _("The leak check found something. Deal with each finding first.")
        )
    if edges_heard < len(edition_edges(current)):
        raise Refused(
            "edges_not_heard", _("Play every edge of what was removed before you approve it.")
        )
    if Approval.objects.filter(edition=current).exists():
        raise Refused("approved", _("This candidate is approved already."))
    approval = Approval.objects.create(
        edition=current,
        manifest_hash=manifest_hash,
        edges_heard=edges_heard,
        approved_by_id=by.pk,
        approved_at=at,
    )
    ledger_append(
        actor=by,
        act="candidate.approve",
        record=current,
        testimony=current.testimony,
        at=at,
        details={"manifest": manifest_hash, "edges_heard": edges_heard},
    )
    return approval


@transaction.atomic
def candidate_discard(*, edition: Edition, by: AbstractUser, at: datetime) -> Edition:
    """Throw a candidate away with its files. Raises Refused for what is not a candidate."""
    current = _locked(edition)
    if current.state != EditionState.CANDIDATE:
        raise Refused("not_candidate", _("Only a candidate can be thrown away."))
    edition_take_down(current, state=EditionState.DISCARDED, by=by, at=at)
    edition.refresh_from_db()
    return edition


def _locked(edition: Edition) -> Edition:
    Testimony.objects.select_for_update().get(pk=edition.testimony_id)
    return Edition.objects.select_related("testimony").get(pk=edition.pk)
