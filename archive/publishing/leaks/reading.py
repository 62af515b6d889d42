"""What was built, read back as a stranger would: out of the store, decoded, and as words."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote

from archive.edition.models import Edition, FileKind
from archive.publishing.speakers import MARK
from archive.redaction.names import pieces
from archive.redaction.placed import GAP
from media.files import file_open

CUE_TIME = re.compile(r"(?:(\d+):)?(\d\d):(\d\d)\.(\d{3}) --> (?:(\d+):)?(\d\d):(\d\d)\.(\d{3})")
VOICE = re.compile(r"<v ([^>]*)>")


@dataclass(frozen=True)
class Stretch:
    """Words that stand together, with their time where the file gives one."""

    text: str
    start_ms: int | None = None
    end_ms: int | None = None

    @property
    def words(self) -> list[str]:
        return MARK.sub(f" {GAP} ", self.text).split()


@dataclass(frozen=True)
class Derivative:
    """One thing that goes out, by the name a report calls it."""

    where: str
    # What was said; for a heading, all of it.
    stretches: list[Stretch]
    # Names of speakers, notes, headers: searched for names and not for what was said.
    around: list[str] = field(default_factory=list)
    # Whether `stretches` hold the testimony's words, so that they can be counted.
    spoken: bool = True

    @property
    def words(self) -> list[str]:
        return [word for stretch in self.stretches for word in stretch.words]

    def counted(self) -> Counter[str]:
        return Counter(piece for piece in pieces(" ".join(self.words)) if piece != GAP)


def derivatives_of(edition: Edition) -> list[Derivative]:
    """Everything written that this edition would show, from its rows and its files."""
    files = {row.kind: row for row in edition.files.all()}
    read = {kind: _text(row.key) for kind, row in files.items() if kind != FileKind.SOUND}
    found = [
        *(Derivative(where, [Stretch(text)], spoken=False) for where, text in _headings(edition)),
        _turns(edition),
        *_points(edition),
        _captions(read[FileKind.CAPTIONS]),
        _plain(read[FileKind.TEXT], edition),
        _words(read[FileKind.WORDS]),
    ]
    if FileKind.PEAKS in read:
        found.append(Derivative("peaks", [], [read[FileKind.PEAKS]], spoken=False))
    return found


def _headings(edition: Edition) -> Iterator[tuple[str, str]]:
    for name in ("title", "summary", "content_note", "place", "what_changed"):
        yield name, getattr(edition, name)
    yield "content_ranges", " / ".join(str(item.get("note", "")) for item in edition.content_ranges)
    yield "removed", json.dumps(edition.removed)


def _turns(edition: Edition) -> Derivative:
    stretches, speakers = [], set()
    for turn in edition.turns.order_by("position"):
        texts = [part.get("text", f" {GAP} ") for part in turn.parts]
        stretches.append(Stretch(" ".join(texts), turn.start_ms, turn.end_ms))
        speakers.add(turn.speaker)
    return Derivative("turns", stretches, sorted(speakers))


def _points(edition: Edition) -> Iterator[Derivative]:
    """Everything that the index says, with the place of a removal between what stands apart."""
    stretches = []
    for point in edition.points.order_by("position"):
        terms = [*point.keywords, *point.subjects]
        said = [point.title, point.synopsis, point.content_warning, point.place.get("name", "")]
        said += [text for term in terms for text in (*term["labels"].values(), *term["also"])]
        said += [text for link in point.links for text in (link["title"], unquote(link["address"]))]
        text = f" {GAP} ".join(said)
        stretches.append(Stretch(f"{text} {GAP}", point.start_ms, point.end_ms))
    if stretches:
        yield Derivative("index_points", stretches, spoken=False)


def _captions(text: str) -> Derivative:
    stretches, around = [], []
    for block in re.split(r"\n{2,}", text.strip()):
        first, _, rest = block.partition("\n")
        time = CUE_TIME.match(first)
        if time is None:
            around.append(block)
            continue
        around += VOICE.findall(rest)
        said = re.sub(r"<[^>]*>", " ", rest)
        stretches.append(Stretch(_decoded(said), _ms(time, 1), _ms(time, 5)))
    return Derivative("captions", stretches, [_decoded(item) for item in around])


def _plain(text: str, edition: Edition) -> Derivative:
    speakers = sorted(set(edition.turns.values_list("speaker", flat=True)), key=len, reverse=True)
    header, _, body = text.partition("\n\n")
    stretches = []
    for paragraph in body.split("\n\n"):
        prefix = next((f"{s}: " for s in speakers if s and paragraph.startswith(f"{s}: ")), "")
        stretches.append(Stretch(_decoded(paragraph.removeprefix(prefix))))
    return Derivative("text", stretches, [header, *speakers])


def _words(text: str) -> Derivative:
    return Derivative(
        "words",
        [
            Stretch(entry.get("text", GAP), entry["start"], entry["end"])
            for entry in json.loads(text)["words"]
        ],
    )


def _text(key: str) -> str:
    with file_open(key) as file:
        return file.read().decode()


def _decoded(text: str) -> str:
    """Unescaped until nothing changes: a name written twice over is still a name."""
    while (plain := unescape(text)) != text:
        text = plain
    return text


def _ms(match: re.Match[str], group: int) -> int:
    hours, minutes, seconds, ms = (int(match[group + n] or 0) for n in range(4))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


def within(stretches: Iterable[Stretch], start_ms: int, end_ms: int) -> list[Stretch]:
    """Those that have a time and overlap this one."""
    return [
        s
        for s in stretches
        if s.start_ms is not None
        and s.end_ms is not None
        and s.start_ms < end_ms
        and s.end_ms > start_ms
    ]
