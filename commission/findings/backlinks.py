"""What a testimony became part of: the findings that quote it, and what they led to."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from archive.edition.models import Edition
from archive.reading.backlinks import Backlink
from commission.findings.consequences import Consequence, consequences_of
from commission.findings.evidence import changes_of
from commission.findings.models import Citation, Finding
from commission.findings.selectors import findings_public
from commission.review.translations import translated_all


def backlinks(edition: Edition, at: datetime) -> Iterator[Backlink]:
    """Public findings that quote this account now, by where they quote it first.

    A passage that is no longer quoted leads nowhere from here: its finding says what happened. The
    number of queries depends on neither findings nor recommendations.
    """
    citations = Citation.objects.filter(
        finding__in=findings_public(), edition__testimony=edition.testimony_id
    ).select_related("finding__locale")
    cited = list(citations.order_by())
    changed = {one.citation.pk for one in changes_of(cited, at=at)}
    quoted: dict[int, list[Citation]] = {}
    for one in cited:
        if one.pk not in changed:
            quoted.setdefault(one.finding_id, []).append(one)
    if not quoted:
        return
    findings = {key: rows[0].finding for key, rows in quoted.items()}
    shown = translated_all(findings.values())
    starts = {key: min(one.start_ms for one in rows) for key, rows in quoted.items()}
    for key in sorted(findings, key=lambda key: (starts[key], findings[key].number)):
        yield _finding(findings[key], shown[key], starts[key] if edition.duration_ms else None)
    told: set[int] = set()
    led_to = consequences_of(list(findings))
    for came in sorted((row for rows in led_to.values() for row in rows), key=_number):
        if came.number not in told:
            told.add(came.number)
            yield _recommendation(came)


def _number(one: Consequence) -> int:
    return one.number


def _finding(finding: Finding, shown: Finding, start_ms: int | None) -> Backlink:
    return Backlink(
        label=_("Quoted in finding %(number)s.") % {"number": finding.number},
        url=reverse("findings:finding", kwargs={"number": finding.number}),
        sentence=shown.statement,
        language=shown.locale.language_code,
        start_ms=start_ms,
        margin=""
        if start_ms is not None
        else pgettext("in the margin", "Finding %(number)s") % {"number": finding.number},
    )


def _recommendation(one: Consequence) -> Backlink:
    finds = next((row for row in one.readings if row.voice == "commission"), None)
    return Backlink(
        label=_("Recommendation %(number)s.") % {"number": one.number},
        url=one.address,
        sentence=one.title,
        language=one.language,
        after=_("The commission finds: %(status)s.") % {"status": finds.label}
        if finds and finds.status
        else "",
        margin=pgettext("in the margin", "Rec. %(number)s") % {"number": one.number},
    )
