"""The seven steps of a testimony as dots with words; a step that is held is a square."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.consent.in_force import ConsentInForce
from archive.consent.models import Agreement, Consent
from archive.edition.models import Edition, EditionState
from archive.redaction.models import RedactionState
from archive.testimony.models import Recording, Testimony
from archive.transcript.models import Transcript, TranscriptKind


@dataclass(frozen=True)
class Step:
    name: str
    note: str
    done: bool
    held: bool = False
    current: bool = False

    @property
    def css(self) -> str:
        return "held" if self.held else "done" if self.done else ""


def steps_of(
    testimony: Testimony,
    consent: ConsentInForce,
    consents: Sequence[Consent],
    recordings: Sequence[Recording],
    transcripts: Sequence[Transcript],
    editions: Sequence[Edition],
) -> list[Step]:
    """Where each step stands; the first that is not done is the present one."""
    candidate = next((e for e in editions if e.state == EditionState.CANDIDATE), None)
    opened = [e for e in editions if e.state == EditionState.OPEN]
    steps = [
        _received(recordings),
        _consent(consent, consents),
        _transcript(recordings, transcripts),
        _redaction(testimony, transcripts, passed=bool(candidate or opened)),
        _leaks(candidate, passed=bool(opened)),
        _approval(candidate, passed=bool(opened)),
        _published(editions, opened),
    ]
    present = next((n for n, step in enumerate(steps) if not step.done or step.held), None)
    return [
        Step(step.name, step.note, step.done, step.held, current=n == present)
        for n, step in enumerate(steps)
    ]


def _received(recordings: Sequence[Recording]) -> Step:
    if not recordings:
        return Step(_("Received"), _("nothing yet"), done=False)
    day = formats.date_format(recordings[0].accession.received_at, "j M Y")
    return Step(_("Received"), day, done=True)


def _consent(consent: ConsentInForce, consents: Sequence[Consent]) -> Step:
    if consent.agreement == Agreement.DOCUMENTED:
        newest = max(c.version for c in consents if c.pk in consent.ids)
        note = _("version %(n)d") % {"n": newest}
        if consent.waiting:
            return Step(_("Consent"), _("a wider one waits"), done=True)
        return Step(_("Consent"), note, done=True)
    if consents:
        return Step(_("Consent"), str(consent.agreement.label).lower(), done=False, held=True)
    return Step(_("Consent"), _("not yet"), done=False)


def _transcript(recordings: Sequence[Recording], transcripts: Sequence[Transcript]) -> Step:
    aside = {recording.pk for recording in recordings if recording.set_aside_at}
    texts = [transcript for transcript in transcripts if transcript.recording_id not in aside]
    if not texts:
        return Step(_("Transcript"), _("not yet"), done=False)
    if len(recordings) - len(aside) > 1:
        return Step(_("Transcript"), _("of several recordings"), done=False, held=True)
    newest = texts[0]
    said = {
        TranscriptKind.MACHINE: _("%(n)d, by machine"),
        TranscriptKind.CORRECTED: _("%(n)d, being corrected"),
        TranscriptKind.REVIEWED: _("%(n)d, reviewed"),
    }[TranscriptKind(newest.kind)] % {"n": newest.version}
    return Step(_("Transcript"), said, done=newest.kind == TranscriptKind.REVIEWED)


def _redaction(testimony: Testimony, transcripts: Sequence[Transcript], *, passed: bool) -> Step:
    waiting = testimony.redactions.filter(state=RedactionState.PROPOSED).count()
    if waiting:
        said = ngettext("%(n)d span waits", "%(n)d spans wait", waiting) % {"n": waiting}
        return Step(_("Redaction"), said, done=False, held=True)
    approved = testimony.redactions.filter(state=RedactionState.APPROVED).count()
    if approved:
        said = ngettext("%(n)d span", "%(n)d spans", approved) % {"n": approved}
        return Step(_("Redaction"), said, done=True)
    if passed:
        return Step(_("Redaction"), _("none needed"), done=True)
    return Step(_("Redaction"), _("not yet"), done=False)


def _leaks(candidate: Edition | None, *, passed: bool) -> Step:
    report = getattr(candidate, "leak_report", None)
    if report is not None:
        found = report.findings.filter(resolved_at__isnull=True).count()
        if found:
            said = ngettext("%(n)d finding", "%(n)d findings", found) % {"n": found}
            return Step(_("Leak check"), said, done=False, held=True)
        return Step(_("Leak check"), _("nothing open"), done=True)
    if candidate is None and passed:
        return Step(_("Leak check"), _("done"), done=True)
    return Step(_("Leak check"), _("not yet"), done=False)


def _approval(candidate: Edition | None, *, passed: bool) -> Step:
    approval = getattr(candidate, "approval", None)
    if approval is not None and candidate is not None:
        void = approval.manifest_hash != candidate.manifest_hash
        said = _("void") if void else _("given")
        return Step(_("Approval"), said, done=not void, held=void)
    if candidate is None and passed:
        return Step(_("Approval"), _("given"), done=True)
    return Step(_("Approval"), _("not yet"), done=False)


def _published(editions: Sequence[Edition], opened: Sequence[Edition]) -> Step:
    if opened:
        numbers = ", ".join(str(e.number) for e in sorted(opened, key=lambda e: e.number or 0))
        return Step(_("Published"), _("edition %(n)s") % {"n": numbers}, done=True)
    if any(e.state == EditionState.WITHDRAWN for e in editions):
        return Step(_("Published"), _("withdrawn"), done=False)
    return Step(_("Published"), _("no"), done=False)
