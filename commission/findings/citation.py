"""How to cite a finding, in words and for programs that keep references."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.reading.wording import day_of, site_address
from commission.findings.decisions import Decided
from commission.findings.models import Finding
from commission.findings.vocabulary import DecisionKind


def finding_address(finding: Finding) -> str:
    """The full address of a finding, by its number."""
    return site_address(reverse("findings:finding", kwargs={"number": finding.number}))


def citation_text(finding: Finding, decisions: Sequence[Decided] = ()) -> str:
    """One ready sentence with number, report, day and address."""
    parts = [settings.COMMISSION_NAME]
    if finding.chapter is not None:
        parts.append(finding.chapter.report.title)
    parts.append(_("finding %(number)s") % {"number": finding.number})
    if finding.adopted_on:
        parts.append(day_of(finding.adopted_on))
    if decisions and decisions[-1].kind == DecisionKind.KEPT:
        parts.append(_("kept %(day)s") % {"day": decisions[-1].day})
    return ", ".join(parts) + ". " + finding_address(finding)


def ris(finding: Finding) -> str:
    """The finding as a RIS record."""
    day = finding.adopted_on
    rows = [
        ("TY", "RPRT"),
        ("AU", settings.COMMISSION_NAME),
        ("TI", f"Finding {finding.number}: {finding.statement}"),
        ("T2", finding.chapter.report.title if finding.chapter else ""),
        ("PB", settings.COMMISSION_NAME),
        ("PY", str(day.year) if day else ""),
        ("DA", day.strftime("%Y/%m/%d") if day else ""),
        ("LA", finding.locale.language_code),
        ("UR", finding_address(finding)),
        ("ER", ""),
    ]
    return "".join(
        f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in rows if value or tag == "ER"
    )
