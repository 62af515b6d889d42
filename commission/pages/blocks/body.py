"""The text of a page: an editor's own words, and between them what the record says."""

from wagtail import blocks

from commission.pages.blocks.texts import text_blocks


class BodyBlock(blocks.StreamBlock):
    """All blocks that the text of a page may have."""

    class Meta:
        template = "pages/blocks/body.html"

    def __init__(self, local_blocks: object = None, **kwargs: object) -> None:
        super().__init__(local_blocks or text_blocks(), **kwargs)
