"""Articles: how the commission speaks, with what it quotes of the record."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from archive.dates import edtf_right
from commission.pages.article_page import article_context, article_data
from commission.pages.blocks.body import BodyBlock
from commission.pages.blocks.texts import FactsBlock
from commission.pages.editorial import EditorialPage
from commission.pages.fields import BlocksField
from commission.pages.places import free_address


class ArticleKind(models.TextChoices):
    """What an article is."""

    ESSAY = "essay", _("Essay")
    NEWS = "news", _("News")
    STATEMENT = "statement", _("Statement")


class ArticlePage(EditorialPage):
    """One article. What it quotes of the record is read of the record each time it is shown."""

    TRANSLATED = (*EditorialPage.TRANSLATED, "lede", "byline", "facts", "body")

    kind = models.CharField(
        _("kind"), max_length=12, choices=ArticleKind.choices, default=ArticleKind.ESSAY
    )
    lede = models.TextField(_("what it is about, in a sentence or two"), max_length=400, blank=True)
    byline = models.CharField(_("by"), max_length=200, blank=True)
    dated = models.CharField(
        _("date"),
        max_length=40,
        blank=True,
        help_text=_("EDTF: 2026-11-12, 2026-11, 1996~. Without one, the day it was published."),
    )
    facts = BlocksField(FactsBlock(), blank=True, verbose_name=_("facts"))
    body = BlocksField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels = [
        *EditorialPage.content_panels,
        FieldPanel("lede"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("byline"), FieldPanel("dated")]),
        FieldPanel("body"),
        FieldPanel("facts"),
    ]
    subpage_types: list[str] = []
    template = "pages/article.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The same outside and in the preview."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **article_context(self, at=timezone.now())}

    def described_data(self) -> dict[str, Any]:
        """What it says of itself to programs."""
        return article_data(self)

    def clean(self) -> None:
        """An address that nothing else has, a date that programs read. Raises ValidationError."""
        super().clean()
        free_address(self)
        if self.dated and not edtf_right(self.dated):
            raise ValidationError(
                {"dated": _("Write it as 2026-11-12, 2026-11, 1994/2005 or 1996~.")}
            )
