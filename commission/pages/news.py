"""News: articles that editors marked as news, wherever they stand, the newest first."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, NullIf, TruncDate
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commission.pages.article import ArticleKind, ArticlePage
from commission.pages.section import WrittenPage
from commission.pages.standing import pages_public

PER_PAGE = 20


class NewsPage(WrittenPage):
    """The list of news. Articles may stand below it, and need not."""

    subpage_types = ["pages.ArticlePage"]
    template = "pages/news.html"

    class Meta:
        verbose_name = _("page of news")
        verbose_name_plural = _("pages of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One page of the list."""
        context = super().get_context(request, *args, **kwargs)
        rows = news_public(language=str(get_language()), at=timezone.now())
        listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        return {
            **context,
            "listed": listed,
            "page_range": listed.paginator.get_elided_page_range(listed.number),
        }

    def described_data(self) -> dict[str, Any]:
        """What it says of itself to programs."""
        return {"@type": "CollectionPage"}


def news_public(*, language: str, at: datetime) -> QuerySet[ArticlePage]:
    """Public news, each once: in the language, or in its own where it is not translated.

    The newest first, by the date that it bears (`day`, EDTF).
    """
    public = ArticlePage.objects.filter(
        pk__in=pages_public(at=at).values("pk"), kind=ArticleKind.NEWS
    )
    said = public.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language
    )
    day = Cast(TruncDate("first_published_at"), CharField())
    return (
        public.filter(
            Q(locale__language_code=language) | Q(translated_from__isnull=True) & ~Exists(said)
        )
        .annotate(day=Coalesce(NullIf("dated", Value("")), day))
        .select_related("locale")
        .order_by("-day", "-pk")
    )
