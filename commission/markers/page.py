"""One marker as a page: everything that the template prints. Spoken words come from open editions.

Of its place nothing is read but what may be published.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from archive.reading.wording import edtf, language_name
from commission.findings.evidence import Evidence
from commission.findings.passages import Passage, passages_from
from commission.findings.selectors import findings_public
from commission.maps.showing import Map, map_of
from commission.markers.life_shown import Moment, life_shown
from commission.markers.models import ConditionSeen, Inscription, Marker, MarkerPerson
from commission.markers.selectors import (
    Step,
    conditions_of,
    inscriptions_of,
    life_of,
    marker_evidence,
    place_shown,
)
from commission.markers.vocabulary import Condition, Precision, State
from commission.markers.wording import condition_words, direction_of, mark_of, state_words
from commission.photographs.selectors import Picture, pictures_of
from commission.recommendations.public.rows import title_of
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.reports.naming import theme_names
from commission.review.translations import translated, translated_all

LONG = 220  # characters of an inscription


@dataclass(frozen=True)
class Words:
    """What stands on it in one language."""

    label: str
    language: str
    direction: str
    text: str

    @property
    def long(self) -> bool:
        """Whether it is too much to be set as large as a few words are."""
        return len(self.text) > LONG


@dataclass(frozen=True)
class Did:
    """Who, and with a verb what they did."""

    person: str
    verb: str
    sentence: str


@dataclass(frozen=True)
class Ground:
    """A public record that it rests on."""

    margin: str
    number: int
    text: str
    language: str


@dataclass(frozen=True)
class MarkerPage:
    """What the template prints."""

    marker: Marker
    # In the language of the page where that is public.
    shown: Marker
    unveiled: str
    put_up: str
    state: str
    condition: str
    made_of: str
    series: tuple[str, str] | None
    themes: Sequence[tuple[str, str]]
    plaque: Sequence[Words]
    passages: Sequence[Passage]
    people: Sequence[Did]
    pictures: Sequence[Picture]
    map: Map | None
    precision: str
    # Whether anything is known of the place beside words.
    has_place: bool
    life: Sequence[Moment]
    findings: Sequence[Ground]
    recommendations: Sequence[Ground]
    # For what others are told of the page.
    evidence: Sequence[Evidence]

    @property
    def heard(self) -> bool:
        """Whether a voice can be heard on this page."""
        return any(one.sound for one in self.passages)


def page_of(marker: Marker, *, at: datetime) -> MarkerPage:
    """Everything that a page of this marker shows at a moment.

    The number of queries depends on neither photographs, nor people, nor citations, nor findings,
    nor recommendations, nor on what happened to it.
    """
    shown = translated(marker)
    evidence = marker_evidence(marker, at=at)
    life, looks = life_of(marker), conditions_of(marker)
    state = life[-1].state if life else None
    place = place_shown(marker)
    precision = getattr(getattr(marker, "public_place", None), "precision", Precision.WORDS.value)
    return MarkerPage(
        marker=marker,
        shown=shown,
        unveiled=_unveiled(life),
        put_up=edtf(marker.erected_on) if marker.erected_on else "",
        state=pgettext("state of a marker", "Standing")
        if state == State.UNVEILED
        else state_words(state, ""),
        condition=_condition(looks),
        made_of=", ".join(one for one in (shown.material, shown.colour, shown.size) if one),
        series=_series(marker),
        themes=theme_names(marker.themes.all()),
        plaque=_plaque(inscriptions_of(marker, evidence)),
        passages=passages_from(one for one in evidence if not one.changed),
        people=[_did(one) for one in shown.people.all()],
        pictures=_pictures(marker),
        map=_map(marker, shown, state) if place is not None else None,
        precision=precision,
        has_place=hasattr(marker, "public_place"),
        life=life_shown(life, looks),
        findings=_findings(marker),
        recommendations=_recommendations(marker),
        evidence=evidence,
    )


def _unveiled(life: Sequence[Step]) -> str:
    """The day on which it was shown to the public first."""
    days = [step.happened_on for step in life if step.state == State.UNVEILED]
    return edtf(days[0]) if days and days[0] else ""


def _condition(looks: Sequence[ConditionSeen]) -> str:
    """What was seen last, and when."""
    if not looks:
        return ""
    return condition_words(str(Condition(looks[-1].condition).label), looks[-1].seen_on)


def _series(marker: Marker) -> tuple[str, str] | None:
    if marker.series is None:
        return None
    return marker.series.slug, translated(marker.series).title


def _plaque(inscriptions: Sequence[Inscription]) -> list[Words]:
    rows = []
    for place, one in enumerate(inscriptions):
        name = language_name(one.language)
        first = place == 0 and len(inscriptions) > 1
        rows.append(
            Words(
                label=_("%(language)s, as it was said") % {"language": name} if first else name,
                language=one.language,
                direction=direction_of(one.text),
                text=one.text,
            )
        )
    return rows


def _pictures(marker: Marker) -> list[Picture]:
    """The photographs in their order, their day in words; of one taken down, only that it was."""
    rows = marker.photographs.select_related("photograph").order_by("sort_order", "pk")
    photographs = [row.photograph for row in rows]
    told = pictures_of(photographs)
    shown = [told[one.pk] for one in photographs]
    return [replace(one, taken=edtf(one.taken)) if one.taken else one for one in shown]


def _did(one: MarkerPerson) -> Did:
    """Wrote sixty-one letters, 1997 to 2008. Her name is not given: the family asked."""
    when = edtf(one.period) if one.period else ""
    sentence = ", ".join(part for part in (one.what, one.place, when) if part)
    if one.note:
        note = one.note[:1].upper() + one.note[1:]
        sentence = f"{sentence}. {note}" if sentence else note
    if sentence and not sentence.endswith((".", "!", "?", "…")):
        sentence += "."
    return Did(person=one.person, verb=one.verb, sentence=sentence)


def _map(marker: Marker, shown: Marker, state: State | None) -> Map:
    mark = mark_of(marker, title=shown.title, state=state, href="")
    return map_of(
        [mark] if mark is not None else [],
        label=_("Map: where marker %(number)s is. What it shows is said beside it in words.")
        % {"number": marker.number},
    )


def _findings(marker: Marker) -> list[Ground]:
    rows = list(findings_public().filter(markers=marker).select_related("locale"))
    shown = translated_all(rows)
    return [
        Ground(
            margin=pgettext("in the margin", "Finding %(number)s") % {"number": row.number},
            number=row.number,
            text=shown[row.pk].statement,
            language=shown[row.pk].locale.language_code,
        )
        for row in sorted(rows, key=lambda row: row.number)
    ]


def _recommendations(marker: Marker) -> list[Ground]:
    rows = list(recommendations_public().filter(markers=marker).select_related("locale"))
    shown = translated_all(rows)
    return [
        Ground(
            margin=pgettext("in the margin", "Rec. %(number)s") % {"number": row.number},
            number=row.number,
            text=title_of(shown[row.pk]),
            language=shown[row.pk].locale.language_code,
        )
        for row in sorted(rows, key=lambda row: row.number)
    ]
