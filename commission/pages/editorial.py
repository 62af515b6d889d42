"""What all pages that editors write have in common: drafts, a second person, translations."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from commission.pages.rights import ReviewedPagePermissions
from commission.pages.writing import OwnWordsPageForm, links_in, plain, texts_in, words_of
from commission.review.reviewed import Reviewed

# What of Wagtail's own fields is content.
OF_EVERY_PAGE = ("title", "slug", "seo_title", "search_description", "show_in_menus")


class EditorialPage(Reviewed, Page):
    """A page with drafts, a review that no author can do alone, and translations.

    A translation is a page of its own below the home page of its language, with its own drafts and
    its own review; `translated_from` names the original.
    """

    APPROVAL = "pages.approve_page"
    TRANSLATED: tuple[str, ...] = ("title", "search_description")

    translated_from = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    # The mark of the original's texts: of an original as they are public, of a translation as they
    # stood beside it when it was approved.
    texts = models.CharField(max_length=64, blank=True, editable=False)

    base_form_class = OwnWordsPageForm
    # The days on which a page appears and leaves are not set by a clock.
    settings_panels: list[Any] = []

    class Meta:
        abstract = True

    @property
    def named_in_ledger(self) -> dict[str, Any]:
        """Its key; a title may have been refused."""
        return {"page": self.pk}

    def numbered(self) -> dict[str, dict[str, Any]]:
        """None: a page is named by its place."""
        return {}

    @classmethod
    def written_by(cls, user: Any) -> bool:
        """Whether somebody may change pages anywhere in the tree."""
        return bool(page_permission_policy.user_has_permission(user, "change"))

    @classmethod
    def seen_by(cls, user: Any) -> bool:
        """Whoever writes pages, and whoever approves them."""
        return cls.written_by(user) or bool(user.has_perm(cls.APPROVAL))

    @property
    def editor_address(self) -> str:
        """Where its draft is written in the admin."""
        return reverse("wagtailadmin_pages:edit", args=[self.pk])

    def permits(self, user: Any, verb: str) -> bool:
        """Whether somebody may change it, or add it where it stands."""
        if verb == "add":
            return bool(self.get_parent().permissions_for_user(user).can_add_subpage())
        return bool(self.permissions_for_user(user).can_edit())

    def permissions_for_user(self, user: Any) -> ReviewedPagePermissions:
        """What somebody may do with it."""
        return ReviewedPagePermissions(user, self)

    @property
    def has_workflow(self) -> bool:
        """Whether the review was set up."""
        return self.get_workflow() is not None

    def get_workflow(self) -> Any:
        """The review of this kind of page, whatever was put on a part of the tree by hand."""
        return self.get_default_workflow()

    def compared_fields(self) -> list[tuple[str, str, str]]:
        """Its content in words, for whoever approves it; of a quotation only where it stands."""
        own = {field.name for field in Page._meta.get_fields()} - set(OF_EVERY_PAGE)
        rows = []
        for field in self._meta.concrete_fields:
            if field.editable and field.name not in own and not field.primary_key:
                label = str(field.verbose_name)
                rows.append((field.name, label, _described(getattr(self, field.name), field)))
        return rows

    def streams(self) -> list[StreamValue]:
        """Its texts that may quote the record."""
        fields = self._meta.concrete_fields
        return [getattr(self, field.name) for field in fields if isinstance(field, StreamField)]

    def own_texts(self) -> Iterator[tuple[str, str]]:
        """The name of a field and a text in it that somebody wrote; a field may have several."""
        for field in self._meta.concrete_fields:
            if not field.editable or field.choices or field.is_relation:
                continue
            value = getattr(self, field.name)
            if isinstance(value, StreamValue):
                yield from ((field.name, text) for text in texts_in(value))
            elif isinstance(value, str) and value:
                yield field.name, words_of(self, field.name, value)


def _described(value: Any, field: Any) -> str:
    if isinstance(value, StreamValue):
        return "\n\n".join(f"{child.block.label}: {_said(child)}".strip() for child in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, RichTextField):
        return _linked(plain(str(value)), value)
    if value is True:
        return str(_("yes"))
    return "" if value is None or value is False else str(value)


def _said(child: Any) -> str:
    described = getattr(child.block, "described", None)
    if described is not None:
        return str(described(child.value))
    words = " ".join(str(text) for text in child.block.get_searchable_content(child.value))
    return _linked(words, child.block.get_prep_value(child.value))


def _linked(words: str, kept: Any) -> str:
    """Words, and behind them where their links lead."""
    links = list(links_in(kept))
    return f"{words} ({', '.join(links)})" if links else words
