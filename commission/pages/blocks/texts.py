"""Blocks of an editor's own words."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# What may stand in a running text: no headings, images or embeds, which have blocks of their own.
FEATURES = ["bold", "italic", "link"]


class HeadingBlock(blocks.CharBlock):
    """A heading of a part of the page."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "pages/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    """Running text."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "pages/blocks/paragraph.html"


class ListingBlock(blocks.ListBlock):
    """A list of short texts."""

    class Meta:
        icon = "list-ul"
        label = _("List")
        template = "pages/blocks/listing.html"


class SourceBlock(blocks.StructBlock):
    """Words of somebody else that are no testimony: a law, a newspaper, a speech."""

    words = blocks.TextBlock(label=_("words"), max_length=2_000)
    source = blocks.CharBlock(label=_("who said or wrote it, and where"), max_length=200)
    address = blocks.URLBlock(label=_("address"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation of another source")
        template = "pages/blocks/source.html"


class FactBlock(blocks.StructBlock):
    """One fact beside a title."""

    name = blocks.CharBlock(label=_("name"), max_length=60)
    text = blocks.CharBlock(label=_("text"), max_length=200)

    class Meta:
        icon = "info-circle"
        label = _("Fact")


class FactsBlock(blocks.StreamBlock):
    """What stands beside the title of a page, after what the page says of itself."""

    fact = FactBlock()

    class Meta:
        required = False


def text_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks of own words, with the names under which pages keep them."""
    return [
        ("heading", HeadingBlock(max_length=160)),
        ("paragraph", ParagraphBlock(features=FEATURES)),
        (
            "listing",
            ListingBlock(blocks.RichTextBlock(features=FEATURES, label=_("item")), min_num=1),
        ),
        ("source", SourceBlock()),
    ]
