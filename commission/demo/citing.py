"""Passages of the demonstration's testimonies, found by the words that they begin and end with."""

from collections.abc import Iterable
from typing import TypeVar

from django.utils import timezone

from archive.consent.models import Use
from archive.edition.models import Edition, EditionState
from archive.edition.quoting import place_between
from archive.edition.word_times import Words, words_of
from commission.findings.citing.services import citation_make
from commission.findings.models import Citation, CitedPassage
from media.audience import Audience

Cited = TypeVar("Cited", bound=CitedPassage)
# What names a passage, whatever cites it.
PLACE = [
    field.name
    for field in CitedPassage._meta.local_fields
    if field.name not in ("key", "sort_order")
]


def citations_of(
    cites: Iterable[dict[str, str]],
    model: type[Cited] = Citation,  # type: ignore[assignment]
    use: Use = Use.REPORT_CITATION,
) -> list[Cited]:
    """A citation for each passage whose account is open, in the order given; none is saved.

    Raises LookupError for words that nobody said there.
    """
    made = [one for told in cites if (one := citation_of(told, use)) is not None]
    rows = []
    for order, one in enumerate(made):
        values = {field: getattr(one, field) for field in PLACE}
        rows.append(model(sort_order=order, **values))
    return rows


def citation_of(told: dict[str, str], use: Use = Use.REPORT_CITATION) -> Citation | None:
    """The passage between two stretches of what somebody said; None where it is not open."""
    edition = edition_of(told["who"])
    if edition is None:
        return None
    words = words_of(edition)
    turns = list(edition.turns.order_by("position"))
    place = place_between(turns, words, *_said_between(words, told["first"], told["last"]))
    if place is None:
        raise LookupError(told["first"])
    return citation_make(edition=edition, place=place, at=timezone.now(), use=use)


def edition_of(who: str) -> Edition | None:
    """The open public edition of whoever is called so outside: by a name, or by a cipher, before
    which stands "witness" in the language of the account."""
    rows = Edition.objects.filter(state=EditionState.OPEN, audience=Audience.PUBLIC)
    return rows.filter(title__endswith=who).first()


def _said_between(words: Words, first: str, last: str) -> tuple[int, int]:
    """When a stretch of a known text begins and ends, in ms, found by its first and last words."""
    said = [word for turn in sorted(words.items()) for word in turn[1]]
    plain = [_plain(word.get("text", "")) for word in said]
    begins = _index(plain, [_plain(word) for word in first.split()], 0)
    wanted = [_plain(word) for word in last.split()]
    ends = _index(plain, wanted, begins) + len(wanted) - 1
    return said[begins]["start"], said[ends]["end"]


def _index(words: list[str], wanted: list[str], after: int) -> int:
    for place in range(after, len(words)):
        if words[place : place + len(wanted)] == wanted:
            return place
    raise LookupError(" ".join(wanted))


def _plain(word: str) -> str:
    return "".join(sign for sign in word.casefold() if sign.isalnum())
