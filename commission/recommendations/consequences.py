"""What findings led to: their public recommendations, with the three readings of each."""

from collections.abc import Collection

from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator

from commission.findings.consequences import Consequence, Reading
from commission.recommendations.assessments.selectors import Standing, standing_of
from commission.recommendations.models import AddressedBody, Recommendation
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.recommendations.vocabulary import Status
from commission.review.translations import translated_all


def consequences(findings: Collection[int]) -> dict[int, list[Consequence]]:
    """Public recommendations under the findings that they rest on; a few queries for all."""
    pairs = Recommendation.findings.through.objects.filter(
        finding__in=list(findings), recommendation__in=recommendations_public()
    ).values_list("finding", "recommendation")
    under: dict[int, list[int]] = {}
    for finding, key in pairs:
        under.setdefault(finding, []).append(key)
    told = consequences_told({key for keys in under.values() for key in keys})
    return {finding: [told[key] for key in keys] for finding, keys in under.items()}


def consequences_told(keys: Collection[int]) -> dict[int, Consequence]:
    """Public recommendations as they are told elsewhere, under their keys; a few queries."""
    if not keys:
        return {}
    rows = list(recommendations_public().filter(pk__in=list(keys)).select_related("locale"))
    shown = translated_all(rows)
    standing = standing_of(rows)
    bodies = _bodies(keys)
    return {
        row.pk: Consequence(
            number=row.number,
            title=title_of(shown[row.pk]),
            language=shown[row.pk].locale.language_code,
            address=address_of(row),
            bodies="; ".join(bodies.get(row.pk, [])),
            readings=readings_of(standing[row.pk]),
        )
        for row in rows
    }


def readings_of(standing: Standing) -> tuple[Reading, ...]:
    """The three readings in the order in which they always stand."""
    return tuple(
        Reading(
            voice=voice.value,
            says=str(voice.label),
            status=view.status if view else "",
            label=str(Status(view.status).label) if view else "",
        )
        for voice, view in standing.voices
    )


def title_of(recommendation: Recommendation) -> str:
    """What stands for it in lists: its short title, or the beginning of its text."""
    return recommendation.title or Truncator(recommendation.text).words(30)


def address_of(recommendation: Recommendation) -> str:
    """The page of a recommendation."""
    try:
        return reverse("tracker:recommendation", kwargs={"number": recommendation.number})
    except NoReverseMatch:  # pragma: no cover - where the tracker's pages are not wired
        return ""


def _bodies(keys: Collection[int]) -> dict[int, list[str]]:
    """Names of the bodies that each is addressed to, in the language of the page."""
    rows = list(
        AddressedBody.objects.filter(recommendation__in=list(keys))
        .order_by("part", "sort_order", "pk")
        .select_related("body__locale")
    )
    names = translated_all({row.body_id: row.body for row in rows}.values())
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.recommendation_id, []).append(names[row.body_id].name)
    return found
