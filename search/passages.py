"""A passage as text, and the hash that says whether two are the same."""

import hashlib
import json

from search.kinds import Passage

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def passage_write(passage: Passage) -> str:
    """Canonical JSON."""
    return _ENCODER.encode(
        vars(passage)
    )  # flat: `asdict` would copy each value, seven times slower


def passage_read(text: str) -> Passage:
    """What `passage_write` wrote."""
    return Passage(**json.loads(text))


def passage_hash(passage: Passage) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(passage_write(passage).encode()).hexdigest()
