"""Findings that cite an account, for the account's own page."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from archive.edition.models import Edition
from archive.reading.backlinks import Backlink
from commission.findings.consequences import consequences_of
from commission.findings.evidence import evidence_of
from commission.findings.models import Citation
from commission.findings.selectors import findings_public
from commission.review.translations import translated_all


def backlinks(edition: Edition, at: datetime) -> list[Backlink]:
    """Public findings that quote this account now, each with the recommendations it led to.

    One whose passage may not be quoted any more is none of them: its own page says what became of
    it, and whether it was this account is not told here.
    """
    citations = Citation.objects.filter(
        edition__testimony=edition.testimony_id, finding__in=findings_public()
    ).select_related("finding__locale")
    quoting = {
        one.citation.finding.pk: one.citation.finding
        for one in evidence_of(citations, at=at)
        if not one.changed
    }
    if not quoting:
        return []
    shown, led = translated_all(quoting.values()), consequences_of(list(quoting))
    return [
        Backlink(
            kind="finding",
            label=_("Finding %(number)s") % {"number": finding.number},
            text=shown[key].statement,
            language=shown[key].locale.language_code,
            url=reverse("findings:finding", args=[finding.number]),
            led_to=tuple(
                Backlink(
                    kind="recommendation",
                    label=_("Rec. %(number)s") % {"number": one.number},
                    text=one.title,
                    language=one.language,
                    url=one.address,
                )
                for one in led[key]
            ),
        )
        for key, finding in sorted(quoting.items(), key=lambda pair: pair[1].number)
    ]
