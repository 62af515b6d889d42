"""What may stand in an edition, told from the vault alone and not from what built it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from archive.consent.models import Attribution, Consent
from archive.publishing.basis import Basis
from archive.redaction.models import Redaction, RedactionState
from archive.redaction.names import name_find, name_telling, pieces
from archive.redaction.placed import GAP, PlacedText
from archive.redaction.selectors import covers, kept_ids
from media.audience import Audience


@dataclass(frozen=True, repr=False)
class Removed:
    """One redaction and the words it takes away, as they stand in the vault."""

    redaction: Redaction
    words: tuple[dict[str, Any], ...]
    # What was telling in the words that it was placed for, as they stood then, each with how often
    # something nearly like it may stand.
    meant: tuple[tuple[str, int], ...] = ()

    @property
    def pieces(self) -> list[str]:
        return [piece for word in self.words for piece in pieces(word["text"])]


@dataclass(frozen=True, repr=False)
class SoughtName:
    """A name that may stand nowhere, and how often a person decided that it may after all."""

    name: str
    allowed: int


@dataclass(frozen=True, repr=False)
class Expected:
    # All words of the accepted transcript in order; None where one is withheld.
    words: list[dict[str, Any] | None]
    removed: list[Removed]
    names: list[SoughtName]
    # What the recording, and each paper that proves a consent, was called when it came.
    file_stems: tuple[str, ...]

    def allowed(self, start_ms: int | None = None, end_ms: int | None = None) -> Counter[str]:
        """How often each piece of a word may stand, in all or in a stretch of time."""
        texts = [
            word["text"]
            for word in self.words
            if word is not None
            and (start_ms is None or word["end"] >= start_ms)
            and (end_ms is None or word["start"] <= end_ms)
        ]
        texts += [
            item.redaction.replacement
            for item in self.removed
            if (start_ms is None or item.redaction.end_ms >= start_ms)
            and (end_ms is None or item.redaction.start_ms <= end_ms)
        ]
        return Counter(piece for text in texts for piece in pieces(text))


def expected_of(basis: Basis) -> Expected:
    """Read from the vault's rows what the edition of this basis may show and what not."""
    everything = [word for segment in basis.segments for word in segment.words]
    meant = _meant(basis)
    removed = [
        Removed(
            redaction,
            tuple(word for word in everything if covers(redaction, word)),
            meant.get(redaction.pk, ()),
        )
        for redaction in basis.redactions
    ]
    gone = {id(word) for item in removed for word in item.words}
    words = [None if id(word) in gone else word for word in everything]
    received = [basis.recording.accession.original_name] if basis.recording else []
    proofs = Consent.objects.filter(testimony=basis.testimony, proof__isnull=False)
    received += proofs.values_list("proof__original_name", flat=True)
    return Expected(
        words=words,
        removed=removed,
        names=_names(basis, words),
        file_stems=tuple(dict.fromkeys(name.rpartition(".")[0] or name for name in received)),
    )


def _meant(basis: Basis) -> dict[UUID, tuple[tuple[str, int], ...]]:
    """By redaction, what it was placed for: read from the text that it was placed on.

    The newest text cannot tell what has slipped out of a redaction since. What is put in place of
    words may be said.
    """
    texts: dict[UUID, PlacedText] = {}
    put = [redaction.replacement for redaction in basis.redactions]
    found = {}
    for redaction in basis.redactions:
        placed_on = redaction.placed_on
        if placed_on is None:
            continue
        if placed_on.pk not in texts:
            texts[placed_on.pk] = PlacedText(placed_on, basis.redactions)
        text = texts[placed_on.pk]
        found[redaction.pk] = tuple(
            (target, text.stands_open(target))
            for target in text.telling(redaction)
            if not any(name_find(target, words.split(), near=True) for words in put)
        )
    return found


def _names(basis: Basis, words: list[dict[str, Any] | None]) -> list[SoughtName]:
    shown_again = [
        redaction
        for redaction in Redaction.objects.filter(testimony=basis.testimony)
        if redaction.state == RedactionState.LIFTED
        or (
            basis.audience == Audience.RESEARCH
            and redaction.state == RedactionState.APPROVED
            and redaction.open_to_research
        )
    ]
    kept = {name.pk: kept_ids(name) for name in basis.names}
    all_kept = frozenset().union(*kept.values())
    # What was shown again was a decision about the name it was made for, and about no other.
    sought = [
        SoughtName(
            n.name,
            _decided(
                n.name, words, kept[n.pk], [r for r in shown_again if r.protected_name_id == n.pk]
            ),
        )
        for n in basis.names
    ]
    if basis.consent.attribution != Attribution.REAL_NAME:
        public = [name for name in basis.consent.names.values() if name]
        for link in basis.testimony.giver_links.select_related("giver"):
            telling = name_telling(link.giver.real_name, without=public)
            if telling:
                allowed = _decided(telling, words, all_kept, [])
                sought.append(SoughtName(telling, allowed))
    return sought


def _decided(
    name: str,
    words: list[dict[str, Any] | None],
    kept: frozenset[str],
    shown_again: list[Redaction],
) -> int:
    """Places of the name where somebody decided that it may stand."""
    texts = [GAP if word is None else word["text"] for word in words]
    return sum(
        all(
            word is not None
            and (word["id"] in kept or any(covers(redaction, word) for redaction in shown_again))
            for word in words[place.first : place.last + 1]
        )
        for place in name_find(name, texts)
    )
