"""News as RSS: titles and what each piece is about, never what it quotes of the record."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from archive.reading.wording import printable, site_address
from commission.pages.news import news_public
from commission.pages.standing import path_in

NEWEST = 30


@require_safe
def news(request: HttpRequest, language: str = settings.LANGUAGE_CODE) -> HttpResponse:
    """The newest pieces in a language; one that was taken down leaves at the next request.

    Raises Http404 for a language that this site does not have.
    """
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        text = _feed(language, at=timezone.now())
    response = HttpResponse(text, content_type="application/rss+xml; charset=utf-8")
    return answer(request, response)


def news_feed_path(language: str) -> str:
    """The address of the feed in a language; that of the first language has no language in it."""
    if language == settings.LANGUAGE_CODE:
        return reverse("pages_files:news")
    return reverse("pages_files:news_in", args=[language])


def _feed(language: str, *, at: datetime) -> str:
    feed = Rss201rev2Feed(
        title=_("%(commission)s: news") % {"commission": settings.COMMISSION_NAME},
        link=site_address(reverse("home")),
        description=_("What the commission tells of its work."),
        feed_url=site_address(news_feed_path(language)),
        language=language,
    )
    for page in news_public(language=language, at=at)[:NEWEST]:
        feed.add_item(
            title=printable(page.title),
            link=site_address(path_in(page, language)),
            description=printable(page.lede),
            pubdate=page.first_published_at,
            # Its place may change and its title be corrected: it is the same piece of news.
            unique_id=f"news/{page.translation_key}",
            unique_id_is_permalink=False,
        )
    return feed.writeString("utf-8")
