"""All bodies that were asked, side by side."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from commission.recommendations.assessments.models import Assessment
from commission.recommendations.assessments.newest import with_views
from commission.recommendations.bodies.models import Body, BodyKind
from commission.recommendations.bodies.selectors import bodies_public
from commission.recommendations.progress.models import ProgressReport
from commission.recommendations.progress.services import OPEN
from commission.recommendations.recommendation.models import AddressedBody
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.recommendations.vocabulary import Status, Voice
from commission.review.translations import translated_all


@dataclass(frozen=True)
class BodyRow:
    """One body as a row of a table."""

    slug: str
    name: str
    kind: str
    asked: int
    done: tuple[int, int, int]
    late: int  # reports


def body_rows(*, today: date) -> list[BodyRow]:
    """Every body that a public recommendation is addressed to, by name. Six queries."""
    bodies = list(bodies_public().select_related("locale"))
    found = {
        pk: (commission, community)
        for pk, commission, community in with_views(recommendations_public())
        .order_by()
        .values_list("pk", "says_commission", "says_community")
    }
    asked: dict[Any, list[Any]] = {}
    for body, key in AddressedBody.objects.filter(recommendation__in=found).values_list(
        "body", "recommendation"
    ):
        asked.setdefault(body, []).append(key)
    claims = _claims(set(found))
    late = dict(
        ProgressReport.objects.filter(recommendation__in=found, state__in=OPEN, due_on__lt=today)
        .order_by()
        .values_list("body")
        .annotate(n=Count("pk"))
    )
    names = translated_all(bodies)
    rows = [
        _row(body, names[body.pk], asked.get(body.pk, []), found, claims, late.get(body.pk, 0))
        for body in bodies
    ]
    return sorted(rows, key=lambda row: row.name.casefold())


def _claims(keys: set[Any]) -> dict[tuple[Any, Any], str]:
    """What each body says of each recommendation now."""
    rows = (
        Assessment.objects.filter(recommendation__in=keys, voice=Voice.BODY, action__isnull=True)
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=[F("recommendation"), F("body")],
                order_by=[F("made_on").desc(), F("recorded_at").desc()],
            )
        )
        .filter(place=1)
        .order_by()
    )
    return {
        (body, key): status
        for body, key, status in rows.values_list("body", "recommendation", "status")
    }


def _row(
    body: Body,
    named: Body,
    keys: list[Any],
    found: dict[Any, tuple[str | None, str | None]],
    claims: dict[tuple[Any, Any], str],
    late: int,
) -> BodyRow:
    said = Counter(claims.get((body.pk, key)) for key in keys)
    commission = Counter(found[key][0] for key in keys)
    community = Counter(found[key][1] for key in keys)
    done = Status.COMPLETED
    return BodyRow(
        slug=body.slug,
        name=named.name,
        kind=str(BodyKind(body.kind).label) if body.kind in BodyKind.values else "",
        asked=len(keys),
        done=(said[done], commission[done], community[done]),
        late=late,
    )
