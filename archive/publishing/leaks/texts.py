"""Looking for withheld words and names in everything written."""

from collections.abc import Iterator
from dataclasses import dataclass

from archive.publishing.leaks.expected import Expected, Removed
from archive.publishing.leaks.reading import Derivative, within
from archive.publishing.models import LeakCheck
from archive.redaction.names import Place, name_find, pieces
from archive.redaction.placed import Spelled

# A file's name shorter than this is a number or an initial and stands everywhere.
STEM_MIN = 5


@dataclass(frozen=True)
class Found:
    """A possible leak: what kind, where, when. Never what."""

    check: LeakCheck
    where: str
    start_ms: int | None = None
    end_ms: int | None = None
    redaction_id: str = ""


def texts_check(derivatives: list[Derivative], expected: Expected) -> list[Found]:
    """Withheld words by position and in number, protected names and the file's name anywhere."""
    found: dict[Found, None] = {}
    for derivative in derivatives:
        checks = [_names, _file_name, _spoken if derivative.spoken else _phrases]
        for check in checks:
            found.update(dict.fromkeys(check(derivative, expected)))
    return list(found)


def _spoken(derivative: Derivative, expected: Expected) -> Iterator[Found]:
    """No withheld word stands where it was said, and none stands more often than it may.

    Nor does anything stand there that a redaction was placed for, wherever it has moved to since.
    """
    spelled = Spelled(derivative.words)
    for item in expected.removed:
        redaction = item.redaction
        near = within(derivative.stretches, redaction.start_ms, redaction.end_ms)
        if near:
            start = min(s.start_ms for s in near if s.start_ms is not None)
            end = max(s.end_ms for s in near if s.end_ms is not None)
            counted = Derivative(derivative.where, near).counted()
            allowed = expected.allowed(start, end)
            if any(counted[piece] > allowed[piece] for piece in item.pieces):
                yield _at(item, derivative)
        if any(len(spelled.places(target)) > most for target, most in item.meant):
            yield _at(item, derivative)
    surplus = derivative.counted() - expected.allowed()
    for item in expected.removed:
        if any(surplus[piece] for piece in item.pieces):
            yield _at(item, derivative)


def _phrases(derivative: Derivative, expected: Expected) -> Iterator[Found]:
    """In a heading: a withheld phrase, or a withheld word that is spoken nowhere else."""
    allowed = expected.allowed()
    own = [piece for text in _texts(derivative) for piece in pieces(text)]
    for item in expected.removed:
        phrase = item.pieces
        runs = (own[n : n + len(phrase)] for n in range(len(own) - len(phrase) + 1))
        as_phrase = len(phrase) > 1 and phrase in runs
        telling = {piece for piece in phrase if not allowed[piece]}
        if as_phrase or telling & set(own):
            yield _at(item, derivative)


def _names(derivative: Derivative, expected: Expected) -> Iterator[Found]:
    for sought in expected.names:
        places = name_find(sought.name, derivative.words)
        allowed = sought.allowed if derivative.spoken else 0
        if len(places) > allowed:
            yield Found(LeakCheck.PROTECTED_NAME, derivative.where, *_time(derivative, places))
        elif any(name_find(sought.name, text.split()) for text in derivative.around):
            yield Found(LeakCheck.PROTECTED_NAME, derivative.where)


def _file_name(derivative: Derivative, expected: Expected) -> Iterator[Found]:
    for stem in expected.file_stems:
        if len("".join(pieces(stem))) < STEM_MIN:
            continue
        if any(name_find(stem, text.split(), parts=False) for text in _texts(derivative)):
            yield Found(LeakCheck.FILE_NAME, derivative.where)


def _texts(derivative: Derivative) -> list[str]:
    return [" ".join(derivative.words), *derivative.around]


def _at(item: Removed, derivative: Derivative) -> Found:
    r = item.redaction
    return Found(LeakCheck.REDACTED_TEXT, derivative.where, r.start_ms, r.end_ms, str(r.pk))


def _time(derivative: Derivative, places: list[Place]) -> tuple[int | None, int | None]:
    """The time of the first place, where this derivative gives times."""
    first, count = places[0].first, 0
    for stretch in derivative.stretches:
        count += len(stretch.words)
        if first < count:
            return stretch.start_ms, stretch.end_ms
    return None, None
