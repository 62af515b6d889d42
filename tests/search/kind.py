"""A small kind of record for tests of search: kept in memory, opened and closed at will."""

import re
from dataclasses import dataclass, field

from search.kinds import CUT, Passage, Shown


@dataclass
class Leaflet:
    """A record of the test's own kind. `said` is a list of (speaker, text)."""

    record: str
    said: list[tuple[str, str]]
    audience: str = "public"
    group: str = ""
    title: str = "Wren"
    language: str = "en"
    year: int | None = 1996
    last_year: int | None = None
    place: str = "Riverbend Library"
    facet_kind: str = "statement"
    open: bool = True
    # How long a word takes to say; 0: nothing is known but when each passage begins.
    word_ms: int = 0
    # Passages that something is said before: their number, and the sentence.
    notes: dict[int, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    # What a passage is about, and what it is also found by: under its number.
    subjects: dict[int, tuple[str, ...]] = field(default_factory=dict)
    found_by: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def passages(self) -> list[Passage]:
        return [
            Passage(
                id=f"leaflet:{self.record}:{n}",
                kind="leaflet",
                record=self.record,
                audience=self.audience,
                group=self.group or f"RB-{self.record}",
                title=self.title,
                text=text,
                speaker=speaker,
                language=self.language,
                year=self.year,
                date="14 March 2024",
                place=self.place,
                facet_kind=self.facet_kind,
                start_ms=n * 10_000,
                end_ms=n * 10_000 + 9_000,
                position=n,
                times=self._times(text, n * 10_000) if self.word_ms else (),
                anchors=((0, f"t{n * 10_000}"),),
                note=self.notes.get(n, ""),
                also=self.also,
                last_year=self.last_year,
                subjects=self.subjects.get(n, ()),
                found_by=self.found_by.get(n, ()),
            )
            for n, (speaker, text) in enumerate(self.said)
        ]

    def _times(self, text: str, start: int) -> tuple[tuple[int, int], ...]:
        words = enumerate(re.finditer(r"\S+", text))
        return tuple(
            (word.start(), start + n * self.word_ms)
            for n, word in words
            if not CUT.match(word.group())
        )


@dataclass
class LeafletKind:
    """Satisfies `search.kinds.Kind`."""

    name: str = "leaflet"
    label: str = "Leaflet"
    leaflets: dict[str, Leaflet] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    asked: int = 0

    def put(self, record: str, *said: str, **fields) -> Leaflet:
        leaflet = Leaflet(record, [("Wren", text) for text in said], **fields)
        self.leaflets[record] = leaflet
        return leaflet

    def passages(self, record):
        if record in self.broken:
            raise RuntimeError("this record cannot be read")
        leaflet = self.leaflets.get(record)
        return leaflet.passages() if leaflet and leaflet.open else []

    def records(self, audience, *, at):
        return [
            record
            for record, leaflet in self.leaflets.items()
            if leaflet.open and leaflet.audience == audience
        ]

    def shown(self, records, *, audiences, at):
        self.asked += 1
        found = {}
        for record in records:
            leaflet = self.leaflets.get(record)
            if leaflet and leaflet.open and leaflet.audience in {str(a) for a in audiences}:
                url = f"/en/testimony/RB-{record}/"
                found[record] = Shown(leaflet.title, url, {"place": leaflet.place}, 60_000)
        return found

    def subject_labels(self, records):
        assert set(records.values()) <= self.leaflets.keys()
        return {id: id.title() for id in records if id != "forgotten"}

    def facet_label(self, value):
        return {"statement": "Statement", "interview": "Interview"}.get(value)
