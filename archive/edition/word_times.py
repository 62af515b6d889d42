"""When each published word was said, told from the file that an edition publishes."""

import json
import logging
from collections.abc import Sequence
from typing import Any

from archive.edition.models import Edition, EditionFile, FileKind
from media.files import file_open
from search.kinds import cut

log = logging.getLogger(__name__)

Words = dict[int, list[dict[str, Any]]]


def words_of(edition: Edition) -> Words:
    """The published words under the position of their turn; none where there is no such file.

    A withdrawal may take the file away while it is looked for. Without it the edition is still
    found, turn by turn, and `check_index` says that the index and the edition differ.
    """
    file = EditionFile.objects.filter(
        edition=edition, kind=FileKind.WORDS, purged_at__isnull=True
    ).first()
    if file is None:
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


def times_of(text: str, words: Sequence[dict[str, Any]], *, start_ms: int) -> list[tuple[int, int]]:
    """Where each word of a turn begins in the turn's text, and when it was said, in ms.

    Where words and text do not agree only the beginning of the turn is told: no time is better
    than a wrong one.
    """
    said = [cut(word["cut"]) if "cut" in word else str(word["text"]) for word in words]
    if " ".join(said) != text:
        return [(0, start_ms)]
    times, offset = [], 0
    for word, written in zip(words, said, strict=True):
        if "cut" not in word:
            times.append((offset, int(word["start"])))
        offset += len(written) + 1
    return times
