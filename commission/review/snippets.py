"""What the admin's pages of public records, and of what they stand in, have in common.

Other rows are chosen with a plain `Select`: Wagtail's choosers print scripts into the page, which
the admin's policy forbids, a list works without any, and the addresses of choosers answer to
everybody in the admin, drafts included. So there are none.
"""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.panels import ObjectList, Panel
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale
from wagtail.snippets.views import snippets

from commission.review.comparing import compared
from commission.review.models import PublicRecord, SecondPersonTask
from commission.review.reviewed import LOOKS
from commission.review.services import number_give


class EditView(snippets.EditView):
    """The editor, with the ways from it to a translation and to where it is decided about."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Wagtail's, and one for each language that there is no translation into."""
        meta = self.model._meta
        at = [meta.app_label, meta.model_name, self.object.pk]
        buttons: list[Button] = [*super().header_more_buttons]
        if not self.user_has_permission("add") or getattr(self.object, "translated_from_id", None):
            return buttons
        has = self.object.get_translations(inclusive=True).values("locale")
        buttons += [
            Button(
                _("Translate into %(language)s") % {"language": locale.get_display_name()},
                url=reverse("review:translate", args=[*at, locale.language_code]),
                icon_name="globe",
                priority=40,
            )
            for locale in Locale.objects.exclude(pk__in=has)
        ]
        return buttons


class RecordEditView(EditView):
    """The editor of a public record."""

    # Of a translation: its texts alone.
    translation_panel: Panel | None = None

    def get_panel(self) -> Panel:
        """The whole form for an original, the texts for a translation."""
        own = self.translation_panel and self.object.translated_from_id
        return self.translation_panel if own else super().get_panel()

    def get_form_class(self) -> Any:
        """The form of that panel."""
        return self.panel.get_form_class()

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """The page of the decision too, for whoever may decide and has come here."""
        buttons = [*super().header_more_buttons]
        task = self.current_workflow_task
        if isinstance(task, SecondPersonTask) and task.user_may_approve(
            self.object, self.request.user
        ):
            buttons.append(Button(_("Decide"), url=self.object.review_address, priority=5))
        return buttons


class NumberedCreateView(snippets.CreateView):
    """A new record gets the next free number; nobody types one.

    It is saved by a person first, and by the editor itself only from then on: while that saves a
    new record, a click on Save would make a second one of it.
    """

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """As Wagtail's, without its saving by itself."""
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False

    @transaction.atomic
    def save_instance(self) -> Any:
        """The record, under its number."""
        number_give(self.form.instance)
        return super().save_instance()


class DraftView(snippets.InspectView):
    """What the newest draft says, beside what is public: for whoever may look and not write."""

    template_name = "review/draft.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The fields in words, as whoever decides reads them."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= {"compared": compared(self.object), "record": self.object}
        return context

    def get_fields_context(self) -> list[Any]:
        """None of Wagtail's own list, which has the row as it lies in the table."""
        return []


class _ForWhoeverMayLook:
    """Wagtail opens these to everybody in the admin, and so tells them what waits for review."""

    model: type[PublicRecord]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Raises PermissionDenied before anything was looked up."""
        if not may_view(request.user, self.model):
            raise PermissionDenied
        super().setup(request, *args, **kwargs)  # type: ignore[misc]


class WorkflowActionView(_ForWhoeverMayLook, snippets.WorkflowActionView):
    """Refused to everybody by `SecondPersonTask.get_actions`."""


class CollectActionDataView(_ForWhoeverMayLook, snippets.CollectWorkflowActionDataView):
    """As above."""


class ConfirmCancellationView(_ForWhoeverMayLook, snippets.ConfirmWorkflowCancellationView):
    """Asks whether a review ends when something is published, which nobody does by hand."""


class KeptViewSet(snippets.SnippetViewSet):
    """Rows that public records name. No copying, no deleting, no choosers."""

    edit_view_class = EditView
    copy_view_enabled = False
    list_per_page = 50
    add_to_admin_menu = False

    def register_chooser_viewset(self) -> None:
        """There is none."""


class PublicRecordViewSet(KeptViewSet):
    """A kind of public record in the admin.

    No copy: it would carry one record's citations and bodies into another.
    """

    edit_view_class = RecordEditView
    add_view_class = NumberedCreateView
    inspect_view_class = DraftView
    inspect_view_enabled = True
    workflow_action_view_class = WorkflowActionView
    collect_workflow_action_data_view_class = CollectActionDataView
    confirm_workflow_cancellation_view_class = ConfirmCancellationView
    # What the editor of a translation shows.
    translation_panels: tuple[Panel, ...] = ()

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The form of a translation too."""
        # What a text must not say it must not say in another language either.
        asks = getattr(getattr(self, "edit_handler", None), "base_form_class", None)
        panel = ObjectList(self.translation_panels, base_form_class=asks).bind_to_model(self.model)
        found: dict[str, Any] = super().get_edit_view_kwargs(translation_panel=panel, **kwargs)
        return found

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """All rows; Wagtail narrows them to the language that is looked at."""
        queryset: models.QuerySet[Any] = self.model._default_manager.select_related("locale")
        return queryset


def may_view(user: Any, model: type[models.Model]) -> bool:
    """Whether somebody may look at rows of a kind in the admin."""
    meta = model._meta
    return any(user.has_perm(f"{meta.app_label}.{verb}_{meta.model_name}") for verb in LOOKS)
