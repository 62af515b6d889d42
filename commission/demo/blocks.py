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
        key = f"{slug}/{place}"
        value = _value(kind, said, language, key)
        if value is not None:
            blocks.append(block_kept(kind, value, key))
    return blocks


def block_kept(kind: str, value: Any, key: str) -> Block:
    """One block as pages keep it; the same key gives it the same id."""
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, key))}


def _value(kind: str, said: Any, language: str, key: str) -> Any:
    if kind == "passage":
        citation = citation_of(said)
        return place_kept(citation) if citation else None
    if isinstance(said, int):
        return str(said)  # the number of a record
    if kind == "listing":
        items = enumerate(said[language])
        return [block_kept("item", text, f"{key}/{place}") for place, text in items]
    return said[language]
