"""From what was said to what was done, in a few numbers and a few lines, for the front page."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from commission.findings.selectors import findings_public
from commission.recommendations.assessments.newest import with_apart, with_views
from commission.recommendations.bodies.selectors import bodies_public
from commission.recommendations.public.rows import Row, columns_of, done_of, rows_of
from commission.recommendations.recommendation.selectors import recommendations_public

SHOWN = 3


@dataclass(frozen=True)
class Became:
    """What the front page says of findings and recommendations."""

    findings: int
    recommendations: int
    bodies: int
    # How many each voice says are completed: bodies, commission, community.
    done: tuple[int, int, int]
    # Those whose three views are furthest apart.
    rows: list[Row]


def became(*, at: datetime) -> Became:
    """What became of it up to a moment; a fixed number of queries."""
    rows = recommendations_public().select_related("locale")
    columns = columns_of(rows.order_by("number"))
    apart = with_apart(with_views(rows)).order_by("-apart", "number")[:SHOWN]
    return Became(
        findings=findings_public().count(),
        recommendations=len(columns),
        bodies=bodies_public().count(),
        done=done_of(columns),
        rows=rows_of(list(apart), today=timezone.localdate(at)),
    )
