"""What findings led to: told to their pages, which know nothing of recommendations."""

from collections.abc import Collection

from django.urls import reverse

from commission.findings.consequences import Consequence, Reading
from commission.recommendations.assessments.selectors import Standing, standing_of
from commission.recommendations.public.rows import title_of
from commission.recommendations.recommendation.models import AddressedBody, Recommendation
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.recommendations.vocabulary import Status
from commission.review.translations import translated_all


def consequences(findings: Collection[int]) -> dict[int, list[Consequence]]:
    """The public recommendations that rest on each finding, under the finding's key.

    The number of queries depends neither on findings nor on recommendations.
    """
    keys = list(findings)
    links = list(
        Recommendation.findings.through.objects.filter(
            finding__in=keys, recommendation__in=recommendations_public()
        ).values_list("finding", "recommendation")
    )
    rows = list(
        recommendations_public()
        .filter(pk__in={recommendation for _finding, recommendation in links})
        .select_related("locale")
        .order_by("number")
    )
    standing, texts = standing_of(rows), translated_all(rows)
    asked: dict[int, list[AddressedBody]] = {}
    addressed = AddressedBody.objects.filter(recommendation__in=rows).select_related("body__locale")
    for one in addressed.order_by("part", "sort_order", "pk"):
        asked.setdefault(one.recommendation_id, []).append(one)
    names = translated_all({one.body for held in asked.values() for one in held})
    told = {
        row.pk: Consequence(
            number=row.number,
            title=title_of(texts[row.pk]),
            language=texts[row.pk].locale.language_code,
            address=reverse("tracker:recommendation", args=[row.number]),
            bodies="; ".join(names[one.body_id].name for one in asked.get(row.pk, [])),
            readings=_readings(standing[row.pk]),
        )
        for row in rows
    }
    found: dict[int, list[Consequence]] = {key: [] for key in keys}
    for finding, recommendation in links:
        found[finding].append(told[recommendation])
    return found


def _readings(standing: Standing) -> tuple[Reading, ...]:
    return tuple(
        Reading(
            voice=voice.value,
            says=str(voice.label),
            status=view.status if view else "",
            label=str(Status(view.status).label) if view else "",
        )
        for voice, view in standing.voices
    )
