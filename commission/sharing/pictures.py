"""Which records have a picture beside their links. Each kind registers itself from its own app."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import transaction
from django.urls import reverse

from commission.review.telling import public_register
from commission.sharing.keeping import picture_forget
from commission.sharing.picture import Facts

# What every database takes for a whole number, without zeros before it.
NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_kinds: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Kind:
    """Records of one kind: how a public one is found, and what its picture shows."""

    name: str
    public: Callable[[Any], Any]
    facts_of: Callable[[Any], Facts]
    numbered: bool

    def found(self, key: str) -> Any:
        """The public record that an address names; None for anything else."""
        if not self.numbered:
            return self.public(key)
        return self.public(int(key)) if NUMBER.fullmatch(key) else None


def picture_register(
    kind: str,
    *,
    public: Callable[[Any], Any],
    facts_of: Callable[[Any], Facts],
    model: type | None = None,
    key: str = "number",
    numbered: bool = True,
) -> None:
    """Give every public record of a kind a picture at /share/<kind>/<number>.png.

    `public` finds the public record with a number (or with the text that stands in its address,
    where `numbered` is off) and answers None for every other; `facts_of` says what is drawn, public
    facts alone. Where records of `model` tell of a change (`public_changed`), their pictures go
    with it: `key` is the field that stands in the address. Harmless twice.
    """
    _kinds[kind] = Kind(kind, public, facts_of, numbered)
    if model is not None:
        public_register(model, _forgets(kind, key))


def picture_kind(name: str) -> Kind | None:
    """The kind of a name in an address, or None."""
    return _kinds.get(name)


def picture_path(kind: str, key: int | str) -> str:
    """The address of a record's picture, without the host."""
    return reverse("share:picture", kwargs={"kind": kind, "key": str(key)})


def picture_name(kind: str, key: int | str) -> str:
    """The name under which pictures of a record are kept."""
    return f"{kind}-{key}"


@cache
def _forgets(kind: str, key: str) -> Callable[[Any, datetime], None]:
    """What a record that tells of a change has done: nothing is left of it as it was."""

    def forget(record: Any, at: datetime) -> None:
        name = picture_name(kind, getattr(record, key))
        transaction.on_commit(lambda: picture_forget(name))

    return forget
