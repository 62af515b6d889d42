"""Somebody's own words as a page prints them, and documents as it names them."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.reading.turns import reason_label
from archive.reading.wording import day_of
from commission.documents.models import Access, Document, Words

# A first paragraph up to this length stands on the page; what is longer is opened whole. Nothing is
# ever cut short: half of a reason says another thing.
SHOWN = 420


@dataclass(frozen=True)
class Said:
    """Words in two parts: what is read at once, and what opens under it. `instead` of both: why
    nothing stands here any more.
    """

    first: str = ""
    rest: str = ""
    language: str = ""  # empty: that of the page
    instead: str = ""


def said_of(words: Words | None) -> Said | None:
    """What a page prints of words; None where nothing was said."""
    if words is None:
        return None
    if words.taken_down_at is not None:
        return Said(
            instead=_("The words were taken down on %(day)s: %(why)s.")
            % {
                "day": day_of(timezone.localdate(words.taken_down_at)),
                "why": reason_label(words.taken_down_why).lower(),
            }
        )
    if not words.text:
        return None
    first, _break, rest = words.text.replace("\r\n", "\n").partition("\n\n")
    if len(first) > SHOWN:
        first, rest = "", words.text
    language = "" if words.language == get_language() else words.language
    return Said(first.strip(), rest.strip(), language)


@dataclass(frozen=True)
class Paper:
    """A public document as it is named outside."""

    key: str
    title: str
    pages: int
    language: str
    ready: bool  # there is a cleaned copy that can be read


def paper_of(document: Document | None) -> Paper | None:
    """A document where the public may know its title; None for one that is held or was taken down.

    Whoever may only count held ones asks `is_held`.
    """
    if document is None or document.access != Access.PUBLIC or document.taken_down_at is not None:
        return None
    return Paper(
        key=str(document.pk),
        title=document.title,
        pages=document.pages,
        language="" if document.language == get_language() else document.language,
        ready=bool(document.size),
    )


def is_held(document: Document | None) -> bool:
    """Whether a document counts and is not shown."""
    return document is not None and document.access == Access.HELD
