"""What a withdrawal has done, what is still to do, and what nobody can do."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.withdrawal.models import LEGAL_HOLD, PurgeJob, PurgeTarget, Withdrawal
from media.jobs import JobState


@dataclass(frozen=True)
class Gone:
    """Something that was looked for and is not there any more."""

    target: PurgeTarget
    edition: int | None
    gone_at: datetime
    ledger_number: int


@dataclass(frozen=True)
class Pending:
    """Something still to be removed. No door shows it meanwhile."""

    target: PurgeTarget
    edition: int | None
    asked_at: datetime
    attempts: int
    # Why the last attempt did not succeed, or none may be made; "" before the first.
    code: str

    @property
    def held(self) -> bool:
        """Whether a legal hold keeps it."""
        return self.code == LEGAL_HOLD


@dataclass(frozen=True)
class Report:
    withdrawal: Withdrawal
    done: tuple[Gone, ...]
    pending: tuple[Pending, ...]
    # Sentences: what was here cannot be called back from there.
    cannot_recall: tuple[str | Promise, ...]
    # Sentences: what staff may still read here.
    kept: tuple[str | Promise, ...]

    @property
    def held(self) -> bool:
        """Whether a legal hold keeps some of it."""
        return any(item.held for item in self.pending)

    @property
    def complete(self) -> bool:
        return not self.pending


NOT_OURS = (
    _("Copies that people downloaded or printed while it was open."),
    _("What feed readers, search engines and web archives elsewhere have stored."),
    _("Copies that browsers keep until they are asked again."),
    _("Backups made before today, until they are replaced; nothing is shown from them."),
)
IN_THE_VAULT = (
    _("The original recording, its transcripts, and what was agreed to."),
    _("Notes on redactions, and the reasons that were given for findings of the leak check."),
    _("All of it stays unless erasure is asked for and approved. That is another act."),
)


def withdrawal_report(withdrawal: Withdrawal) -> Report:
    """Everything that had to go because of it, removals that earlier editions left included."""
    done, pending = [], []
    jobs = PurgeJob.objects.filter(edition__testimony=withdrawal.testimony_id)
    for job in jobs.select_related("edition", "receipt").order_by("created_at", "target", "pk"):
        target = PurgeTarget(job.target)
        if hasattr(job, "receipt"):
            receipt = job.receipt
            done.append(Gone(target, job.edition.number, receipt.gone_at, receipt.ledger_number))
        elif job.state != JobState.CANCELLED:
            pending.append(
                Pending(target, job.edition.number, job.created_at, job.attempts, job.error_code)
            )
    was_open = withdrawal.testimony.editions.filter(opened_at__isnull=False).exists()
    return Report(
        withdrawal,
        done=tuple(done),
        pending=tuple(pending),
        cannot_recall=NOT_OURS if was_open else (),
        kept=IN_THE_VAULT,
    )
