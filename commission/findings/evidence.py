"""What has become of the passages that a finding rests on: read from the reading room each time.

Nothing is stored and nothing is told: when an edition is withdrawn, closed or replaced, the next
reader of a finding sees it, because this asks the editions themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from archive.consent.models import Medium, Use
from archive.edition.models import Edition, EditionQuerySet, EditionState, EditionTurn
from archive.edition.quoting import Place, Quotation, place_between, quotation_at
from archive.edition.word_times import words_of
from archive.withdrawal.models import Withdrawal
from commission.findings.models import Citation
from commission.findings.vocabulary import CHANGED, EvidenceState
from media.audience import Audience


@dataclass(frozen=True)
class Evidence:
    """A citation as it stands now."""

    citation: Citation
    state: EvidenceState
    # The edition that the quotation is read from, and the quotation; None where there is none.
    edition: Edition | None
    quotation: Quotation | None
    # When it changed; None where it did not.
    since: datetime | None
    # The reference that may be named: empty where even that something was here may not be told.
    reference: str

    @property
    def changed(self) -> bool:
        """Whether the finding has to be read again because of it."""
        return self.state in CHANGED

    @property
    def mark(self) -> dict[str, str]:
        """What names this change, so that a decision can say which changes it looked at."""
        return {
            "citation": str(self.citation.key),
            "state": str(self.state.value),
            "since": self.since.isoformat() if self.since else "",
        }


def evidence_of(citations: Iterable[Citation], *, at: datetime) -> list[Evidence]:
    """Each citation as it stands at a moment, in the order given.

    The number of queries does not depend on the number of citations, but for those whose edition
    was replaced: of each of these the newest edition's words are looked at.
    """
    rows = list(citations)
    pinned = {
        edition.pk: edition
        for edition in Edition.objects.filter(pk__in={row.edition_id for row in rows})
    }
    testimonies = {edition.testimony_id for edition in pinned.values()}
    quotable = {
        edition.testimony_id: edition
        for edition in editions_quotable(at=at)
        .filter(testimony__in=testimonies)
        .prefetch_related("files")
    }
    withdrawals = {
        row.testimony_id: row
        for row in Withdrawal.objects.filter(testimony__in=testimonies).order_by("withdrawn_at")
    }
    turns = _turns_of(edition.pk for edition in quotable.values())
    return [
        _evidence(
            row,
            pinned[row.edition_id],
            quotable.get(pinned[row.edition_id].testimony_id),
            withdrawals.get(pinned[row.edition_id].testimony_id),
            turns,
            at=at,
        )
        for row in rows
    ]


def editions_quotable(*, at: datetime) -> EditionQuerySet:
    """Editions that the public may read on the web and that their givers let findings quote."""
    rows = Edition.objects.open_to(
        [Audience.PUBLIC], use=Use.REPORT_CITATION, at=at, medium=Medium.TEXT
    )
    return rows & Edition.objects.open_to([Audience.PUBLIC], use=Use.WEB_PUBLICATION, at=at)


def _turns_of(editions: Iterable[object]) -> dict[object, list[EditionTurn]]:
    rows = EditionTurn.objects.filter(edition__in=list(editions)).order_by("edition", "position")
    return {key: list(group) for key, group in groupby(rows, key=attrgetter("edition_id"))}


def _evidence(
    citation: Citation,
    pinned: Edition,
    present: Edition | None,
    withdrawal: Withdrawal | None,
    turns: dict[object, list[EditionTurn]],
    *,
    at: datetime,
) -> Evidence:
    if present is None:
        return _gone(citation, pinned, withdrawal, at=at)
    rows = turns.get(present.pk, [])
    if present.pk == pinned.pk:
        place: Place | None = place_of(citation)
    else:
        place = place_between(rows, words_of(present), citation.start_ms, citation.end_ms)
    quotation = quotation_at(present, place, rows) if place else None
    if quotation is None or quotation.hash != citation.quote_hash:
        return Evidence(
            citation, EvidenceState.REPLACED, None, None, present.opened_at, present.reference
        )
    state = EvidenceState.HOLDS if present.pk == pinned.pk else EvidenceState.CARRIED
    return Evidence(citation, state, present, quotation, None, present.reference)


def _gone(
    citation: Citation, pinned: Edition, withdrawal: Withdrawal | None, *, at: datetime
) -> Evidence:
    """Nothing of the testimony may be quoted now."""
    if withdrawal is not None and pinned.state == EditionState.WITHDRAWN:
        reference = pinned.reference if withdrawal.listed else ""
        return Evidence(
            citation, EvidenceState.WITHDRAWN, None, None, withdrawal.withdrawn_at, reference
        )
    ended = [moment for moment in (pinned.closed_at, pinned.open_until) if moment and moment <= at]
    return Evidence(
        citation, EvidenceState.CLOSED, None, None, min(ended, default=pinned.opened_at), ""
    )


def place_of(citation: Citation) -> Place:
    """Where the quotation stands in the edition that was cited."""
    return Place(citation.first_turn, citation.from_char, citation.last_turn, citation.to_char)
