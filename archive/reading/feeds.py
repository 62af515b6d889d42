"""The feed of newly opened accounts, and the map of the site for search engines."""

from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from archive.reading.citation import edition_address
from archive.reading.selectors import editions_listed
from archive.reading.wording import printable, site_address
from media.audience import Audience

NEWEST = 30
# One page: its path in the first language, where the rest of it is the same in all; or its path in
# each language that it is written in.
Address = str | Mapping[str, str]
_more: list[Callable[[], Sequence[Address]]] = []
SITEMAP_LIMIT = 50_000


def sitemap_register(addresses: Callable[[], Sequence[Address]]) -> None:
    """Let a package above name more public pages. Harmless twice.

    They are asked for in the first language alone.
    """
    if addresses not in _more:
        _more.append(addresses)


@require_safe
def testimony_feed(request: HttpRequest) -> HttpResponse:
    """Newly opened public editions as RSS. A withdrawn one leaves it at the next request."""
    rows = editions_listed({Audience.PUBLIC}, at=timezone.now()).order_by("-opened_at")[:NEWEST]
    with translation.override(settings.LANGUAGE_CODE):
        feed = Rss201rev2Feed(
            title=_("%(commission)s: new accounts") % {"commission": settings.COMMISSION_NAME},
            link=site_address(reverse("reading:list")),
            description=_("What people told the commission, as it is published."),
            feed_url=site_address(reverse("reading_files:feed")),
            language=settings.LANGUAGE_CODE,
        )
        for edition in rows:
            feed.add_item(
                title=printable(f"{edition.title}, {edition.reference}"),
                link=edition_address(edition),
                description=printable(f"{edition.title} {edition.summary}".strip()),
                pubdate=edition.opened_at,
                unique_id=f"{edition.reference}/{edition.number}",
                unique_id_is_permalink=False,
            )
    response = HttpResponse(
        feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8"
    )
    return answer(request, response)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Addresses of the public pages, each with the same page in every language."""
    codes = [code for code, _name in settings.LANGUAGES]
    most = SITEMAP_LIMIT // len(codes)
    rows = "".join(_entries(page) for page in _pages(codes)[:most])
    response = HttpResponse(
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">{rows}</urlset>\n',
        content_type="application/xml; charset=utf-8",
    )
    return answer(request, response)


def _pages(codes: Sequence[str]) -> list[Mapping[str, str]]:
    """Each page as its paths by language; records before accounts."""
    with translation.override(settings.LANGUAGE_CODE):
        begin = reverse("home")
        pages: list[Address] = [
            begin,
            reverse("reading:list"),
            reverse("reading:removals"),
            reverse("about"),
        ]
        pages += [address for more in _more for address in more()]
        references = editions_listed({Audience.PUBLIC}, at=timezone.now()).order_by("reference")
        pages += [
            reverse("reading:testimony", args=[reference])
            for reference in references.values_list("reference", flat=True)[:SITEMAP_LIMIT]
        ]
    return [
        {code: f"/{code}/{page.removeprefix(begin)}" for code in codes}
        if isinstance(page, str)
        else page
        for page in pages
    ]


def _entries(page: Mapping[str, str]) -> str:
    addresses = {code: escape(site_address(iri_to_uri(path))) for code, path in page.items()}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>'
        for code, address in addresses.items()
    )
    return "".join(f"<url><loc>{address}</loc>{links}</url>" for address in addresses.values())
