"""Cited passages as a page prints them: from the open edition, or that they cannot be quoted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.consent.models import Attribution
from archive.edition.models import Edition, FileKind
from archive.edition.on_page import ranges_of
from archive.edition.quoting import Quotation
from archive.reading.presentation import has_sound
from archive.reading.turns import Span, said
from archive.reading.wave import file_of
from archive.reading.wording import clock, day_of, length, seconds
from commission.findings.decisions import Decided
from commission.findings.evidence import Evidence, evidence_of
from commission.findings.models import Citation
from commission.findings.vocabulary import EvidenceState

NOTHING = SafeString("")


@dataclass(frozen=True)
class Passage:
    """One knot on the line under a finding."""

    key: str
    reference: str
    changed: bool
    # The words, where they stand, and who said them; empty where the evidence changed.
    said: SafeString = NOTHING
    note: str = ""
    language: str = ""
    address: str = ""
    title: str = ""
    who: str = ""
    edition: str = ""
    removed: str = ""
    # The sound of exactly this stretch; empty where none may be heard.
    sound: str = ""
    start_s: str = ""
    end_s: str = ""
    clock: str = ""
    length: str = ""
    # What became of it, where the evidence changed.
    since: datetime | None = None
    day: str = ""
    change: str = ""
    decisions: tuple[Decided, ...] = ()
    # Where no decision stands beside it: whether one that stands with another change covers it.
    decided: bool = False
    # Where other pages lead to that say that something changed.
    anchor: str = ""


def passages_of(
    citations: Iterable[Citation], *, at: datetime, decisions: Sequence[Decided] = ()
) -> list[Passage]:
    """Each citation as a page prints it now, in the order given."""
    return passages_from(evidence_of(citations, at=at), decisions=decisions)


def passages_from(
    evidence: Iterable[Evidence], *, decisions: Sequence[Decided] = ()
) -> list[Passage]:
    """The same for citations that were looked at already.

    A name that somebody chose is said to be one at its first mention only. A decision about several
    changes stands with the first of them.
    """
    found: list[Passage] = []
    named: set[str] = set()
    told: set[str] = set()
    for one in evidence:
        if one.quotation is None or one.edition is None:
            about = [row for row in decisions if row.about(one)]
            mine = tuple(row for row in about if row.key not in told)
            told |= {row.key for row in mine}
            first = not any(before.changed for before in found)
            found.append(_changed(one, mine, decided=bool(about), first=first))
        else:
            found.append(
                _quoted(one, one.edition, one.quotation, first=one.edition.reference not in named)
            )
            named.add(one.edition.reference)
    return found


def _quoted(one: Evidence, edition: Edition, quotation: Quotation, *, first: bool) -> Passage:
    citation = one.citation
    timed = bool(edition.duration_ms)
    span = Span(citation.start_ms, citation.end_ms)
    page = reverse("reading:testimony", kwargs={"reference": edition.reference})
    note = _note(one, edition, quotation)
    # Behind a content note the row itself is never named: going to it would open the note.
    anchor = "" if quotation.note else f"#{quotation.anchor}"
    heard = timed and has_sound(edition)
    return Passage(
        key=str(citation.key),
        anchor=f"c-{citation.key}",
        reference=edition.reference,
        changed=False,
        said=said(quotation.parts, reasons=f"{page}#reasons"),
        note=note,
        language=edition.language,
        address=page + (f"?t={span}" if timed else "") + anchor,
        title=edition.title,
        who=_who(edition, quotation, first=first),
        edition=_("Edition %(number)s, %(day)s")
        % {
            "number": edition.number,
            "day": day_of(timezone.localdate(edition.opened_at)) if edition.opened_at else "",
        },
        removed=_removed(quotation),
        sound=f"{_sound(edition)}#t={span}" if heard else "",
        start_s=seconds(citation.start_ms),
        end_s=seconds(citation.end_ms),
        clock=clock(citation.start_ms) if timed else "",
        length=length(citation.end_ms - citation.start_ms) if timed else "",
    )


def _note(one: Evidence, edition: Edition, quotation: Quotation) -> str:
    """What is told before the words are shown: of a stretch that they are said in, to the moment.

    On the account's own page a whole turn stands behind the note; what is quoted may lie outside.
    """
    if not edition.duration_ms:
        return quotation.note
    start, end = one.citation.start_ms, one.citation.end_ms
    inside = (row for row in ranges_of(edition) if start < row["end_ms"] and end > row["start_ms"])
    return next((str(row["note"]) for row in inside), "")


def _who(edition: Edition, quotation: Quotation, *, first: bool) -> str:
    """What is said after the title: that the name was chosen, and who else is speaking."""
    parts = []
    if first and edition.attribution == Attribution.PUBLIC_NAME:
        parts.append(_("a name they chose"))
    if quotation.speaker and quotation.speaker != edition.title:
        parts.append(_("%(who)s speaking") % {"who": quotation.speaker})
    return ", ".join(parts)


def _removed(quotation: Quotation) -> str:
    n = quotation.removed
    if not n:
        return ""
    return ngettext("One passage removed", "%(n)s passages removed", n) % {"n": n}


def _sound(edition: Edition) -> str:
    if file_of(edition, FileKind.SOUND) is None:
        return ""
    return reverse(
        "reading_files:file",
        kwargs={
            "reference": edition.reference,
            "number": edition.number,
            "name": "sound.m4a",
        },
    )


def _changed(
    one: Evidence, decisions: tuple[Decided, ...], *, decided: bool, first: bool
) -> Passage:
    return Passage(
        key=str(one.citation.key),
        anchor="changed" if first else f"c-{one.citation.key}",
        reference=one.reference,
        changed=True,
        address=(
            reverse("reading:testimony", kwargs={"reference": one.reference})
            if one.reference
            else ""
        ),
        since=one.since,
        day=day_of(timezone.localdate(one.since)) if one.since else "",
        change=change_in_words(one),
        decisions=decisions,
        decided=decided,
    )


def change_in_words(one: Evidence) -> str:
    """What became of a passage. Nothing where even its reference may not be told tells of it.

    An account that was taken back unlisted reads exactly like one that is closed.
    """
    if one.state == EvidenceState.REPLACED and one.reference:
        return _("This passage reads differently in the newest edition of %(reference)s.") % {
            "reference": one.reference
        }
    if one.state == EvidenceState.WITHDRAWN and one.reference:
        return _("%(reference)s was taken back.") % {"reference": one.reference}
    return _("An account that this finding rests on can no longer be quoted here.")
