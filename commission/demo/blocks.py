"""The blocks of the demonstration's pages as pages keep them."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from commission.demo.citing import citation_of
from commission.pages.blocks.passage import place_kept

Block = dict[str, Any]


def body_kept(slug: str, told: list[dict[str, Any]], language: str) -> list[Block]:
    """A text in one language. A block has the same id in each; a passage that is not open is left
    out."""
    blocks = []
    for place, one in enumerate(told):
        [(kind, said)] = one.items()
        value = _value(kind, said, language)
        if value is not None:
            block_id = str(uuid5(NAMESPACE_URL, f"{slug}/{place}"))
            blocks.append({"type": kind, "value": value, "id": block_id})
    return blocks


def _value(kind: str, said: Any, language: str) -> Any:
    if kind == "passage":
        citation = citation_of(said)
        return place_kept(citation) if citation else None
    if isinstance(said, int):
        return str(said)  # the number of a record
    if kind == "listing":
        return [{"type": "item", "value": text} for text in said[language]]
    return said[language]
