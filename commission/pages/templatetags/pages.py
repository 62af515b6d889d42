"""What stands around an editorial page, wherever its template asks for it."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from archive.reading.wording import edtf
from commission.pages.feeds import news_feed_path
from commission.pages.framing import Framing, framing_of
from commission.pages.menus import Entry, entry_of

register = template.Library()


@register.simple_tag(takes_context=True)
def framing(context: template.Context, page: Any) -> Framing:
    """The way to a page, its section's menu, what it says of itself; looked up once a page."""
    kept = context.render_context
    if "framing" not in kept:
        kept["framing"] = framing_of(page, language=str(get_language()), at=timezone.now())
    return kept["framing"]


@register.simple_tag
def listed(page: Any) -> Entry:
    """A page as a list names it."""
    return entry_of(page, language=str(get_language()))


@register.simple_tag
def news_feed() -> str:
    """The address of the feed of news in the language of the page."""
    return news_feed_path(str(get_language()))


@register.filter
def said_date(value: str) -> str:
    """An EDTF date as a person says it."""
    return edtf(value)
