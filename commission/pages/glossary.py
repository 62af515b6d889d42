"""A glossary: what words mean that this commission uses, each at an address of its own."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel

from archive.reading.wording import site_address
from commission.pages.blocks.texts import FEATURES
from commission.pages.fields import BlocksField
from commission.pages.section import WrittenPage
from commission.pages.standing import page_path
from commission.pages.writing import plain


class TermBlock(blocks.StructBlock):
    """A word and what it means here."""

    word = blocks.CharBlock(label=_("word"), max_length=120)
    also = blocks.CharBlock(label=_("also said"), max_length=200, required=False)
    meaning = blocks.RichTextBlock(label=_("what it means"), features=FEATURES)

    class Meta:
        icon = "openquote"
        label = _("Word")


class TermsBlock(blocks.StreamBlock):
    """Words, in any order: the page sorts them."""

    term = TermBlock()


@dataclass(frozen=True)
class Term:
    """One entry. Its anchor stands in addresses."""

    anchor: str
    word: str
    also: str
    meaning: Any


@dataclass(frozen=True)
class Letter:
    """The entries that begin alike."""

    sign: str
    terms: list[Term]


class GlossaryPage(WrittenPage):
    """Words with their meanings. What statuses mean is on the page of the tracker's words."""

    TRANSLATED = (*WrittenPage.TRANSLATED, "terms")

    terms = BlocksField(TermsBlock(), blank=True, verbose_name=_("words"))

    content_panels = [*WrittenPage.content_panels, FieldPanel("terms")]
    subpage_types: list[str] = []
    template = "pages/glossary.html"

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

    def letters(self) -> list[Letter]:
        """All entries by their first letter, accents aside."""
        letters: dict[str, list[Term]] = {}
        for term in sorted(self._terms(), key=lambda one: (_plain_of(one.word), one.anchor)):
            letters.setdefault(_plain_of(term.word)[:1].upper(), []).append(term)
        return [Letter(sign, terms) for sign, terms in letters.items()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The entries, by letter."""
        return {**super().get_context(request, *args, **kwargs), "letters": self.letters()}

    def described_data(self) -> dict[str, Any]:
        """What it says of itself to programs: a set of defined terms."""
        address = site_address(page_path(self))
        return {
            "@type": "DefinedTermSet",
            "hasDefinedTerm": [
                {
                    "@type": "DefinedTerm",
                    "@id": f"{address}#{term.anchor}",
                    "name": term.word,
                    "description": " ".join(plain(str(term.meaning)).split()),
                }
                for letter in self.letters()
                for term in letter.terms
            ],
        }

    def _terms(self) -> list[Term]:
        """The entries with their anchors. Of two words that are written alike the second has the
        block's own id, which stays with it.
        """
        terms: list[Term] = []
        taken: set[str] = set()
        for block in self.terms:
            value = block.value
            anchor = slugify(value["word"], allow_unicode=True)
            anchor = block.id if not anchor or anchor in taken else anchor
            taken.add(anchor)
            terms.append(Term(anchor, value["word"], value["also"], value["meaning"]))
        return terms


def _plain_of(word: str) -> str:
    """A word as it is sorted: small letters without their accents."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
