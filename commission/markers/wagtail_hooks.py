"""Markers and their series in the admin. Places, states and conditions have their own desk."""

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

from commission.findings.citing.panel import CitationPanel
from commission.markers.desk.access import CITING, MODERATES, READS
from commission.markers.desk.waiting import counts
from commission.markers.own_words import MarkerForm
from commission.markers.record.models import Marker, MarkerSeries
from commission.photographs.desk.choosing import PhotographSelect
from commission.review.snippets import KeptViewSet, PublicRecordViewSet

PEOPLE = InlinePanel("people", heading=_("Who, and what they did"), label=_("person"))


class MarkerViewSet(PublicRecordViewSet):
    """Markers: the keeper writes, a commissioner approves."""

    model = Marker
    icon = "pin"
    menu_label = _("Markers")
    list_display = ["__str__", "title", "place_words"]
    list_filter = ["series"]
    search_fields = ["title", "place_words", "reference"]
    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        InlinePanel(
            "inscriptions",
            [FieldPanel("language"), FieldPanel("text"), FieldPanel("spoken")],
            heading=_("The words on it, as they were said first"),
            label=_("language"),
        ),
        FieldPanel("commentary"),
        PEOPLE,
        InlinePanel(
            "photographs",
            [FieldPanel("photograph", widget=PhotographSelect)],
            heading=_("Photographs"),
            label=_("photograph"),
        ),
        CitationPanel(
            "citations",
            heading=_("Testimony that it rests on"),
            chooser=CITING.find,
            use=CITING.use,
        ),
        MultiFieldPanel(
            [
                FieldPanel("place_words"),
                FieldPanel("directions"),
                FieldPanel("place_reason"),
            ],
            heading=_("Where it is, in words"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("material"), FieldPanel("colour"), FieldPanel("size")]),
                FieldRowPanel([FieldPanel("erected_on"), FieldPanel("erected_by")]),
                FieldRowPanel([FieldPanel("sponsors"), FieldPanel("upkeep")]),
                FieldRowPanel([FieldPanel("series", widget=Select), FieldPanel("reference")]),
                FieldPanel("themes", widget=CheckboxSelectMultiple),
                FieldPanel("findings", widget=CheckboxSelectMultiple),
                FieldPanel("recommendations", widget=CheckboxSelectMultiple),
            ],
            heading=_("About it"),
        ),
    ]
    edit_handler = ObjectList(panels, base_form_class=MarkerForm)
    translation_panels = (
        *(FieldPanel(name) for name in Marker.TRANSLATED if name != "people"),
        PEOPLE,
    )


class SeriesViewSet(KeptViewSet):
    """Series that markers belong to."""

    model = MarkerSeries
    icon = "folder-open-inverse"
    menu_label = _("Series")
    list_display = ["title"]
    panels = [FieldPanel(name) for name in ("title", "slug", "about")]


class MarkersGroup(SnippetViewSetGroup):
    """One entry of the menu for both."""

    items = (MarkerViewSet, SeriesViewSet)
    menu_label = _("Markers")
    menu_icon = "pin"
    menu_order = 25


register_snippet(MarkersGroup)


@hooks.register("register_admin_urls")
def markers_urls() -> list[URLPattern | URLResolver]:
    return [path("markers/", include("commission.markers.desk.urls"))]


class DeskMenuItem(MenuItem):
    """The way to a page of the desk, for whoever may open it."""

    def __init__(self, *args: Any, rights: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rights = rights

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open what it leads to."""
        return any(request.user.has_perm(f"markers.{name}") for name in self.rights)


@hooks.register("register_admin_menu_item")
def markers_desk() -> MenuItem:
    return DeskMenuItem(
        _("States and places"),
        reverse_lazy("markers_desk:home"),
        name="markers-desk",
        icon_name="history",
        order=26,
        rights=READS,
    )


@hooks.register("register_admin_menu_item")
def nominations() -> MenuItem:
    return DeskMenuItem(
        _("Nominations"),
        reverse_lazy("markers_desk:nominations"),
        name="nominations",
        icon_name="mail",
        order=27,
        rights=MODERATES,
    )


class MarkersWaiting(Component):
    """How much waits about markers, on the first page of the admin."""

    name, order, template_name = "markers_waiting", 16, "markers/desk/waiting_panel.html"

    def __init__(self, *, reads: bool, moderates: bool) -> None:
        self.reads, self.moderates = reads, moderates

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Numbers alone; the desk's own pages list what they are of."""
        return {
            "waits": counts(at=timezone.now()),
            "reads": self.reads,
            "moderates": self.moderates,
        }


@hooks.register("construct_homepage_panels")
def markers_waiting(request: HttpRequest, panels: list[Component]) -> None:
    """For whoever keeps markers, decides about them, or moderates."""
    reads, moderates = (
        any(request.user.has_perm(f"markers.{name}") for name in names)
        for names in (READS, MODERATES)
    )
    if reads or moderates:
        panels.append(MarkersWaiting(reads=reads, moderates=moderates))
