"""What findings led to: told to their pages, which know nothing of recommendations."""

from collections.abc import Collection
from operator import attrgetter

from django.urls import reverse

from commission.findings.consequences import Consequence, Reading
from commission.recommendations.assessments.models import Assessment
from commission.recommendations.assessments.selectors import Standing, standing_from
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
    links = Recommendation.findings.through.objects.filter(
        finding__in=keys, recommendation__in=recommendations_public()
    ).select_related("recommendation__locale")
    pairs = [(link.finding_id, link.recommendation) for link in links]
    rows = {row.pk: row for _finding, row in pairs}
    texts = translated_all(rows.values())
    addressed = AddressedBody.objects.filter(recommendation__in=rows).select_related("body__locale")
    asked: dict[int, list[AddressedBody]] = {key: [] for key in rows}
    for one in sorted(addressed.order_by(), key=attrgetter("part", "sort_order", "pk")):
        asked[one.recommendation_id].append(one)
    names = translated_all({one.body for held in asked.values() for one in held})
    views: dict[int, list[Assessment]] = {key: [] for key in rows}
    given = Assessment.objects.filter(recommendation__in=rows, action__isnull=True)
    for view in given.order_by():
        views[view.recommendation_id].append(view)
    told = {
        key: Consequence(
            number=row.number,
            title=title_of(texts[key]),
            language=texts[key].locale.language_code,
            address=reverse("tracker:recommendation", args=[row.number]),
            bodies="; ".join(names[one.body_id].name for one in asked[key]),
            readings=_readings(standing_from(views[key], asked[key])),
        )
        for key, row in rows.items()
    }
    found: dict[int, list[Consequence]] = {key: [] for key in keys}
    for finding, row in pairs:
        found[finding].append(told[row.pk])
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
