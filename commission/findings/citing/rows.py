"""A citation as the editor lists it: its words as they may be read now, or why there are none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from archive.consent.models import Use
from archive.reading.turns import said
from commission.findings.citing.playing import Playing, playing_of
from commission.findings.evidence import Evidence, evidence_of
from commission.findings.models import CitedPassage


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


def rows_of(
    citations: Iterable[CitedPassage], *, at: datetime, use: Use = Use.REPORT_CITATION
) -> list[Row]:
    """All citations in the order given, in a few queries; `use` is what their record is for."""
    return [
        Row(
            one,
            playing_of(one.edition, one.citation.start_ms, one.citation.end_ms)
            if one.edition
            else None,
        )
        for one in evidence_of(citations, at=at, use=use)
    ]


def row_of(citation: CitedPassage, *, at: datetime, use: Use = Use.REPORT_CITATION) -> Row:
    """One citation."""
    return rows_of([citation], at=at, use=use)[0]
