"""Findings, reports and themes in the admin."""

from collections.abc import Mapping
from typing import Any

from django.forms import CheckboxSelectMultiple, Select
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from commission.findings.access import READS
from commission.findings.citing.panel import CitationPanel
from commission.findings.desk.documents import DocumentsPanel
from commission.findings.models import Finding
from commission.findings.selectors import findings_to_amend, findings_with_changed_evidence
from commission.findings.writing import OwnWordsForm
from commission.reports.models import Chapter, Report, Theme
from commission.review.snippets import KeptViewSet, PublicRecordViewSet


class FindingViewSet(PublicRecordViewSet):
    """Findings: the registrar writes, a commissioner approves."""

    model = Finding
    icon = "tick-inverse"
    menu_label = _("Findings")
    list_display = ["__str__", "statement", "standard"]
    list_filter = ["standard", "chapter"]
    search_fields = ["statement", "conclusion"]
    panels = [
        FieldPanel("statement"),
        FieldPanel("conclusion"),
        CitationPanel("citations", heading=_("Testimony that it rests on")),
        DocumentsPanel(
            "documents",
            [FieldPanel("document", widget=Select), FieldPanel("pages")],
            heading=_("Documents that it rests on"),
            label=_("document"),
        ),
        HelpPanel(template="findings/desk/editor_documents.html"),
        MultiFieldPanel(
            [FieldPanel("standard"), FieldPanel("standard_reason")],
            heading=_("How sure the commission is"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("made_by"), FieldPanel("adopted_on")]),
                FieldRowPanel([FieldPanel("period"), FieldPanel("place")]),
                FieldPanel("chapter", widget=Select),
                FieldPanel("themes", widget=CheckboxSelectMultiple),
            ],
            heading=_("About it"),
        ),
    ]
    edit_handler = ObjectList(panels, base_form_class=OwnWordsForm)
    translation_panels = tuple(FieldPanel(name) for name in Finding.TRANSLATED)


class ReportViewSet(KeptViewSet):
    """Reports that findings and recommendations stand in."""

    model = Report
    icon = "doc-full-inverse"
    menu_label = _("Reports")
    list_display = ["title", "published_on"]
    panels = [FieldPanel(name) for name in ("title", "slug", "made_by", "published_on")]


class ChapterViewSet(KeptViewSet):
    """Their chapters."""

    model = Chapter
    icon = "list-ol"
    menu_label = _("Chapters")
    panels = [FieldPanel("report", widget=Select), FieldPanel("number"), FieldPanel("title")]


class ThemeViewSet(KeptViewSet):
    """What findings and recommendations are about."""

    model = Theme
    icon = "tag"
    menu_label = _("Themes")
    panels = [FieldPanel(name) for name in ("name", "slug")]


class FindingsGroup(SnippetViewSetGroup):
    """One entry of the menu for all of it."""

    items = (FindingViewSet, ReportViewSet, ChapterViewSet, ThemeViewSet)
    menu_label = _("Findings")
    menu_icon = "tick-inverse"
    menu_order = 20


register_snippet(FindingsGroup)


@hooks.register("register_admin_urls")
def evidence_urls() -> list[URLPattern | URLResolver]:
    return [path("evidence/", include("commission.findings.urls_admin"))]


class EvidenceMenuItem(MenuItem):
    """The way to what waits, for whoever writes findings or decides about them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open what it leads to."""
        return any(request.user.has_perm(f"findings.{name}") for name in READS)


@hooks.register("register_admin_menu_item")
def evidence_changed() -> MenuItem:
    return EvidenceMenuItem(
        _("Evidence changed"), reverse_lazy("evidence:changed"), icon_name="warning", order=22
    )


class EvidencePanel(Component):
    """What waits because testimony changed, on the first page of whoever works on findings."""

    name, order, template_name = "evidence_changed", 15, "findings/desk/changed_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """How many findings wait for a decision, and how many for their registrar."""
        waiting = findings_with_changed_evidence(at=timezone.now())
        return {"waiting": waiting, "to_amend": findings_to_amend()}


@hooks.register("construct_homepage_panels")
def evidence_waits(request: HttpRequest, panels: list[Component]) -> None:
    if any(request.user.has_perm(f"findings.{name}") for name in READS):
        panels.append(EvidencePanel())
