"""Gathering what the gate is told, from the vault as it stands at this moment."""

from datetime import datetime

from archive.consent.in_force import ConsentInForce, consent_in_force
from archive.consent.models import Consent, Medium, Use
from archive.edition.models import Edition, EditionState, FileKind
from archive.gate.decision import Candidate, Embargo, Facts, GateStep, Leaks, Word
from archive.holds.asking import waits_above
from archive.holds.models import HoldKind
from archive.holds.selectors import holds_in_force
from archive.publishing.models import Approval, LeakReport
from archive.testimony.days import today
from archive.testimony.models import Testimony
from archive.testimony.selectors import recordings_kept
from archive.transcript.models import TranscriptKind
from archive.withdrawal.models import AskedBy, Withdrawal
from media.audience import Audience

# What must have been agreed to before an edition for these readers may stand.
USE_OF = {Audience.PUBLIC: Use.WEB_PUBLICATION, Audience.RESEARCH: Use.RESEARCH}


def facts_gather(
    *,
    testimony: Testimony,
    step: GateStep,
    audience: Audience,
    edition: Edition | None,
    at: datetime,
) -> Facts:
    """All that `decide` asks about. Without an edition, the newest candidate is the one meant."""
    from archive.redaction.following import redactions_astray
    from archive.redaction.selectors import (
        occurrences_undecided,
        redactions_undecided,
        transcript_newest,
    )

    consent = consent_in_force(testimony, at=at)
    holds = holds_in_force(testimony, at=at)
    transcript = transcript_newest(testimony)
    if edition is None and step == GateStep.OPEN:
        edition = candidate_newest(testimony, audience)
    return Facts(
        step=step,
        audience=audience,
        agreement=consent.agreement,
        machine_agreed=Use.AI_PROCESSING in consent.uses,
        use_agreed=USE_OF.get(audience) in consent.uses,
        text_agreed=Medium.TEXT in consent.media,
        withdrawn=is_withdrawn(testimony, consent, edition),
        embargo=embargo_of(testimony, at=at),
        restricted=any(hold.kind == HoldKind.RESTRICTION_ORDER for hold in holds),
        delayed=any(hold.kind == HoldKind.DELAY for hold in holds) or waits_above(testimony),
        recordings=recordings_kept(testimony).count(),
        transcript=TranscriptKind(transcript.kind) if transcript else None,
        redactions_waiting=redactions_undecided(testimony),
        names_waiting=occurrences_undecided(testimony),
        spans_astray=len(redactions_astray(testimony)),
        described=bool(testimony.summary.strip()),
        candidate=candidate_of(testimony, audience, edition, consent, at=at),
        captioned=edition is not None and is_captioned(edition),
        leaks=leaks_of(edition),
        approval=approval_of(edition),
    )


def candidate_newest(testimony: Testimony, audience: Audience) -> Edition | None:
    """The candidate that would be opened next for these readers."""
    return (
        testimony.editions.filter(audience=audience, state=EditionState.CANDIDATE)
        .exclude(manifest_hash="")
        .order_by("-built_at")
        .first()
    )


def is_withdrawn(testimony: Testimony, consent: ConsentInForce, edition: Edition | None) -> bool:
    """Whether it was taken back since the agreement, or since this candidate was built.

    What a giver took back needs a new answer from every giver. After a withdrawal by the commission
    or a court the agreement stands, but nothing built before may go out.
    """
    rows = Withdrawal.objects.filter(testimony=testimony)
    last = rows.order_by("-withdrawn_at").first()
    if last is None:
        return False
    if edition is not None and (edition.built_at is None or edition.built_at <= last.withdrawn_at):
        return True
    by_giver = rows.filter(asked_by=AskedBy.GIVER).order_by("-withdrawn_at").first()
    if by_giver is None:
        return False
    return (
        not consent.ids
        or Consent.objects.filter(
            pk__in=consent.ids, recorded_at__lte=by_giver.withdrawn_at
        ).exists()
    )


def embargo_of(testimony: Testimony, *, at: datetime) -> Embargo:
    """Where the embargo stands today."""
    if testimony.embargo_until is None:
        return Embargo.NONE
    if testimony.embargo_lifted_at is not None:
        return Embargo.LIFTED
    return Embargo.RUNNING if today(at) <= testimony.embargo_until else Embargo.ENDED


def candidate_of(
    testimony: Testimony,
    audience: Audience,
    edition: Edition | None,
    consent: ConsentInForce,
    *,
    at: datetime,
) -> Candidate:
    """Whether the candidate is what would be built from the vault as it stands, and is whole."""
    from archive.publishing.basis import basis_hash
    from archive.publishing.sealing import files_sized, rows_sealed

    if (
        edition is None
        or edition.testimony_id != testimony.pk
        or edition.audience != audience
        or edition.state != EditionState.CANDIDATE
        or not edition.manifest_hash
    ):
        return Candidate.NONE
    more_than_agreed = (
        {use for use, yes in edition.uses.items() if yes} - consent.uses
        or {medium for medium, yes in edition.media.items() if yes} - consent.media
        or (
            consent.closes_at is not None
            and (edition.open_until is None or edition.open_until > consent.closes_at)
        )
    )
    if more_than_agreed or edition.basis_hash != basis_hash(
        testimony=testimony, audience=audience, at=at
    ):
        return Candidate.OUTDATED
    if not rows_sealed(edition) or not files_sized(edition):
        return Candidate.ALTERED
    return Candidate.CURRENT


def is_captioned(edition: Edition) -> bool:
    """Whether it can be read: its text, and captions where there is sound."""
    kinds = set(edition.files.values_list("kind", flat=True))
    wanted = {FileKind.TEXT} | ({FileKind.CAPTIONS} if FileKind.SOUND in kinds else set())
    return wanted <= kinds


def leaks_of(edition: Edition | None) -> Leaks:
    """What the leak check says about exactly this manifest."""
    report = LeakReport.objects.filter(edition=edition).first() if edition else None
    if edition is None or report is None or report.manifest_hash != edition.manifest_hash:
        return Leaks.NOT_CHECKED
    unresolved = report.findings.filter(resolved_at__isnull=True).exists()
    return Leaks.FINDINGS if unresolved else Leaks.CLEAN


def approval_of(edition: Edition | None) -> Word:
    """The second person's word on exactly this manifest."""
    approval = Approval.objects.filter(edition=edition).first() if edition else None
    if edition is None or approval is None:
        return Word.NONE
    if approval.manifest_hash != edition.manifest_hash:
        return Word.VOID
    from archive.publishing.hands import hands_in

    return Word.OWN if approval.approved_by_id in hands_in(edition) else Word.GIVEN
