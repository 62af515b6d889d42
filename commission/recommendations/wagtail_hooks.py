"""Recommendations and bodies in the admin. What became of them is on the tracker's own desk."""

from django.forms import CheckboxSelectMultiple, Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from commission.findings.writing import OwnWordsForm
from commission.recommendations.models import Body, Recommendation
from commission.review.snippets import PublicRecordViewSet


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


class BodyViewSet(SnippetViewSet):
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
