"""Markers as rows of a list. The number of queries does not depend on how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.consent.models import Use
from archive.reading.wording import language_in_a_sentence
from commission.findings.evidence import Evidence, evidence_of
from commission.findings.selectors import findings_public
from commission.maps.marks import Mark, Pin
from commission.markers.models import Inscription, Marker, MarkerCitation
from commission.markers.selectors import inscriptions_of
from commission.markers.vocabulary import Condition
from commission.markers.wording import (
    condition_words,
    direction_of,
    mark_of,
    pin_of,
    rough_words,
    state_words,
)
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.review.translations import translated_all

WORDS = 36  # of an inscription; its page has all


@dataclass(frozen=True)
class Row:
    """One marker in a list."""

    marker: Marker
    # The row that the page shows: in its language where there is a public translation.
    shown: Marker
    pin: Pin
    drawn: bool  # whether a map shows it
    state: str
    condition: str
    rough: str
    # One inscription: in the language of the page, or the first.
    inscription: Inscription | None
    words: str
    direction: str
    languages: str
    # Titles and references of the accounts, and numbers, that it rests on.
    voices: Sequence[tuple[str, str]]
    findings: Sequence[int]
    recommendations: Sequence[int]
    mark: Mark | None


def rows_of(markers: Sequence[Marker], *, at: datetime) -> list[Row]:
    """Markers of `Filter.queryset` as a list shows them, in the order given."""
    keys = [one.pk for one in markers]
    shown = translated_all(markers)
    inscriptions: dict[Any, list[Inscription]] = {key: [] for key in keys}
    for one in Inscription.objects.filter(marker__in=keys).order_by("sort_order", "pk"):
        inscriptions[one.marker_id].append(one)
    evidence = _evidence(keys, at=at)
    findings = _numbers(Marker.findings.through, "finding", findings_public(), keys)
    asked = _numbers(
        Marker.recommendations.through, "recommendation", recommendations_public(), keys
    )
    return [
        _row(
            one,
            shown[one.pk],
            inscriptions_of(one, evidence[one.pk], inscriptions[one.pk]),
            evidence[one.pk],
            findings[one.pk],
            asked[one.pk],
        )
        for one in markers
    ]


def _row(
    marker: Any,
    shown: Marker,
    inscriptions: Sequence[Inscription],
    evidence: Sequence[Evidence],
    findings: Sequence[int],
    asked: Sequence[int],
) -> Row:
    mark = mark_of(marker, title=shown.title, state=marker.state_now, href=f"#m{marker.number}")
    place = getattr(marker, "public_place", None)
    language = get_language() or ""
    mine = next((one for one in inscriptions if one.language == language), None)
    inscription = mine or next(iter(inscriptions), None)
    voices = {
        one.edition.reference: one.edition.title
        for one in evidence
        if one.edition is not None and not one.changed
    }
    return Row(
        marker=marker,
        shown=shown,
        pin=pin_of(marker.state_now),
        drawn=mark is not None,
        state=state_words(marker.state_now, marker.state_on or ""),
        condition=condition_words(str(Condition(marker.condition_now).label), marker.condition_on)
        if marker.condition_now
        else "",
        rough=rough_words(place.precision if place else None),
        inscription=inscription,
        words=Truncator(inscription.text).words(WORDS) if inscription else "",
        direction=direction_of(inscription.text) if inscription else "",
        languages=_languages(inscriptions),
        voices=list(voices.items()),
        findings=findings,
        recommendations=asked,
        mark=mark,
    )


def _evidence(keys: Sequence[Any], *, at: datetime) -> dict[Any, list[Evidence]]:
    cited = MarkerCitation.objects.filter(marker__in=keys).order_by("sort_order", "pk")
    marker_of = {row.pk: row.marker_id for row in cited}
    found: dict[Any, list[Evidence]] = {key: [] for key in keys}
    if marker_of:
        for one in evidence_of(cited, at=at, use=Use.MEMORIAL_INSCRIPTION):
            found[marker_of[one.citation.pk]].append(one)
    return found


def _numbers(through: Any, name: str, public: Any, keys: Sequence[Any]) -> dict[Any, list[int]]:
    """Numbers of the public records that markers are related to, in their order; one query."""
    rows = through.objects.filter(**{"marker__in": keys, f"{name}__in": public})
    found: dict[Any, list[int]] = {key: [] for key in keys}
    for key, number in rows.order_by(f"{name}__number").values_list("marker", f"{name}__number"):
        found[key].append(number)
    return found


def _languages(inscriptions: Sequence[Inscription]) -> str:
    """In English and Spanish; nothing where it is one language only."""
    names = list(dict.fromkeys(language_in_a_sentence(one.language) for one in inscriptions))
    if len(names) < 2:
        return ""
    return _("in %(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
