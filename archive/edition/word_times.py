"""When each published word was said, told from the file that an edition publishes."""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from archive.edition.models import Edition, EditionFile, EditionTurn, FileKind
from media.files import file_open
from search.kinds import cut

log = logging.getLogger(__name__)

Words = dict[int, list[dict[str, Any]]]


def words_of(edition: Edition) -> Words:
    """The published words under the position of their turn; none where there is no such file.

    A withdrawal may take the file away while it is looked for. Without it the edition is still
    found, turn by turn, and `check_index` says that the index and the edition differ. Prefetch
    `files` where many editions are read.
    """
    file = next((one for one in _files(edition) if one.kind == FileKind.WORDS), None)
    if file is None or file.purged_at is not None:
        return {}
    try:
        with file_open(file.key) as stream:
            entries = json.load(stream)["words"]
    except FileNotFoundError:
        log.warning("The times of words of edition %s are not in the store.", edition.pk)
        return {}
    words: Words = {}
    for entry in entries:
        words.setdefault(entry["turn"], []).append(entry)
    return words


def _files(edition: Edition) -> Iterable[EditionFile]:
    if "files" in getattr(edition, "_prefetched_objects_cache", {}):
        return edition.files.all()
    return EditionFile.objects.filter(edition=edition, kind=FileKind.WORDS)


@dataclass(frozen=True)
class Place:
    """A word, or what stands for removed ones: characters from and to in its turn, and its time."""

    first: int
    last: int
    start_ms: int
    end_ms: int
    removed: bool


def text_of(turn: EditionTurn) -> str:
    """The text of a turn, with a mark where something was removed."""
    return " ".join(cut(part["cut"]) if "cut" in part else str(part["text"]) for part in turn.parts)


def places_of(text: str, words: Sequence[dict[str, Any]]) -> list[Place]:
    """Where each word of a turn stands in the turn's text; nothing where the two do not agree."""
    said = [cut(word["cut"]) if "cut" in word else str(word["text"]) for word in words]
    if " ".join(said) != text:
        return []
    places, offset = [], 0
    for word, written in zip(words, said, strict=True):
        last = offset + len(written)
        places.append(Place(offset, last, int(word["start"]), int(word["end"]), "cut" in word))
        offset = last + 1
    return places


def times_of(text: str, words: Sequence[dict[str, Any]], *, start_ms: int) -> list[tuple[int, int]]:
    """Where each word of a turn begins in the turn's text, and when it was said, in ms.

    Where words and text do not agree only the beginning of the turn is told: no time is better
    than a wrong one.
    """
    places = places_of(text, words)
    if not places:
        return [(0, start_ms)]
    return [(place.first, place.start_ms) for place in places if not place.removed]
