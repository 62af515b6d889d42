"""What an article's page prints beside its own fields."""

import re
from datetime import datetime
from typing import Any

from django.utils import timezone

from archive.reading.wording import edtf
from commission.pages.quoting import room_of
from commission.pages.standing import page_path
from commission.review.translations import is_behind
from commission.sharing.shared import publisher

# What programs take for a day; other EDTF dates may be as long.
WHOLE_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def article_context(page: Any, *, at: datetime) -> dict[str, Any]:
    """Its quotations as they stand at a moment, and its date in words."""
    day = day_of_article(page)
    return {
        "room": room_of(page.streams(), at=at),
        "day": day if WHOLE_DAY.fullmatch(day) else "",
        "dated": edtf(day) if day else "",
        "behind": page_path(page.translated_from) if is_behind(page) else "",
    }


def day_of_article(page: Any) -> str:
    """The date that it bears, EDTF, or the day on which it was first published, or nothing."""
    if page.dated:
        return str(page.dated)
    first = page.first_published_at
    return timezone.localdate(first).isoformat() if first else ""


def article_data(page: Any) -> dict[str, Any]:
    """What an article says of itself to programs (schema.org): no word of what it quotes."""
    news = page.kind == "news"
    data: dict[str, Any] = {
        "@type": "NewsArticle" if news else "Article",
        "headline": page.title,
        "author": {"@type": "Person", "name": page.byline} if page.byline else publisher(),
    }
    if page.lede:
        data["abstract"] = page.lede
    if WHOLE_DAY.fullmatch(page.dated):
        data["dateCreated"] = page.dated
    return data
