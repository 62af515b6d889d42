"""How testimony is found: stretches of one to three turns of open editions."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.consent.models import Medium
from archive.dates import interval_of
from archive.edition.models import Edition, EditionQuerySet, EditionTurn
from archive.edition.on_page import Range, anchors_of, noted_by, ranges_of
from archive.edition.selectors import USE_OF
from archive.edition.word_times import Words, text_of, times_of, words_of
from archive.index_points.passages import passage_of, subject_labels, subjects_within
from archive.reading.wording import edtf
from archive.testimony.models import TestimonyKind
from media.audience import Audience
from search.kinds import Passage, Shown, kind_register

# A passage is long enough to be understood and short enough to be heard: it ends when it has
# either of these, and never holds more than three turns.
TURNS = 3
WORDS = 60


class TestimonyPassages:
    """Testimony as a kind of record that can be searched. The record is an edition."""

    name = "testimony"
    label: str | Promise = _("Testimony")

    def passages(self, record: str) -> Iterator[Passage]:
        """All passages of one edition as it is open now; none when it is not."""
        now = timezone.now()
        for audience in USE_OF:
            for edition in _open(audience, at=now).filter(pk=record):
                yield from _passages(edition)

    def records(self, audience: str, *, at: datetime) -> Iterator[str]:
        """Ids of all editions that are open to this audience."""
        ids = _open(Audience(audience), at=at).values_list("pk", flat=True)
        return (str(id) for id in ids.iterator())

    def shown(
        self, records: Collection[str], *, audiences: Collection[str], at: datetime
    ) -> dict[str, Shown]:
        """Those of the editions that these audiences may see now, asked from the database."""
        shown = {}
        for audience in audiences:
            for edition in _open(Audience(audience), at=at).filter(pk__in=list(records)):
                shown[str(edition.pk)] = Shown(
                    title=edition.title,
                    url=reverse("reading:testimony", args=[edition.reference]),
                    meta={
                        "reference": edition.reference,
                        "summary": edition.summary,
                        "kind": edition.get_kind_display(),
                        "given_on": edtf(edition.given_on),
                        "place": edition.place,
                        "language": edition.language,
                    },
                    duration_ms=edition.duration_ms or None,
                )
        return shown

    def subject_labels(self, records: Mapping[str, str]) -> dict[str, str]:
        """What terms are called in the language of the page, by id: as the editions published it.

        The thesaurus is not asked. What is written there is public with the next edition.
        """
        return subject_labels(records)

    def facet_label(self, value: str) -> str:
        """The words for a kind of testimony."""
        return str(TestimonyKind(value).label) if value in TestimonyKind.values else value


def _open(audience: Audience, *, at: datetime) -> EditionQuerySet:
    if audience not in USE_OF:
        return Edition.objects.none()
    return Edition.objects.open_to([audience], use=USE_OF[audience], at=at, medium=Medium.TEXT)


def _passages(edition: Edition) -> Iterator[Passage]:
    days = interval_of(edition.given_on)
    points = list(edition.points.order_by("position"))
    words = words_of(edition) if edition.duration_ms else {}
    ranges, rows = ranges_of(edition), list(edition.turns.order_by("position"))
    anchors = dict(zip((row.position for row in rows), anchors_of(rows), strict=True))
    whole: dict[str, Any] = {
        "kind": TestimonyPassages.name,
        "record": str(edition.pk),
        "audience": str(edition.audience),
        "group": edition.reference,
        "title": edition.title,
        "language": edition.language,
        "year": days.first.year if days else None,
        "last_year": days.last.year if days else None,
        "date": edition.given_on,
        "place": edition.place,
        "facet_kind": str(edition.kind),
        "also": _dated(edition.given_on),
    }
    position = -1
    for position, (turns, noted) in enumerate(_grouped(rows, ranges)):
        speakers = dict.fromkeys(turn.speaker for turn in turns if turn.speaker)
        yield Passage(
            **whole,
            id=f"{edition.pk}:{position}",
            text="\n".join(text_of(turn) for turn in turns),
            speaker=", ".join(speakers),
            start_ms=turns[0].start_ms if edition.duration_ms else None,
            end_ms=turns[-1].end_ms if edition.duration_ms else None,
            position=position,
            times=_times(turns, words) if edition.duration_ms else (),
            anchors=_anchors(turns, anchors),
            note="" if noted is None else ranges[noted]["note"],
            subjects=subjects_within(points, turns[0].start_ms, turns[-1].end_ms),
        )
    places = [(row.start_ms, anchors[row.position]) for row in rows]
    for number, point in enumerate(points, start=position + 1):
        yield Passage(
            **whole,
            **passage_of(point, places, ranges),
            id=f"{edition.pk}:{number}",
            position=number,
        )


def _grouped(
    turns: Iterable[EditionTurn], ranges: Sequence[Range]
) -> Iterator[tuple[list[EditionTurn], int | None]]:
    """The turns of each passage, and the content note that all of them stand behind, if any.

    A passage ends also where a note begins or ends, so that no note hides more than it is about.
    """
    for number, together in groupby(turns, key=lambda turn: noted_by(turn, ranges)):
        group: list[EditionTurn] = []
        words = 0
        for turn in together:
            group.append(turn)
            words += sum(len(part.get("text", "").split()) for part in turn.parts)
            if len(group) == TURNS or words >= WORDS:
                yield group, number
                group, words = [], 0
        if group:
            yield group, number


def _anchors(
    turns: Iterable[EditionTurn], anchors: Mapping[int, str]
) -> tuple[tuple[int, str], ...]:
    found: list[tuple[int, str]] = []
    begins = 0
    for turn in turns:
        found.append((begins, anchors[turn.position]))
        begins += len(text_of(turn)) + 1
    return tuple(found)


def _dated(given_on: str) -> tuple[str, ...]:
    """The date as it is said in each language of the site; of a period both of its ends."""
    found: dict[str, None] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found |= dict.fromkeys(edtf(day.rstrip("~?%")) for day in given_on.split("/"))
    return tuple(day for day in found if day)


def _times(turns: Iterable[EditionTurn], words: Words) -> tuple[tuple[int, int], ...]:
    times: list[tuple[int, int]] = []
    begins = 0
    for turn in turns:
        text = text_of(turn)
        told = times_of(text, words.get(turn.position, []), start_ms=turn.start_ms)
        times += [(begins + offset, ms) for offset, ms in told]
        begins += len(text) + 1
    return tuple(times)


kind_register(TestimonyPassages())
