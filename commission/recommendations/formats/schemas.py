"""The published JSON Schemas of what goes out, and of what an import takes.

The words of each vocabulary are put in from the vocabulary itself, so that a schema cannot name
others than the record uses.
"""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import TextChoices

from archive.reading.wording import site_address
from commission.findings.vocabulary import DecisionKind, EvidenceState, StandardOfProof
from commission.recommendations.legislature.models import Covers
from commission.recommendations.recommendation.models import SuccessionKind
from commission.recommendations.vocabulary import (
    Addressed,
    Kind,
    Part,
    Quality,
    ResponseKind,
    Stage,
    Status,
)

FOLDER = Path(__file__).parent / "schemas"
NAMES = ("recommendations", "recommendations-import", "findings")
VOCABULARIES: dict[str, type[TextChoices]] = {
    "addressed": Addressed,
    "covers": Covers,
    "decision": DecisionKind,
    "evidence": EvidenceState,
    "kind": Kind,
    "part": Part,
    "quality": Quality,
    "response": ResponseKind,
    "stage": Stage,
    "standard": StandardOfProof,
    "status": Status,
    "succession": SuccessionKind,
}


def schema(name: str) -> dict[str, Any]:
    """One of the schemas of NAMES, for this installation. Raises KeyError for any other name."""
    if name not in NAMES:
        raise KeyError(name)
    found = deepcopy(_schema(name))
    found["$id"] = site_address(f"/data/{name}.schema.json")
    return found


@cache
def _schema(name: str) -> dict[str, Any]:
    found = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    words = _schema_of_words()
    found["$defs"] |= {key: words[key] for key in sorted(_words_used(found) & words.keys())}
    return found


def _schema_of_words() -> dict[str, Any]:
    return {key: {"enum": list(words.values)} for key, words in VOCABULARIES.items()}


def _words_used(node: Any) -> set[str]:
    """Names after "#/$defs/" anywhere in a schema."""
    if isinstance(node, dict):
        found = {str(node["$ref"]).removeprefix("#/$defs/")} if "$ref" in node else set()
        return found.union(*(_words_used(child) for child in node.values()))
    if isinstance(node, list):
        return set().union(*(_words_used(child) for child in node))
    return set()
