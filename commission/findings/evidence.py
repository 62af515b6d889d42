"""What has become of the passages that a finding rests on: read from the reading room each time.

Nothing is stored and nothing is told: when an edition is withdrawn, closed or replaced, the next
reader of a finding sees it, because this asks the editions themselves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import OuterRef, Q, Subquery, prefetch_related_objects

from archive.consent.models import Medium, Use
from archive.edition.models import Edition, EditionQuerySet, EditionState, EditionTurn
from archive.edition.quoting import Place, Quotation, places_again, quotation_at
from archive.edition.selectors import turns_marked
from archive.edition.word_times import Words, words_of
from archive.holds.selectors import forbids_reading
from archive.withdrawal.models import Withdrawal
from commission.findings.models import CitedPassage
from commission.findings.vocabulary import CHANGED, EvidenceState
from media.audience import Audience

# How far from where it was said a passage is looked for in a newer edition, in ms.
NEAR_MS = 60_000
# Passages that are read in one query.
AT_ONCE = 200


@dataclass(frozen=True)
class Evidence:
    """A citation as it stands now."""

    # The row that was asked about: a finding's citation, or another record's passage.
    citation: Any
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
        """What names this change, so that a decision can say which changes it looked at.

        A passage that reads differently has the same mark in every later edition: what was decided
        without its words is not asked again because something else of the account was corrected.
        """
        told = self.since is not None and self.state != EvidenceState.REPLACED
        return {
            "citation": str(self.citation.key),
            "state": str(self.state.value),
            "since": self.since.isoformat() if self.since and told else "",
        }


def evidence_of(
    citations: Iterable[CitedPassage], *, at: datetime, use: Use = Use.REPORT_CITATION
) -> list[Evidence]:
    """Each citation as it stands at a moment, in the order given, with its words where they may be
    read. The number of queries does not depend on the number of citations (one more for each two
    hundred). `use` is what the record that cites is for.
    """
    rows = list(citations)
    return _Room(rows, at=at, read=True, use=use).evidence() if rows else []


def changes_of(
    citations: Iterable[CitedPassage], *, at: datetime, use: Use = Use.REPORT_CITATION
) -> list[Evidence]:
    """Those of the citations whose evidence changed. Reads no words but of what was replaced."""
    rows = list(citations)
    if not rows:
        return []
    return [one for one in _Room(rows, at=at, read=False, use=use).evidence() if one.changed]


def editions_quotable(*, at: datetime, use: Use = Use.REPORT_CITATION) -> EditionQuerySet:
    """Editions that the public may read on the web and that their givers let others quote: in
    findings, or for another use.
    """
    return Edition.objects.open_to(
        [Audience.PUBLIC], use=(use, Use.WEB_PUBLICATION), at=at, medium=Medium.TEXT
    )


def place_of(citation: CitedPassage) -> Place:
    """Where the quotation stands in the edition that was cited."""
    return Place(citation.first_turn, citation.from_char, citation.last_turn, citation.to_char)


class _Room:
    """The reading room as far as these citations reach into it, at one moment."""

    def __init__(self, rows: Sequence[CitedPassage], *, at: datetime, read: bool, use: Use) -> None:
        self._rows, self._at, self._read = rows, at, read
        pinned = Edition.objects.filter(pk__in={row.edition_id for row in self._rows})
        self._pinned: dict[Any, Edition] = {edition.pk: edition for edition in pinned.only(*ENDED)}
        ids = {edition.testimony_id for edition in self._pinned.values()}
        self._quotable = {
            edition.testimony_id: edition
            for edition in editions_quotable(at=at, use=use)
            .filter(testimony__in=ids)
            .defer("manifest", "removed")
        }
        self._ended: dict[Any, list[datetime]] = {}
        self._withdrawals: dict[Any, Withdrawal] = {}
        if gone := ids - self._quotable.keys():
            self._ask_what_ended(gone, use=use)
        self._words: dict[Any, Words] = {}
        wanted = [one for row in self._rows if (one := self._wanted(row)) is not None]
        self._turns = _turns_read(wanted)
        if wanted:  # with the words of an account come the times of its words, and its sound
            prefetch_related_objects(list(self._quotable.values()), "files")

    def _ask_what_ended(self, gone: set[Any], *, use: Use) -> None:
        """Where something cannot be quoted: whether it was taken back, and of every edition that
        was ever open when it ended, never what it holds.
        """
        bound = forbids_reading(at=self._at).filter(testimony=OuterRef("testimony"))
        once = Edition.objects.filter(
            testimony__in=gone, audience=Audience.PUBLIC, opened_at__isnull=False
        ).annotate(bound_at=Subquery(bound.order_by("starts_at").values("starts_at")[:1]))
        for edition in once.only(*ENDED):
            if _could_be_quoted(edition, use):
                ends = _ends(edition, at=self._at)
                self._ended.setdefault(edition.testimony_id, []).extend(ends)
        withdrawn = Withdrawal.objects.filter(testimony__in=gone, withdrawn_at__lte=self._at)
        self._withdrawals |= {row.testimony_id: row for row in withdrawn.order_by("withdrawn_at")}

    def evidence(self) -> list[Evidence]:
        """All citations, in the order given."""
        return [self._of(row) for row in self._rows]

    def _present(self, citation: CitedPassage) -> Edition | None:
        return self._quotable.get(self._pinned[citation.edition_id].testimony_id)

    def _wanted(self, citation: CitedPassage) -> Q | None:
        """Which turns have to be read to know where the citation stands; None: none."""
        present = self._present(citation)
        if present is None or (present.pk == citation.edition_id and not self._read):
            return None
        if present.pk == citation.edition_id:
            return Q(
                edition=present.pk,
                position__gte=citation.first_turn,
                position__lte=citation.last_turn,
            )
        if not present.duration_ms:
            return Q(edition=present.pk)
        return Q(
            edition=present.pk,
            start_ms__lt=citation.end_ms + NEAR_MS,
            end_ms__gt=citation.start_ms - NEAR_MS,
        )

    def _of(self, citation: CitedPassage) -> Evidence:
        present = self._present(citation)
        if present is None:
            return self._gone(citation)
        same = present.pk == citation.edition_id
        if same and not self._read:
            return Evidence(citation, EvidenceState.HOLDS, present, None, None, present.reference)
        turns = self._turns.get(present.pk, [])
        quotation = (
            _if_same(citation, quotation_at(present, place_of(citation), turns))
            if same
            else self._again(citation, present, turns)
        )
        if quotation is None:
            since = present.opened_at
            return Evidence(citation, EvidenceState.REPLACED, None, None, since, present.reference)
        state = EvidenceState.HOLDS if same else EvidenceState.CARRIED
        return Evidence(citation, state, present, quotation, None, present.reference)

    def _again(
        self, citation: CitedPassage, present: Edition, turns: Sequence[EditionTurn]
    ) -> Quotation | None:
        """The same words in a newer edition."""
        if present.pk not in self._words:
            self._words[present.pk] = words_of(present) if present.duration_ms else {}
        places = places_again(
            turns,
            self._words[present.pk],
            place=place_of(citation),
            start_ms=citation.start_ms,
            end_ms=citation.end_ms if present.duration_ms else citation.start_ms,
        )
        found = (_if_same(citation, quotation_at(present, place, turns)) for place in places)
        return next((quotation for quotation in found if quotation is not None), None)

    def _gone(self, citation: CitedPassage) -> Evidence:
        """Nothing of the testimony may be quoted now."""
        pinned = self._pinned[citation.edition_id]
        withdrawal = self._withdrawals.get(pinned.testimony_id)
        if withdrawal is not None and pinned.state == EditionState.WITHDRAWN:
            reference = pinned.reference if withdrawal.listed else ""
            since = withdrawal.withdrawn_at
            return Evidence(citation, EvidenceState.WITHDRAWN, None, None, since, reference)
        # The last of its editions that could be quoted: those before it were only replaced.
        ended = max(self._ended.get(pinned.testimony_id, []), default=pinned.opened_at)
        return Evidence(citation, EvidenceState.CLOSED, None, None, ended, "")


ENDED = (
    "testimony",
    "audience",
    "state",
    "reference",
    "uses",
    "media",
    "opened_at",
    "closed_at",
    "open_until",
)


def _could_be_quoted(edition: Edition, use: Use) -> bool:
    return (
        edition.audience == Audience.PUBLIC
        and edition.uses.get(use.value) is True
        and edition.uses.get(Use.WEB_PUBLICATION.value) is True
        and edition.media.get(Medium.TEXT.value) is True
    )


def _ends(edition: Edition, *, at: datetime) -> list[datetime]:
    """When it stopped being open, if it has."""
    told = [edition.closed_at, edition.open_until]
    if edition.state == EditionState.OPEN:  # what has begun binds before a worker closes it
        told.append(edition.bound_at)  # type: ignore[attr-defined]
    moments = [one for one in told if one and one <= at]
    return [min(moments)] if moments else []


def _if_same(citation: CitedPassage, quotation: Quotation | None) -> Quotation | None:
    if quotation is None or quotation.hash != citation.quote_hash:
        return None
    return quotation


def _turns_read(asked: Sequence[Q]) -> dict[Any, list[EditionTurn]]:
    """The turns that one of the conditions asks for, under their edition, in order."""
    found: dict[int, EditionTurn] = {}
    for n in range(0, len(asked), AT_ONCE):
        condition = Q()
        for one in asked[n : n + AT_ONCE]:
            condition |= one
        found |= {turn.pk: turn for turn in turns_marked().filter(condition)}
    rows = sorted(found.values(), key=lambda turn: (str(turn.edition_id), turn.position))
    return {key: list(group) for key, group in groupby(rows, key=attrgetter("edition_id"))}
