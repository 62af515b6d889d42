"""What the admin's pages of every public record have in common.

Other rows are chosen with a plain `Select`: Wagtail's choosers print scripts into the page, which
the admin's policy forbids, and a list works without any.
"""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from commission.review.services import number_next


class NumberedCreateView(CreateView):
    """A new record gets the next free number; nobody types one."""

    def get_form(self, form_class: Any = None) -> Any:
        """The form of a record that has its number already."""
        form = super().get_form(form_class)
        if form.instance.number is None:
            form.instance.number = number_next(self.model)
        return form


class NoChooser(SnippetChooserViewSet):
    """No addresses: Wagtail's choosers list every row, drafts too, to everybody in the admin."""

    def get_urlpatterns(self) -> list[URLPattern]:
        """None."""
        return []


class PublicRecordViewSet(SnippetViewSet):
    """A kind of public record in the admin.

    No copy (it would carry one record's citations and bodies into another), no deleting, and no
    inspecting of fields beside the editor: whoever may view, reads the public page or the draft.
    """

    add_view_class = NumberedCreateView
    chooser_viewset_class = NoChooser
    copy_view_enabled = False
    inspect_view_enabled = True
    list_per_page = 50
    add_to_admin_menu = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """All rows; Wagtail narrows them to the language that is looked at."""
        queryset: models.QuerySet[Any] = self.model._default_manager.select_related("locale")
        return queryset
