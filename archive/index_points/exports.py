"""The index of an edition as files: chapters for players, and JSON with the fields of OHMS.

Written from the edition's own rows whenever they are asked for: nothing lies in the store that a
withdrawal would have to find. What was said in a stretch is quoted from the published words.
"""

import json
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from django.utils.translation import override

from archive.edition.models import Edition
from archive.edition.word_times import text_of, words_of
from archive.index_points.models import EditionPoint
from archive.reading.citation import edition_address
from archive.thesaurus.selectors import label_of
from media.captions import Cue, vtt
from search.kinds import cut


def chapters(edition: Edition, points: Sequence[EditionPoint]) -> str:
    """WebVTT with one cue a point, for `<track kind="chapters">`."""
    cues = [Cue(point.start_ms, point.end_ms, point.title) for point in points]
    return vtt(cues, language=edition.language)


def index_json(edition: Edition, points: Sequence[EditionPoint]) -> str:
    """Every point with the fields that OHMS gives one, times in seconds, terms with their ids."""
    said = Said(edition)
    with override(edition.language):
        record = {
            "record": edition.reference,
            "edition": edition.number,
            "title": edition.title,
            "language": edition.language,
            "duration": edition.duration_ms / 1000,
            "address": edition_address(edition),
            "points": [_point(point, said) for point in points],
        }
    return json.dumps(record, ensure_ascii=False, indent=1)


def _point(point: EditionPoint, said: "Said") -> dict[str, Any]:
    return {
        "time": point.start_ms / 1000,
        "end_time": point.end_ms / 1000,
        "title": point.title,
        "synopsis": point.synopsis,
        "partial_transcript": said.within(point.start_ms, point.end_ms),
        "content_warning": point.content_warning,
        "keywords": _terms(point.keywords),
        "subjects": _terms(point.subjects),
        "gpspoints": _places(point.place),
        "hyperlinks": [
            {"hyperlink": link["address"], "hyperlink_text": link["title"]} for link in point.links
        ],
    }


def _terms(terms: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"id": term["id"], "label": label_of(term["labels"])} for term in terms]


def _places(place: dict[str, Any]) -> list[dict[str, str]]:
    if not place:
        return []
    found = {"gps_text": place["name"]}
    if "latitude" in place:
        found["gps"] = f"{place['latitude']}, {place['longitude']}"
        found["precision"] = place["precision"]
    return [found]


class Said:
    """The published words of an edition by their times, to be quoted from."""

    def __init__(self, edition: Edition) -> None:
        turns = list(edition.turns.order_by("position"))
        words = words_of(edition)
        timed: list[tuple[int, str]] = []
        for turn in turns:
            # Without times of words a turn is quoted whole, where it begins.
            timed += [
                (word["start"], cut(word["cut"]) if "cut" in word else word["text"])
                for word in words.get(turn.position, [])
            ] or [(turn.start_ms, text_of(turn))]
        timed.sort(key=lambda one: one[0])
        self._starts = [start for start, _text in timed]
        self._texts = [text for _start, text in timed]

    def within(self, start_ms: int, end_ms: int) -> str:
        """What was said from one moment to another, with a mark where something was removed."""
        first, last = bisect_left(self._starts, start_ms), bisect_left(self._starts, end_ms)
        return " ".join(self._texts[first:last])
