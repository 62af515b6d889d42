"""What each kind of person may do: on findings, the tracker and pages, at hearings and markers.

They see nothing of the vault: findings are written from what is published.
"""

from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from archive import roles as vault
from commission.pages.editors import EDITORS, editors_allow
from commission.review.workflow import review_workflow_create


class Role(models.TextChoices):
    """Groups beside those of the vault (`archive.roles`)."""

    REGISTRAR = "registrar", _("Registrar of findings")
    COMMISSIONER = "commissioner", _("Commissioner")
    TRACKER_EDITOR = "tracker_editor", _("Tracker editor")
    EDITOR = EDITORS, _("Editor of pages")
    FOCAL_POINT = "focal_point", _("Focal point of a body")
    COMMUNITY_ASSESSOR = "community_assessor", _("Community assessor")
    MARKER_KEEPER = "marker_keeper", _("Marker keeper")
    MODERATOR = "moderator", _("Moderator")
    HEARING_OFFICER = "hearing_officer", _("Hearing officer")


WRITES = ("add", "change", "view")
AT_HEARINGS = ("hearing", "docketentry")
# Nobody who writes also approves: a commissioner decides what registrars, editors and keepers
# wrote, and lifts the orders that hearing officers place. Focal points and community assessors do
# not enter the admin: they have pages of their own on the public side.
ROLES: dict[str, tuple[str, ...]] = {
    Role.REGISTRAR.value: (
        "wagtailadmin.access_admin",
        *(f"findings.{verb}_finding" for verb in WRITES),
        *(f"hearings.{verb}_{name}" for name in AT_HEARINGS for verb in WRITES),
        *(f"reports.{verb}_{name}" for name in ("theme", "report", "chapter") for verb in WRITES),
        "recommendations.view_recommendation",
    ),
    Role.COMMISSIONER.value: (
        "wagtailadmin.access_admin",
        "findings.view_finding",
        "findings.approve_finding",
        "recommendations.view_recommendation",
        "recommendations.approve_recommendation",
        "pages.approve_page",
        "markers.view_marker",
        "markers.approve_marker",
        "photographs.view_photograph",
        *(f"hearings.{verb}_{name}" for name in AT_HEARINGS for verb in ("view", "approve")),
        "hearings.lift_order",
        "hearings.read_order",
    ),
    Role.TRACKER_EDITOR.value: (
        "wagtailadmin.access_admin",
        *(f"recommendations.{verb}_recommendation" for verb in WRITES),
        *(f"recommendations.{verb}_body" for verb in WRITES),
        *(f"reports.{verb}_{name}" for name in ("theme", "report", "chapter") for verb in WRITES),
        "findings.view_finding",
        "recommendations.keep_tracker",
    ),
    # Which pages: `commission.pages.editors`.
    Role.EDITOR.value: (
        "wagtailadmin.access_admin",
        "findings.quote_testimony",
        *(f"wagtailredirects.{verb}_redirect" for verb in ("add", "change", "delete")),
    ),
    Role.FOCAL_POINT.value: ("recommendations.answer_for_body",),
    Role.COMMUNITY_ASSESSOR.value: ("recommendations.assess_for_community",),
    Role.MARKER_KEEPER.value: (
        "wagtailadmin.access_admin",
        *(f"markers.{verb}_marker" for verb in WRITES),
        *(f"markers.{verb}_markerseries" for verb in WRITES),
        *(f"photographs.{verb}_photograph" for verb in WRITES),
        *(f"reports.{verb}_theme" for verb in WRITES),
        "markers.keep_marker",
    ),
    # Reads what visitors send; writes no marker and approves none.
    Role.MODERATOR.value: (
        "wagtailadmin.access_admin",
        "markers.view_marker",
        "markers.moderate_nominations",
    ),
    Role.HEARING_OFFICER.value: (
        "wagtailadmin.access_admin",
        *(f"hearings.view_{name}" for name in AT_HEARINGS),
        "hearings.place_order",
        "hearings.read_order",
        "hearings.confirm_release",
    ),
}


@transaction.atomic
def roles_create() -> list[Group]:
    """Create all groups of the installation, or set them right, and the workflow of the review.

    Raises Permission.DoesNotExist when the database was not migrated.
    """
    groups = [*vault.roles_create(), *vault.groups_create(ROLES)]
    editors_allow()
    review_workflow_create()
    return groups
