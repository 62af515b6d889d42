"""A passage as text, and the hash that says whether two are the same."""

import hashlib
import json
from dataclasses import asdict

from search.kinds import Passage


def passage_write(passage: Passage) -> str:
    """Canonical JSON."""
    return json.dumps(asdict(passage), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def passage_read(text: str) -> Passage:
    """What `passage_write` wrote."""
    return Passage(**json.loads(text))


def passage_hash(passage: Passage) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(passage_write(passage).encode()).hexdigest()
