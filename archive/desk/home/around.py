"""What else a day shows: what others decide, what machines do, what the gate refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractUser
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.desk.ledger.selectors import people_of
from archive.desk.testimony.jobs import said
from archive.gate import GateStep
from archive.gate.sentences import REFUSALS
from archive.ledger.models import LedgerEntry
from archive.publishing.models import CandidateJob
from archive.redaction.models import Redaction, RedactionState
from archive.testimony.models import Recording, Testimony
from archive.transcription.models import TranscriptionJob
from archive.withdrawal.models import PurgeJob, Withdrawal
from media.jobs import JobState
from media.models import Accession

REFUSED_DAYS = 7
REFUSED_SHOWN = 6
UNFINISHED = (JobState.WAITING, JobState.RUNNING, JobState.NEEDS_PERSON)
STEPS = {
    GateStep.TRANSCRIBE.value: gettext_lazy("Writing down by machine"),
    GateStep.BUILD.value: gettext_lazy("Building a candidate"),
    GateStep.OPEN.value: gettext_lazy("Opening"),
}


@dataclass(frozen=True)
class Refusal:
    """One no of the gate, with its reasons and where each is seen to."""

    testimony: Testimony
    step: str | Promise
    reasons: tuple[tuple[str | Promise, str], ...]
    who: str
    at: datetime


@dataclass(frozen=True)
class AtWork:
    """A job that runs, waits or needs a person."""

    testimony: Testimony
    title: str
    sentence: str
    needs_person: bool


def gate_refusals(*, at: datetime) -> list[Refusal]:
    """The newest refusals of the last days, one for each testimony and step."""
    entries = LedgerEntry.objects.filter(
        act="gate.refuse", at__gte=at - timedelta(days=REFUSED_DAYS)
    ).order_by("-number")
    newest: dict[tuple[str, Any], LedgerEntry] = {}
    for entry in entries[:200]:
        newest.setdefault((entry.testimony, entry.details.get("step")), entry)
    shown = list(newest.values())[:REFUSED_SHOWN]
    testimonies = Testimony.objects.in_bulk([UUID(entry.testimony) for entry in shown])
    people = people_of({entry.actor for entry in shown})
    return [
        Refusal(
            testimony=testimonies[UUID(entry.testimony)],
            step=STEPS[entry.details["step"]],
            reasons=tuple(_reasons(entry, testimonies[UUID(entry.testimony)])),
            who=people.get(entry.actor, entry.actor),
            at=entry.at,
        )
        for entry in shown
    ]


def _reasons(entry: LedgerEntry, testimony: Testimony) -> list[tuple[str | Promise, str]]:
    link = reverse("desk:testimony", args=[testimony.pk]) + "#gate"
    return [(REFUSALS.get(code, code), link) for code in entry.details["codes"]]


def waiting_for_others(user: AbstractUser) -> list[dict[str, Any]]:
    """What this person proposed and somebody else must decide."""
    rows = (
        Redaction.objects.filter(state=RedactionState.PROPOSED, proposed_by=user.pk)
        .values("testimony")
        .annotate(count=Count("pk"), since=Min("proposed_at"))
        .order_by("since")
    )
    testimonies = Testimony.objects.in_bulk([row["testimony"] for row in rows])
    return [{**row, "testimony": testimonies[row["testimony"]]} for row in rows]


def brought_again_to(user: AbstractUser, *, at: datetime) -> list[tuple[Accession, Recording]]:
    """What others brought in the last days that this person had brought before, newest first.

    Each with the recording that was made of it the first time. Whoever came second was told on the
    receipt.
    """
    days = at - timedelta(days=REFUSED_DAYS)
    news = Accession.objects.filter(received_at__gte=days).exclude(received_by=user.pk)
    mine = Recording.objects.filter(
        accession__received_by=user.pk, accession__blob__in=news.values("blob")
    ).select_related("testimony", "accession")
    first = {row.accession.blob_id: row for row in mine.order_by("-accession__received_at")}
    return [
        (accession, first[accession.blob_id])
        for accession in news.filter(blob__in=first).order_by("-received_at")
        if accession.received_at >= first[accession.blob_id].accession.received_at
    ]


def machines_at_work() -> list[AtWork]:
    """Transcriptions and candidates under way or stopped; those that need a person first."""
    found = [
        AtWork(job.recording.testimony, _("writing down"), said(job), _stopped(job))
        for job in TranscriptionJob.objects.filter(state__in=UNFINISHED).select_related(
            "recording__testimony"
        )[:50]
    ]
    found += [
        AtWork(job.testimony, _("building a candidate"), said(job), _stopped(job))
        for job in CandidateJob.objects.filter(state__in=UNFINISHED).select_related("testimony")[
            :50
        ]
    ]
    return sorted(found, key=lambda item: not item.needs_person)


def _stopped(job: TranscriptionJob | CandidateJob) -> bool:
    return job.state == JobState.NEEDS_PERSON


def withdrawals_pending() -> list[tuple[Withdrawal, int]]:
    """Withdrawals of which something has still to be purged, with how much."""
    pending = PurgeJob.objects.exclude(state=JobState.DONE).values_list("edition__testimony")
    counts: dict[UUID, int] = {}
    for (testimony,) in pending:
        counts[testimony] = counts.get(testimony, 0) + 1
    rows = Withdrawal.objects.filter(testimony__in=counts).select_related("testimony")
    return [(row, counts[row.testimony_id]) for row in rows.order_by("-withdrawn_at")]
