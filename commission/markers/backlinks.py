"""Where markers are told of on the pages of what they rest on."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from archive.consent.models import Use
from archive.edition.models import Edition
from archive.reading.backlinks import Backlink
from commission.findings.evidence import changes_of
from commission.findings.models import Finding
from commission.markers.models import Marker, MarkerCitation
from commission.markers.selectors import markers_public, now_of_all
from commission.markers.wording import state_words
from commission.recommendations.models import Recommendation
from commission.review.models import PublicRecord
from commission.review.outcomes import Outcome
from commission.review.translations import translated_all


def backlinks(edition: Edition, at: datetime) -> Iterator[Backlink]:
    """Public markers that rest on this account now, by where they begin to.

    The number of queries does not depend on how many there are.
    """
    cited = list(
        MarkerCitation.objects.filter(
            marker__in=markers_public(), edition__testimony=edition.testimony_id
        )
        .select_related("marker__locale")
        .order_by("start_ms", "pk")
    )
    if not cited:
        return
    changes = changes_of(cited, at=at, use=Use.MEMORIAL_INSCRIPTION)
    changed = {one.citation.pk for one in changes}
    starts: dict[int, int] = {}
    markers: dict[int, Marker] = {}
    for row in cited:
        if row.pk not in changed:
            markers[row.marker_id] = row.marker
            starts.setdefault(row.marker_id, row.start_ms)
    shown = translated_all(markers.values())
    for key, marker in markers.items():
        yield Backlink(
            label=_("Marker %(number)s rests on it.") % {"number": marker.number},
            url=reverse("markers:marker", args=[marker.number]),
            sentence=shown[key].title,
            language=shown[key].locale.language_code,
            start_ms=starts[key] if edition.duration_ms else None,
            margin=""
            if edition.duration_ms
            else pgettext("in the margin", "Marker %(number)s") % {"number": marker.number},
        )


def outcomes(record: PublicRecord) -> Iterator[Outcome]:
    """Public markers that rest on a finding, or that a recommendation asked for."""
    if isinstance(record, Finding):
        rows = markers_public().filter(findings=record)
    elif isinstance(record, Recommendation):
        rows = markers_public().filter(recommendations=record)
    else:
        return
    markers = list(rows.select_related("locale").order_by("number"))
    if not markers:
        return
    shown, now = translated_all(markers), now_of_all(one.pk for one in markers)
    for marker in markers:
        yield Outcome(
            margin=pgettext("in the margin", "Marker %(number)s") % {"number": marker.number},
            title=shown[marker.pk].title,
            language=shown[marker.pk].locale.language_code,
            address=reverse("markers:marker", args=[marker.number]),
            after=state_words(now[marker.pk].state, now[marker.pk].since),
        )
