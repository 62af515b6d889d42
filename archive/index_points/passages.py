"""How index points are found: each as a passage of its edition, and as the subject of others."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from archive.edition.on_page import Range
from archive.index_points.models import EditionPoint
from archive.thesaurus.selectors import label_of


def passage_of(
    point: EditionPoint, places: Sequence[tuple[int, str]], ranges: Sequence[Range]
) -> dict[str, Any]:
    """What a passage of search says of one point.

    `places` are when each row of the page begins and the id of it; `ranges` the content notes. A
    term is printed in the words of its language; every other word for it finds the point unseen.
    """
    terms = [*point.subjects, *point.keywords]
    language = point.edition.language
    labels = list(dict.fromkeys(label_of(term["labels"], language) for term in terms))
    unseen = {text for term in terms for text in (*term["labels"].values(), *term["also"])}
    parts = (point.title, point.synopsis, ", ".join(labels), point.place.get("name", ""))
    behind = bisect_right(places, point.start_ms, key=itemgetter(0))
    note = next((one for one in ranges if one["start_ms"] <= point.start_ms < one["end_ms"]), None)
    return {
        "text": " · ".join(" ".join(part.split()) for part in parts if part),
        "speaker": "",
        "start_ms": point.start_ms,
        "end_ms": point.end_ms,
        "anchors": ((0, places[max(0, behind - 1)][1]),) if places else (),
        "note": point.content_warning or (note["note"] if note else ""),
        "subjects": _ids(point.subjects),
        "found_by": tuple(sorted(unseen - set(labels))),
        "described": True,
    }


def subjects_within(points: Sequence[EditionPoint], start_ms: int, end_ms: int) -> tuple[str, ...]:
    """Ids of what the points over a stretch are about, in order."""
    return _ids(
        [
            term
            for point in points
            if point.start_ms < end_ms and point.end_ms > start_ms
            for term in point.subjects
        ]
    )


def subject_labels(editions: Mapping[str, str]) -> dict[str, str]:
    """The labels of subjects by id, each as the points of the edition named beside it say it."""
    rows = EditionPoint.objects.filter(edition__in=set(editions.values()))
    return {
        term["id"]: label_of(term["labels"])
        for edition, subjects in rows.values_list("edition_id", "subjects")
        for term in subjects
        if editions.get(term["id"]) == str(edition)
    }


def _ids(terms: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(sorted({term["id"] for term in terms}))
