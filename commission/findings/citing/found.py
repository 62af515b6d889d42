"""Passages that may be cited, found by words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from archive.consent.models import Use
from archive.edition.models import Edition, EditionTurn
from archive.edition.search_kind import TestimonyPassages
from commission.findings.citing.playing import Playing, playing_of
from commission.findings.evidence import editions_quotable
from media.audience import Audience
from search.query import Results, search
from search.showing import Hit


@dataclass(frozen=True)
class FoundPassage:
    """A passage with what was looked for in it, and where it is chosen from."""

    hit: Hit
    edition: Edition
    # The first turn of the passage.
    turn: int
    playing: Playing | None


@dataclass(frozen=True)
class FoundAccount:
    """One account with the passages of it that were found."""

    edition: Edition
    passages: list[FoundPassage]


@dataclass(frozen=True)
class FoundPassages:
    """What a search gave. `left_out`: accounts on this page that may be read and not quoted."""

    results: Results
    accounts: list[FoundAccount]
    left_out: int


def passages_find(
    *, text: str, page: int, at: datetime, use: Use = Use.REPORT_CITATION
) -> FoundPassages:
    """Look for words in what is open to the public, and keep what may be quoted for a use."""
    results = search(text=text, audiences={Audience.PUBLIC}, filters={}, page=page, at=at)
    ids = {
        _uuid(hit.passage.record)
        for group in results.groups
        for hit in group.hits
        if hit.passage.kind == TestimonyPassages.name
    }
    quotable = {
        str(edition.pk): edition
        for edition in editions_quotable(at=at, use=use)
        .filter(pk__in=[one for one in ids if one])
        .prefetch_related("files")
    }
    firsts = _first_turns(quotable, results)
    accounts, left_out = [], 0
    for group in results.groups:
        passages = [
            FoundPassage(
                hit=hit,
                edition=quotable[hit.passage.record],
                turn=firsts.get((hit.passage.record, hit.passage.start_ms), 0),
                playing=playing_of(
                    quotable[hit.passage.record], hit.passage.start_ms, hit.passage.end_ms
                ),
            )
            for hit in group.hits
            if hit.passage.record in quotable
        ]
        if passages:
            accounts.append(FoundAccount(passages[0].edition, passages))
        elif any(hit.passage.kind == TestimonyPassages.name for hit in group.hits):
            left_out += 1
    return FoundPassages(results, accounts, left_out)


def _first_turns(
    quotable: dict[str, Edition], results: Results
) -> dict[tuple[str, int | None], int]:
    """The position of the turn with which each passage begins; without times, the first there is.

    A passage does not know it: it knows when it begins.
    """
    starts = {
        hit.passage.start_ms
        for group in results.groups
        for hit in group.hits
        if hit.passage.record in quotable and hit.passage.start_ms is not None
    }
    rows = EditionTurn.objects.filter(
        edition__in=[edition.pk for edition in quotable.values()], start_ms__in=starts
    )
    found: dict[tuple[str, int | None], int] = {}
    for turn in rows.order_by("-position"):
        found[(str(turn.edition_id), turn.start_ms)] = turn.position
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
