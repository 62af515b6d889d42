"""What waits for one person, by what their roles let them do; the oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractUser
from django.db.models import Count, Exists, Max, Min, OuterRef
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.consent.models import Consent
from archive.days import midnight
from archive.desk.testimony.stages import Stage, at_stage
from archive.desk.transcript.chosen import editor_url
from archive.edition.models import Edition, EditionState
from archive.publishing.hands import hands_in
from archive.publishing.models import LeakFinding
from archive.redaction.models import Redaction, RedactionState
from archive.roles import may
from archive.testimony.models import Testimony
from archive.transcript.models import Transcript, TranscriptKind

# A list that is longer than a day's work helps nobody; the number of all is said.
SHOWN = 20


@dataclass(frozen=True)
class Waiting:
    """One thing that somebody may do now."""

    since: datetime
    title: str
    sentence: str
    url: str
    button: str


def waiting_for(user: AbstractUser, *, at: datetime) -> list[Waiting]:
    """Everything that waits for this person."""
    found: list[Waiting] = []
    for permission, gather in GATHERERS:
        if may(user, permission):
            found.extend(gather(user, at))
    # Somebody with two roles is told once.
    return sorted(dict.fromkeys(found), key=lambda item: item.since)


def _consents(user: AbstractUser, at: datetime) -> Iterator[Waiting]:
    newer = Consent.objects.filter(
        testimony=OuterRef("testimony"), giver=OuterRef("giver"), version__gt=OuterRef("version")
    )
    rows = Consent.objects.filter(widens=True, confirmation=None).exclude(recorded_by=user.pk)
    for consent in rows.exclude(Exists(newer)).select_related("testimony"):
        yield Waiting(
            consent.recorded_at,
            _("%(record)s: confirm a wider consent") % {"record": consent.testimony},
            _("You did not record it, so you may confirm that it is what the person said."),
            reverse("desk:testimony", args=[consent.testimony_id]) + "#agreed",
            _("Look"),
        )


def _taken_in(user: AbstractUser, at: datetime) -> Iterator[Waiting]:
    for row in at_stage(Stage.TAKEN_IN).filter(created_by=user.pk):
        yield Waiting(
            row.created_at,
            _("%(record)s: bring the recording") % {"record": row},
            _("You took it in, and nothing has been received yet."),
            reverse("desk:upload", args=[row.pk]),
            _("Receive"),
        )
    for row in Testimony.objects.filter(consents=None, created_by=user.pk):
        yield Waiting(
            row.created_at,
            _("%(record)s: record what was agreed") % {"record": row},
            _("Until then nothing may be written down or shown."),
            reverse("desk:testimony", args=[row.pk]) + "#agreed",
            _("Record"),
        )


def _transcripts(user: AbstractUser, at: datetime) -> Iterator[Waiting]:
    # The text of each recording that counts; what was written has none, and is a text of its own.
    texts = Transcript.objects.annotate(text=Coalesce("recording_id", "testimony_id"))
    newer = texts.filter(text=OuterRef("text"), version__gt=OuterRef("version"))
    rows = texts.filter(recording__set_aside_at__isnull=True).exclude(Exists(newer))
    rows = rows.exclude(kind=TranscriptKind.REVIEWED)
    for transcript in rows.select_related("testimony", "recording"):
        machine = transcript.kind == TranscriptKind.MACHINE
        yield Waiting(
            transcript.created_at,
            _("%(record)s: read the transcript against the sound")
            % {"record": transcript.testimony},
            _("Made by machine, not yet checked.") if machine else _("Being corrected."),
            editor_url("transcript", transcript.testimony, transcript.recording),
            _("Begin") if machine else _("Go on"),
        )


def _first_readings(user: AbstractUser, at: datetime) -> Iterator[Waiting]:
    rows = at_stage(Stage.REVIEWED).filter(redactions=None, protected_names=None)
    for row in rows.annotate(reviewed_at=Max("transcripts__created_at")):
        yield Waiting(
            row.reviewed_at,
            _("%(record)s: first reading for redaction") % {"record": row},
            _("The transcript has been reviewed. Nothing has been proposed yet."),
            reverse("desk:redaction", args=[row.pk]),
            _("Begin"),
        )


def _redactions(user: AbstractUser, at: datetime) -> Iterator[Waiting]:
    rows = (
        Redaction.objects.filter(state=RedactionState.PROPOSED)
        .exclude(proposed_by=user.pk)
        .values("testimony")
        .annotate(count=Count("pk"), since=Min("proposed_at"))
    )
    testimonies = Testimony.objects.in_bulk([row["testimony"] for row in rows])
    for row in rows:
        said = ngettext(
            "approve or send back one span", "approve or send back %(n)d spans", row["count"]
        ) % {"n": row["count"]}
        yield Waiting(
            row["since"],
            f"{testimonies[row['testimony']]}: {said}",
            _("You did not propose them, so you may decide."),
            reverse("desk:redaction", args=[row["testimony"]]),
            _("Look"),
        )


def _candidates(user: AbstractUser, at: datetime) -> Iterator[Waiting]:
    rows = Edition.objects.filter(state=EditionState.CANDIDATE, approval=None).exclude(
        leak_report=None
    )
    for edition in rows.select_related("testimony", "leak_report"):
        if user.pk in hands_in(edition):
            continue
        open_findings = edition.leak_report.findings.filter(resolved_at=None).count()
        said = ngettext(
            "The leak check found one thing to look at first.",
            "The leak check found %(n)d things to look at first.",
            open_findings,
        ) % {"n": open_findings}
        yield Waiting(
            edition.leak_report.checked_at,
            _("%(record)s: hear and read a candidate") % {"record": edition.testimony},
            said if open_findings else _("You had no hand in it, so you may approve it."),
            reverse("desk:candidate", args=[edition.pk]),
            _("Look"),
        )


def _to_open(user: AbstractUser, at: datetime) -> Iterator[Waiting]:
    rows = Edition.objects.filter(state=EditionState.CANDIDATE).exclude(approval=None)
    for edition in rows.select_related("testimony", "approval"):
        yield Waiting(
            edition.approval.approved_at,
            _("%(record)s: open an approved edition") % {"record": edition.testimony},
            _("A second person approved exactly this candidate."),
            reverse("desk:candidate", args=[edition.pk]),
            _("Look"),
        )
    findings = LeakFinding.objects.filter(
        resolved_at=None, report__edition__state=EditionState.CANDIDATE
    ).select_related("report__edition__testimony")
    for report in {finding.report for finding in findings}:
        yield Waiting(
            report.checked_at,
            _("%(record)s: the leak check found something") % {"record": report.edition.testimony},
            _("Deal with each finding, or discard the candidate and redact more."),
            reverse("desk:candidate", args=[report.edition_id]),
            _("Look"),
        )


def _embargoes(user: AbstractUser, at: datetime) -> Iterator[Waiting]:
    today = timezone.localtime(at).date()
    rows = Testimony.objects.filter(embargo_until__lt=today, embargo_lifted_at=None)
    for row in rows:
        over = (row.embargo_until or today) + timedelta(days=1)
        yield Waiting(
            midnight(over),
            _("%(record)s: its embargo has ended") % {"record": row},
            _("A date opens nothing by itself: look again, then lift it or set another day."),
            reverse("desk:testimony", args=[row.pk]) + "#gate",
            _("Review"),
        )


GATHERERS = (
    ("take_testimony", _taken_in),
    ("take_testimony", _consents),
    ("transcribe", _transcripts),
    ("redact", _first_readings),
    ("approve", _redactions),
    ("approve", _consents),
    ("approve", _candidates),
    ("publish", _to_open),
    ("administer", _embargoes),
)
