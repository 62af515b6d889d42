"""A passage as text, and the hash that says whether two are the same."""

import hashlib
import json

from search.analysis import normal
from search.kinds import Passage

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def passage_write(passage: Passage) -> str:
    """Canonical JSON."""
    # `asdict` would copy each value, seven times slower.
    return _ENCODER.encode(vars(passage))


def passage_read(text: str) -> Passage:
    """What `passage_write` wrote."""
    fields = json.loads(text)
    for name in ("times", "anchors"):
        fields[name] = tuple((offset, value) for offset, value in fields[name])
    for name in ("also", "found_by", "subjects"):
        # An index of an earlier layout is still compared with the database.
        fields[name] = tuple(fields.get(name, ()))
    return Passage(**fields)


def about(passage: Passage) -> list[str]:
    """What a passage is found by beside its text; the first one of a record by what it is called,
    by its place and its date as well.
    """
    whole = (passage.title, passage.group, passage.place, *passage.also)
    said = (*(whole if passage.position == 0 else ()), *passage.found_by)
    return [normal(text) for text in said if text]


def passage_hash(passage: Passage) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(passage_write(passage).encode()).hexdigest()
