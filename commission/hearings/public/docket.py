"""A docket as a page prints it. What is not open has no words here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from archive.reading.wording import day_of
from commission.documents.closing import closed_as_held
from commission.documents.wording import taken_down
from commission.findings.evidence import Evidence, evidence_of
from commission.findings.passages import Passage, passages_from
from commission.hearings.docket.selectors import EntrySeen, docket_of
from commission.hearings.models import Hearing
from commission.hearings.vocabulary import EntryAccess


@dataclass(frozen=True)
class Row:
    """One entry. `seen` says what may be told of it."""

    seen: EntrySeen
    # Its full heading: EX-033. Letter of 4 February 1997.
    heading: str
    filed_on: str
    access: str
    # Of the document that an open entry has; empty where nothing can be had.
    document_address: str
    # That a document was taken down, when and why.
    document_down: str
    # Where it was spoken of, as far as that can be read now.
    moments: Sequence[Passage]
    evidence: Sequence[Evidence]
    # On the page of the whole docket, for good.
    address: str

    @property
    def number(self) -> int:
        """Within its hearing."""
        return self.seen.entry.number

    @property
    def anchor(self) -> str:
        """ex-033 or d-16."""
        return self.seen.entry.anchor

    @property
    def language(self) -> str:
        """Of its words."""
        code: str = self.seen.shown.locale.language_code
        return code


def docket_rows(hearing: Hearing, *, at: datetime) -> list[Row]:
    """All public entries, newest first. The number of queries depends on neither entries nor
    moments (one more for each two hundred of these).
    """
    entries = docket_of(hearing, at=at)
    # The same document may also stand under an entry that is closed.
    closed_as_held([one.document for one in entries], at=at)
    moments = [(one.entry.pk, moment) for one in entries for moment in one.moments]
    evidence = evidence_of((moment for _key, moment in moments), at=at)
    spoken: dict[Any, list[Evidence]] = {}
    for (key, _moment), one in zip(moments, evidence, strict=True):
        # What cannot be read now leaves no trace: neither words nor that there were any.
        if one.quotation is not None:
            spoken.setdefault(key, []).append(one)
    return [_row(hearing, one, spoken.get(one.entry.pk, [])) for one in entries]


def entry_address(hearing: Hearing, anchor: str) -> str:
    """Where an entry stands for good: the page of the whole docket."""
    return reverse("hearings:docket", args=[hearing.number]) + f"#{anchor}"


def access_said(seen: EntrySeen) -> str:
    """Open, closed, or which order closes it."""
    if seen.access == EntryAccess.BY_ORDER:
        return _("Closed by order %(number)s") % {"number": seen.order}
    return str(seen.access.label)


def heading_of(seen: EntrySeen) -> str:
    """EX-033. Letter of 4 February 1997; of what is not open its kind alone."""
    said = seen.title or str(seen.entry.get_kind_display())
    reference = seen.entry.exhibit_reference
    return f"{reference}. {said}" if reference else said


def _row(hearing: Hearing, seen: EntrySeen, spoken: list[Evidence]) -> Row:
    document = seen.document
    down = taken_down(document)
    ready = document is not None and bool(document.size) and not down
    return Row(
        seen=seen,
        heading=heading_of(seen),
        filed_on=day_of(seen.entry.filed_on),
        access=access_said(seen),
        document_address=(
            reverse("documents:document", args=[document.pk]) if document and ready else ""
        ),
        document_down=down,
        moments=passages_from(spoken),
        evidence=spoken,
        address=entry_address(hearing, seen.entry.anchor),
    )
