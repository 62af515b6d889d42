"""A citation as the editor lists it: its words as they may be read now, or why there are none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from archive.reading.turns import said
from commission.findings.citing.playing import Playing, playing_of
from commission.findings.evidence import Evidence, evidence_of
from commission.findings.models import Citation


@dataclass(frozen=True)
class Row:
    """What a person sees of one citation."""

    evidence: Evidence
    playing: Playing | None

    @property
    def html(self) -> SafeString:
        """The words with a bar for each removal; nothing where they may not be read."""
        quotation = self.evidence.quotation
        return said(quotation.parts) if quotation else SafeString("")


def rows_of(citations: Iterable[Citation], *, at: datetime) -> list[Row]:
    """All citations in the order given, in a few queries."""
    return [
        Row(
            one,
            playing_of(one.edition, one.citation.start_ms, one.citation.end_ms)
            if one.edition
            else None,
        )
        for one in evidence_of(citations, at=at)
    ]


def row_of(citation: Citation, *, at: datetime) -> Row:
    """One citation."""
    return rows_of([citation], at=at)[0]
