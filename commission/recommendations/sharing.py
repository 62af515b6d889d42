"""A recommendation, and a body, as links to them show them, and for search engines."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.reading.wording import site_address
from commission.recommendations.assessments.selectors import Standing, standing_of
from commission.recommendations.bodies.models import Body, BodyKind
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.vocabulary import Status, Voice
from commission.sharing.picture import Box, Facts
from commission.sharing.pictures import picture_path
from commission.sharing.shared import Shared, publisher

LONGEST = 200
FILLED = {Status.PROPOSED: 1, Status.UNDERWAY: 2, Status.COMPLETED: 3, Status.STALLED: 1}
# schema.org's type of each kind of body.
TYPES = {
    BodyKind.POLICE: "GovernmentOrganization",
    BodyKind.GOVERNMENT: "GovernmentOrganization",
    BodyKind.LEGISLATURE: "GovernmentOrganization",
    BodyKind.COURT: "GovernmentOrganization",
    BodyKind.SCHOOL: "EducationalOrganization",
    BodyKind.HEALTH: "MedicalOrganization",
    BodyKind.MEDIA: "NewsMediaOrganization",
}


def shared_of(
    recommendation: Recommendation, shown: Recommendation, bodies: Iterable[str]
) -> Shared:
    """What its page says of itself; `shown` is the row in the page's language.

    `bodies` are the names of those that are asked.
    """
    path = reverse("tracker:recommendation", args=[recommendation.number])
    title = _("Recommendation %(number)s") % {"number": recommendation.number}
    data: dict[str, Any] = {
        "@type": "CreativeWork",
        "@id": site_address(path),
        "name": f"{title}: {_short(shown.title or shown.text)}",
        "abstract": _short(shown.text),
        "inLanguage": shown.locale.language_code,
        "url": site_address(path),
        "identifier": str(recommendation.number),
        "author": publisher(),
        "audience": [{"@type": "Audience", "name": name} for name in bodies],
    }
    if recommendation.made_on:
        data["datePublished"] = recommendation.made_on.isoformat()
    if recommendation.report is not None:
        data["isPartOf"] = {"@type": "Report", "name": recommendation.report.title}
    return Shared(
        title=data["name"],
        description=_short(shown.text),
        path=path,
        language=shown.locale.language_code,
        image=picture_path("recommendations", recommendation.number),
        published=recommendation.first_published_at,
        modified=recommendation.last_published_at,
        data=data,
    )


def shared_of_body(body: Body, shown: Body) -> Shared:
    """What a body's page says of itself."""
    path = reverse("tracker:body", args=[body.slug])
    data = {
        "@type": TYPES.get(BodyKind(body.kind), "Organization"),
        "@id": site_address(path),
        "name": shown.name,
    }
    if body.website:
        data["sameAs"] = body.website
    about = _("What %(body)s was asked, what it answered, and what it did.")
    return Shared(
        title=shown.name,
        description=about % {"body": shown.name},
        path=path,
        language=shown.locale.language_code,
        image=picture_path("bodies", body.slug),
        kind="website",
        data=data,
    )


def facts_of_body(body: Body) -> Facts:
    """What the picture beside a link to its page shows."""
    return Facts(
        commission=settings.COMMISSION_NAME,
        what=_("What it was asked, and what it did"),
        sentence=body.name,
    )


def facts_of(recommendation: Recommendation) -> Facts:
    """What the picture beside a link to it shows: its text and the three views, as they are now."""
    standing = standing_of([recommendation])[recommendation.pk]
    return Facts(
        commission=settings.COMMISSION_NAME,
        what=_("Recommendation %(number)s") % {"number": recommendation.number},
        sentence=recommendation.title or recommendation.text,
        boxes=tuple(_boxes(standing)),
    )


def _boxes(standing: Standing) -> list[Box]:
    boxes = []
    for voice, view in standing.voices:
        status = Status(view.status) if view else None
        boxes.append(
            Box(
                who=str(Voice(voice).label),
                label=str(status.label) if status else _("No view given yet"),
                filled=FILLED.get(status, 0) if status else 0,
                stalled=status == Status.STALLED,
            )
        )
    return boxes


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
