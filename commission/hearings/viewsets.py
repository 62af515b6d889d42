"""Hearings and dockets as snippets of the admin."""

from typing import Any

from django.forms import CheckboxSelectMultiple, Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from commission.hearings.docket.forms import EntryForm
from commission.hearings.docket.models import DocketEntry
from commission.hearings.docket.moments import MomentsPanel
from commission.hearings.hearing.forms import HearingForm
from commission.hearings.hearing.models import Hearing
from commission.hearings.hearing.translating import OWN_WORDS
from commission.review.snippets import PublicRecordViewSet


class TextsPanel(InlinePanel):
    """The texts of rows whose everything else is the original's (`hearing.translating`).

    Which rows there are is the original's too: a row that is removed here comes back, and the
    button for a new one is off.
    """

    def __init__(self, relation: str, **kwargs: Any) -> None:
        panels = [FieldPanel(name) for name in OWN_WORDS[relation]]
        super().__init__(relation, panels, max_num=1, **kwargs)

    def get_form_options(self) -> dict[str, Any]:
        """As Wagtail's, but any number of rows may come back."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["validate_max"] = False
        return options

    def clone_kwargs(self) -> dict[str, Any]:
        """What a copy of this panel for a model is made of."""
        return {"relation": self.relation_name, "heading": self.heading, "label": self.label}


def _row(*names: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(name) for name in names])


class HearingViewSet(PublicRecordViewSet):
    """Hearings: the registrar writes, a commissioner approves."""

    model = Hearing
    icon = "group"
    menu_label = _("Hearings")
    list_display = ["__str__", "title", "hearing_type", "place"]
    list_filter = ["hearing_type", "openness"]
    search_fields = ["title", "summary", "place"]
    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        _row("hearing_type", "openness"),
        InlinePanel(
            "sittings",
            [_row("date", "state"), _row("starts_at", "ends_at"), FieldPanel("note")],
            heading=_("Days"),
            label=_("day"),
        ),
        HelpPanel(template="hearings/desk/editor_witnesses.html"),
        InlinePanel(
            "appearances",
            [
                _row("name", "cipher"),
                FieldPanel("about"),
                FieldPanel("measures"),
                FieldPanel("ruling"),
            ],
            heading=_("Witnesses"),
            label=_("witness"),
        ),
        InlinePanel(
            "sessions",
            [
                _row("date", "starts_at", "kind"),
                FieldPanel("witness"),
                FieldPanel("heading"),
                FieldPanel("what"),
                FieldPanel("content_note"),
            ],
            heading=_("Programme"),
            label=_("session"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("sits"),
                _row("venue_name", "place"),
                FieldPanel("venue_address"),
                _row("latitude", "longitude"),
                _row("time_zone", "online_link"),
                FieldPanel("broadcast_delay_minutes"),
            ],
            heading=_("Where, and who sits"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in Hearing.BEING_THERE], heading=_("Being there")
        ),
        MultiFieldPanel(
            [_row("noticed_on", "notice_days"), FieldPanel("notice_short_why")],
            heading=_("Notice"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name, widget=CheckboxSelectMultiple)
                for name in ("themes", "findings", "recommendations")
            ],
            heading=_("What rests on it"),
        ),
    ]
    edit_handler = ObjectList(panels, base_form_class=HearingForm)
    translation_panels = (
        *(FieldPanel(name) for name in Hearing.TRANSLATED if name not in OWN_WORDS),
        TextsPanel("sessions", heading=_("Programme"), label=_("session")),
        TextsPanel("appearances", heading=_("Witnesses"), label=_("witness")),
    )


class DocketEntryViewSet(PublicRecordViewSet):
    """Entries of dockets: the registrar files, a commissioner approves."""

    model = DocketEntry
    icon = "list-ol"
    menu_label = _("Dockets")
    list_display = ["__str__", "exhibit_reference", "title", "access"]
    list_filter = ["hearing", "kind", "access"]
    search_fields = ["title", "note", "filed_by"]
    panels = [
        FieldPanel("hearing", widget=Select),
        FieldPanel("kind"),
        FieldPanel("title"),
        FieldPanel("note"),
        _row("filed_on", "filed_by"),
        FieldPanel("access"),
        FieldPanel("document"),
        HelpPanel(template="hearings/desk/editor_paper.html"),
        MomentsPanel("moments", heading=_("Moments at which it was spoken of")),
    ]
    edit_handler = ObjectList(panels, base_form_class=EntryForm)
    translation_panels = tuple(FieldPanel(name) for name in DocketEntry.TRANSLATED)


class HearingsGroup(SnippetViewSetGroup):
    """One entry of the menu for both."""

    items = (HearingViewSet, DocketEntryViewSet)
    menu_label = _("Hearings")
    menu_icon = "group"
    menu_order = 25
