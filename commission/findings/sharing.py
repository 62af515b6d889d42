"""A finding as a link to it shows it, and for search engines. No word of testimony is in it."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.reading.citation import edition_address
from archive.reading.wording import site_address
from commission.findings.evidence import Evidence
from commission.findings.models import Finding
from commission.sharing.picture import Facts
from commission.sharing.pictures import picture_path
from commission.sharing.shared import Shared, publisher

LONGEST = 200


def shared_of(finding: Finding, shown: Finding, evidence: Iterable[Evidence]) -> Shared:
    """What its page says of itself; `shown` is the row in the page's language."""
    path = reverse("findings:finding", args=[finding.number])
    title = _("Finding %(number)s") % {"number": finding.number}
    report = finding.chapter.report if finding.chapter else None
    cited = {
        edition_address(one.edition): None
        for one in evidence
        if one.edition is not None and one.quotation is not None
    }
    data = {
        "@type": "Claim",
        "@id": site_address(path),
        "name": title,
        "text": shown.statement,
        "inLanguage": shown.locale.language_code,
        "url": site_address(path),
        "author": publisher(),
        "identifier": str(finding.number),
        "citation": [{"@type": "CreativeWork", "url": address} for address in cited],
    }
    if finding.adopted_on:
        data["datePublished"] = finding.adopted_on.isoformat()
    if finding.period:
        data["temporalCoverage"] = finding.period
    if shown.place:
        data["spatialCoverage"] = shown.place
    if report is not None:
        data["isPartOf"] = {"@type": "Report", "name": report.title}
    return Shared(
        title=f"{title}: {shown.statement}",
        description=_short(shown.conclusion),
        path=path,
        language=shown.locale.language_code,
        image=picture_path("findings", finding.number),
        published=finding.first_published_at,
        modified=finding.last_published_at,
        data=data,
    )


def facts_of(finding: Finding) -> Facts:
    """What the picture beside a link to it shows."""
    return Facts(
        commission=settings.COMMISSION_NAME,
        what=_("Finding %(number)s") % {"number": finding.number},
        sentence=finding.statement,
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
