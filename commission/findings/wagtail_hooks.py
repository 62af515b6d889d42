"""Findings, reports and themes in the admin."""

from django.forms import CheckboxSelectMultiple, Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from commission.findings.models import Finding
from commission.reports.models import Chapter, Report, Theme
from commission.review.snippets import PublicRecordViewSet


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


class ReportViewSet(SnippetViewSet):
    """Reports that findings and recommendations stand in."""

    model = Report
    icon = "doc-full-inverse"
    menu_label = _("Reports")
    list_display = ["title", "published_on"]
    panels = [FieldPanel(name) for name in ("title", "slug", "made_by", "published_on")]


class ChapterViewSet(SnippetViewSet):
    """Their chapters."""

    model = Chapter
    icon = "list-ol"
    menu_label = _("Chapters")
    panels = [FieldPanel("report", widget=Select), FieldPanel("number"), FieldPanel("title")]


class ThemeViewSet(SnippetViewSet):
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
