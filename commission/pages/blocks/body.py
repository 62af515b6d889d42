"""The text of a page: an editor's own words, and between them what the record says."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from wagtail import blocks

from commission.pages.blocks.passage import PassageBlock
from commission.pages.blocks.public import HearingBlock, MarkerBlock, PhotographBlock
from commission.pages.blocks.records import DocumentBlock, FindingBlock, RecommendationBlock
from commission.pages.blocks.texts import text_blocks
from commission.pages.quoting import Quoted, QuotingBlock, Room, room_of


@dataclass
class Part:
    """A run of own words, or one quotation."""

    prose: list[Any] = field(default_factory=list)
    quoted: Quoted | None = None


class BodyBlock(blocks.StreamBlock):
    """All blocks that the text of a page may have."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__(local_blocks or [*text_blocks(), *quoting_blocks()], **kwargs)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The text in parts. A page that read its quotations gives them as `room`."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        room = context.get("room")
        if not isinstance(room, Room):
            room = room_of([value], at=timezone.now())
        return {**context, "parts": parts_of(value, room)}

    class Meta:
        template = "pages/blocks/body.html"


def quoting_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks that quote the record, with the names under which pages keep them."""
    return [
        ("passage", PassageBlock()),
        ("finding", FindingBlock()),
        ("recommendation", RecommendationBlock()),
        ("hearing", HearingBlock()),
        ("marker", MarkerBlock()),
        ("document", DocumentBlock()),
        ("photograph", PhotographBlock()),
    ]


def parts_of(children: Iterable[Any], room: Room) -> list[Part]:
    """Runs of own words, and quotations between them.

    Around one that may be shown no more the words are one run, as if it had never been there.
    """
    parts: list[Part] = []
    for child in children:
        if isinstance(child.block, QuotingBlock):
            quoted = room.quoted(str(child.id))
            if quoted is not None:
                parts.append(Part(quoted=quoted))
        else:
            if not parts or parts[-1].quoted is not None:
                parts.append(Part())
            parts[-1].prose.append(child)
    return parts
