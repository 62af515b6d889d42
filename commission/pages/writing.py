"""The form of a page, in whose texts testimony is quoted by its place and never written down."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from django.db.models import SlugField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField
from wagtail.rich_text import get_text_for_indexing

from commission.findings.quoted_by_hand import own_words_require
from commission.findings.writing import OwnWords
from search.phrases import RUN

# Words that are compared with testimony at once, fewer than `quoted_by_hand` takes.
AT_ONCE = 3_000
# A link in a text with tags: an address, or the key of a page.
_LINK = re.compile(r'<a\b[^>]*?\b(?:href|id)="([^"]*)"')


class OwnWordsPageForm(OwnWords, WagtailAdminPageForm):
    """Asked each time a draft is kept: a revision keeps what was in it."""

    def clean(self) -> dict[str, Any]:
        """A new page is told its place, so that it can be asked whether that is free."""
        cleaned = super().clean()
        if not self.instance.url_path and self.parent_page and cleaned.get("slug"):
            self.instance.slug = cleaned["slug"]
            self.instance.set_url_path(self.parent_page)
        return cleaned

    def texts(self, cleaned: dict[str, Any]) -> Iterator[tuple[Any, str, str]]:
        """The fields of the form without their tags, and what stands in its blocks."""
        for form, name, text in super().texts(cleaned):
            yield form, name, words_of(form.instance, name, text)
        for name, value in list(cleaned.items()):
            if name in self.fields and isinstance(value, StreamValue):
                for text in texts_in(value):
                    yield self, name, text


def page_check(page: Any) -> None:
    """Asked before a page waits for approval, whoever made it. Raises Refused."""
    own_words_require(text for _name, text in page.own_texts())


def texts_in(value: StreamValue) -> Iterator[str]:
    """What somebody wrote into blocks, all in one: nobody spreads a quotation over two of them.

    A block that quotes the record has places and no words. A long text comes in pieces that go one
    into the other.
    """
    yield from pieces(written_in(value))


def written_in(value: StreamValue) -> Iterator[str]:
    """The same, each text of a block for itself."""
    for child in value:
        for text in child.block.get_searchable_content(child.value):
            yield str(text)


def pieces(texts: Iterable[str]) -> Iterator[str]:
    """The words of all texts, some thousand at a time."""
    words = [word for text in texts for word in text.split()]
    for first in range(0, len(words), AT_ONCE - RUN):
        yield " ".join(words[first : first + AT_ONCE])


def words_of(page: Any, name: str, text: str) -> str:
    """The words of one field: without tags where it has some, and of a slug what hyphens part."""
    field = page._meta.get_field(name)
    if isinstance(field, RichTextField):
        return plain(text)
    return text.replace("-", " ") if isinstance(field, SlugField) else text


def plain(html: str) -> str:
    """The words of a text with tags."""
    return str(get_text_for_indexing(html))


def links_in(kept: Any) -> Iterator[str]:
    """Where links lead, in what a field or a block keeps: its words do not say it."""
    if isinstance(kept, Mapping):
        kept = kept.values()
    if isinstance(kept, str):
        alone = kept.startswith(("http:", "https:"))
        yield from [kept] if alone else map(unescape, _LINK.findall(kept))
    elif isinstance(kept, Iterable):
        for one in kept:
            yield from links_in(one)
