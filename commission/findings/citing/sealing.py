"""A citation as one field of a form: its place and its hash, signed, and none of its words."""

from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer

from commission.findings.models import Citation

FIELDS = (
    "start_ms",
    "end_ms",
    "first_turn",
    "from_char",
    "last_turn",
    "to_char",
    "quote_hash",
)
_signer = Signer(salt="commission.findings.citing")


def citation_seal(citation: Citation) -> str:
    """The citation for a hidden field. The same citation always gives the same text.

    It is signed, because only a chooser that looked at the open edition makes citations: a form
    that comes back with another place or another hash is refused.
    """
    values = [getattr(citation, name) for name in FIELDS]
    return _signer.sign_object([str(citation.key), str(citation.edition_id), *values])


def seal_read(text: str) -> dict[str, Any]:
    """Attributes of a citation, from what `citation_seal` gave. Raises BadSignature otherwise."""
    found = _signer.unsign_object(text)
    if not isinstance(found, list) or len(found) != len(FIELDS) + 2:
        raise BadSignature("no citation")
    key, edition, *values = found
    return {"key": key, "edition_id": edition, **dict(zip(FIELDS, values, strict=True))}


def citation_from(values: dict[str, Any]) -> Citation:
    """What `seal_read` gave as a citation that is not saved and belongs to no finding."""
    named = {"key": UUID(values["key"]), "edition_id": UUID(values["edition_id"])}
    return Citation(**named, **{name: values[name] for name in FIELDS})
