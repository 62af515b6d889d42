"""Pages of an editor's own words, and sections that gather other pages."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from commission.pages.blocks.body import BodyBlock
from commission.pages.editorial import EditorialPage
from commission.pages.fields import BlocksField
from commission.pages.places import free_address
from commission.pages.quoting import room_of
from commission.pages.standing import children_in, page_path
from commission.review.translations import is_behind


class WrittenPage(EditorialPage):
    """Abstract: a title, a sentence or two, and a text."""

    TRANSLATED = (*EditorialPage.TRANSLATED, "lede", "body")

    lede = models.TextField(_("what it is about, in a sentence or two"), max_length=400, blank=True)
    body = BlocksField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels = [*EditorialPage.content_panels, FieldPanel("lede"), FieldPanel("body")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What its text quotes as it stands now; of a translation that is behind, the original."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        original = self.translated_from if is_behind(self) else None
        return {
            **context,
            "room": room_of(self.streams(), at=timezone.now()),
            "behind": page_path(original) if original else "",
        }

    def clean(self) -> None:
        """A page stands at an address that nothing else has. Raises ValidationError."""
        super().clean()
        free_address(self)


class PlainPage(WrittenPage):
    """One text: a statement on privacy or accessibility, how the commission works."""

    subpage_types: list[str] = []
    template = "pages/plain.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class SectionPage(WrittenPage):
    """Pages that belong together, with a menu of those that are shown in menus."""

    subpage_types = [
        "pages.ArticlePage",
        "pages.ContactPage",
        "pages.GlossaryPage",
        "pages.NewsPage",
        "pages.PeoplePage",
        "pages.PlainPage",
        "pages.ReportPage",
        "pages.SectionPage",
    ]
    template = "pages/section.html"
    # Beside each page below it stands a menu of those that are shown in menus.
    has_menu = True

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The public pages below it, each in the reader's language where it is."""
        context = super().get_context(request, *args, **kwargs)
        language = str(get_language())
        return {**context, "pages": children_in(self, language=language, at=timezone.now())}

    def described_data(self) -> dict[str, Any]:
        """What it says of itself to programs."""
        return {"@type": "CollectionPage"}
