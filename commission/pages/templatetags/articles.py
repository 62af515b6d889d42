"""What stands beside an article."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from commission.pages.news import NewsPage, news_public
from commission.pages.standing import in_language, pages_public

register = template.Library()
SHOWN = 4


@register.simple_tag
def more_news(page: Any) -> list[Any]:
    """The newest news but this, in the language of the page."""
    rows = news_public(language=str(get_language()), at=timezone.now())
    return list(rows.exclude(translation_key=page.translation_key)[:SHOWN])


@register.simple_tag
def page_of_news() -> Any:
    """The page with all news, in the language of the page if there is one; None where none is."""
    rows = pages_public(at=timezone.now()).filter(pk__in=NewsPage.objects.values("pk"))
    return next(iter(in_language(rows.order_by("path"), str(get_language()))), None)
