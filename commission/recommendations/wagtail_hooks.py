"""Recommendations and bodies in the admin. What became of them is on the tracker's own desk."""

from collections.abc import Mapping
from typing import Any

from django.forms import CheckboxSelectMultiple, Select
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from commission.findings.writing import OwnWordsForm
from commission.recommendations.desk.waiting import counts
from commission.recommendations.models import Body, Recommendation
from commission.review.snippets import KeptViewSet, PublicRecordViewSet


class RecommendationViewSet(PublicRecordViewSet):
    """Recommendations: the tracker's editor writes, a commissioner approves."""

    model = Recommendation
    icon = "list-ul"
    menu_label = _("Recommendations")
    list_display = ["__str__", "title", "kind"]
    list_filter = ["kind", "priority", "report"]
    search_fields = ["title", "text"]
    panels = [
        FieldPanel("text"),
        FieldPanel("title"),
        InlinePanel("parts", heading=_("Numbered parts"), label=_("part")),
        InlinePanel(
            "addressed",
            [FieldPanel("body", widget=Select), FieldPanel("part")],
            heading=_("Addressed to"),
            label=_("body"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("priority")]),
                FieldRowPanel([FieldPanel("made_on"), FieldPanel("due_on")]),
                FieldRowPanel([FieldPanel("report", widget=Select), FieldPanel("page")]),
                FieldPanel("chapter", widget=Select),
                FieldPanel("checked_by"),
                FieldPanel("themes", widget=CheckboxSelectMultiple),
                FieldPanel("findings", widget=CheckboxSelectMultiple),
            ],
            heading=_("About it"),
        ),
    ]
    edit_handler = ObjectList(panels, base_form_class=OwnWordsForm)
    translation_panels = (
        FieldPanel("text"),
        FieldPanel("title"),
        InlinePanel("parts", heading=_("Numbered parts"), label=_("part")),
        FieldPanel("checked_by"),
    )


class BodyViewSet(KeptViewSet):
    """Bodies that can be asked."""

    model = Body
    icon = "group"
    menu_label = _("Bodies")
    list_display = ["name", "kind"]
    search_fields = ["name"]
    panels = [
        FieldPanel(name)
        for name in (
            "name",
            "slug",
            "kind",
            "answerable",
            "contact_office",
            "website",
            "money",
            "days_to_answer",
        )
    ]


class TrackerGroup(SnippetViewSetGroup):
    """One entry of the menu for both."""

    items = (RecommendationViewSet, BodyViewSet)
    menu_label = _("Recommendations")
    menu_icon = "list-ul"
    menu_order = 21


register_snippet(TrackerGroup)


@hooks.register("register_admin_urls")
def tracker_urls() -> list[URLPattern | URLResolver]:
    return [path("tracker/", include("commission.recommendations.desk.urls"))]


class TrackerMenuItem(MenuItem):
    """The way to the tracker's desk, for whoever keeps the tracker."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open what it leads to."""
        return request.user.has_perm("recommendations.keep_tracker")


@hooks.register("register_admin_menu_item")
def tracker() -> MenuItem:
    return TrackerMenuItem(
        _("Tracker"), reverse_lazy("tracker_desk:home"), icon_name="history", order=23
    )


class TrackerWaiting(Component):
    """How much waits in the tracker, on the first page of the admin."""

    name, order, template_name = "tracker_waiting", 15, "recommendations/desk/waiting_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Numbers alone; the tracker's own page lists what they are of."""
        return {"waits": counts(at=timezone.now())}


@hooks.register("construct_homepage_panels")
def tracker_waiting(request: HttpRequest, panels: list[Component]) -> None:
    """For whoever keeps the tracker."""
    if request.user.has_perm("recommendations.keep_tracker"):
        panels.append(TrackerWaiting())
