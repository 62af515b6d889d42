"""What was said at hearings, to listen to in another program: an RSS feed with enclosures.

Only what may be read and heard on the web, and may be broadcast as well: a program for podcasts
copies the sound to its listeners. The sound itself is fetched from the edition's own address, which
asks once more, so that what is withdrawn is gone there at the same moment.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.consent.models import Medium, Use
from archive.edition.models import Edition, EditionFile, EditionQuerySet, FileKind
from archive.reading.answers import answer
from archive.reading.citation import edition_address
from archive.reading.wave import file_of
from archive.reading.wording import printable, site_address
from archive.testimony.models import TestimonyKind
from commission.hearings.models import AppearanceTestimony
from commission.hearings.selectors import hearings_public
from commission.recommendations.data.addresses import address
from media.audience import Audience

NEWEST = 100
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"


class PodcastFeed(Rss201rev2Feed):
    """RSS 2.0 with the tags that programs for podcasts read."""

    def rss_attributes(self) -> dict[str, str]:
        """The two vocabularies."""
        return {**super().rss_attributes(), "xmlns:itunes": ITUNES, "xmlns:podcast": PODCAST}

    def add_root_elements(self, handler: Any) -> None:
        """Whose it is."""
        super().add_root_elements(handler)
        handler.addQuickElement("itunes:author", settings.COMMISSION_NAME)
        handler.addQuickElement("itunes:type", "episodic")
        handler.addQuickElement("itunes:explicit", "false")
        handler.startElement("itunes:category", {"text": "Government"})
        handler.endElement("itunes:category")

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """How long it is, whether it is hard to hear, and where its text stands."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("itunes:duration", str(item["duration_s"]))
        handler.addQuickElement("itunes:explicit", "true" if item["noted"] else "false")
        handler.addQuickElement("itunes:episodeType", "full")
        if item["captions"]:
            handler.addQuickElement(
                "podcast:transcript",
                None,
                {"url": item["captions"], "type": "text/vtt", "language": item["spoken"]},
            )


@require_safe
def podcast(request: HttpRequest) -> HttpResponse:
    """Open editions of what witnesses said, the newest first. A withdrawn one leaves it at once."""
    rows = editions_to_hear(at=timezone.now()).order_by("-opened_at", "reference")[:NEWEST]
    editions = list(rows.defer("manifest", "removed").prefetch_related("files"))
    with translation.override(settings.LANGUAGE_CODE):
        feed = PodcastFeed(
            title=_("%(commission)s: heard at hearings") % {"commission": settings.COMMISSION_NAME},
            link=address("hearings:list"),
            description=_(
                "What people said at public hearings, published when a person has heard it against "
                "the orders in force. Some of it is hard to hear."
            ),
            feed_url=site_address(request.get_full_path()),
            language=settings.LANGUAGE_CODE,
        )
        titles = _titles(editions)
        for edition in editions:
            sound = file_of(edition, FileKind.SOUND)
            if sound is not None:
                _add(feed, edition, sound, titles.get(edition.testimony_id, ""))
        content = feed.writeString("utf-8")
    return answer(request, HttpResponse(content, content_type="application/rss+xml; charset=utf-8"))


def editions_to_hear(*, at: datetime) -> EditionQuerySet:
    """Editions of hearing appearances that this door may hand out.

    Of witnesses of a hearing alone: only those waited until a person had confirmed their release.
    """
    linked = AppearanceTestimony.objects.values("testimony")
    rows = Edition.objects.open_to(
        [Audience.PUBLIC],
        use=(Use.BROADCAST, Use.WEB_PUBLICATION),
        at=at,
        medium=(Medium.SOUND, Medium.TEXT),
    )
    return rows.filter(kind=TestimonyKind.HEARING, duration_ms__gt=0, testimony__in=linked)


def _titles(editions: Iterable[Edition]) -> dict[Any, str]:
    """By key of the testimony, the public hearing at which it was given. One query."""
    links = AppearanceTestimony.objects.filter(
        testimony__in={one.testimony_id for one in editions}, hearing__in=hearings_public()
    )
    rows = links.values_list("testimony", "hearing__number", "hearing__title")
    return {
        testimony: _("Hearing %(number)s: %(title)s") % {"number": number, "title": title}
        for testimony, number, title in rows
    }


def _add(feed: PodcastFeed, edition: Edition, sound: EditionFile, hearing: str) -> None:
    said = (hearing, edition.summary, edition.content_note)
    feed.add_item(
        title=printable(f"{edition.title}, {edition.reference}"),
        link=edition_address(edition),
        description=printable("\n\n".join(one for one in said if one)),
        pubdate=edition.opened_at,
        unique_id=f"{edition.reference}/{edition.number}",
        unique_id_is_permalink=False,
        enclosures=[
            Enclosure(_file_address(edition, "sound.m4a"), str(sound.size), sound.content_type)
        ],
        duration_s=round(edition.duration_ms / 1000),
        noted=bool(edition.content_note or edition.content_ranges),
        captions=(
            _file_address(edition, "captions.vtt") if file_of(edition, FileKind.CAPTIONS) else ""
        ),
        spoken=edition.language,
    )


def _file_address(edition: Edition, name: str) -> str:
    kwargs = {"reference": edition.reference, "number": edition.number, "name": name}
    return site_address(reverse("reading_files:file", kwargs=kwargs))
