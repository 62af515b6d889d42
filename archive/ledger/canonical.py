"""Canonical JSON: the same value always gives the same bytes, and so the same hash."""

import hashlib
import json
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces.

    Moments are written in UTC with microseconds, ids in their usual form, tuples as lists, sets
    sorted. Raises TypeError for anything else that is not JSON, ValueError for NaN, infinity and
    moments without a zone.
    """
    return json.dumps(
        _plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def sha256_of(value: Any) -> str:
    """The SHA-256 of a value's canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, dict):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=canonical_json)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a moment without a zone has no canonical form")
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value


def _key(key: Any) -> str:
    # json.dumps would turn 1, True and None into strings that other keys may equal.
    if not isinstance(key, str):
        raise TypeError(f"keys of canonical JSON are strings, not {type(key).__name__}")
    return str(key.value) if isinstance(key, Enum) else key
