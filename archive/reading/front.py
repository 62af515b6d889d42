"""What the front page takes from the record: a voice, what is new, how much there is."""

import re
from dataclasses import dataclass
from datetime import datetime

from archive.edition.models import Edition, EditionTurn
from archive.edition.on_page import noted_by
from archive.edition.word_times import text_of, words_of
from archive.reading.cards import cards_of
from archive.reading.listing import summary_of
from archive.reading.presentation import has_sound
from archive.reading.selectors import editions_listed
from archive.reading.turns import Span, cited_of
from archive.reading.wave import path_of, peaks_of
from archive.reading.wording import edtf, length
from media.audience import Audience
from search.kinds import CUT

PUBLIC = frozenset({Audience.PUBLIC})


@dataclass(frozen=True)
class Voice:
    """A sentence from an open edition, with the place where it is said."""

    edition: Edition
    words: str
    span: Span
    anchor: str
    length: str
    wave: str
    given: str
    heard: bool


def front_page(*, voice: tuple[str, Span] | None, at: datetime) -> dict[str, object]:
    """Context of the front page. `voice` is what an editor chose: a reference and a stretch.

    Where that edition is not open (any more), or nothing was chosen, the newest edition with a
    sentence that can stand alone speaks; where there is none, the page begins without a voice.
    """
    rows = editions_listed(PUBLIC, at=at)
    newest = list(rows.order_by("-opened_at", "reference").prefetch_related("files")[:3])
    chosen = None
    if voice:
        edition = rows.filter(reference=voice[0]).prefetch_related("files").first()
        chosen = _said(edition, voice[1]) if edition else None
    for edition in newest:
        chosen = chosen or _first_sentence(edition)
    counts = summary_of(rows)
    return {
        "voice": chosen,
        "cards": cards_of(newest),
        "counts": counts,
        "heard_for": length(counts["sound_ms"]),
    }


def _said(edition: Edition, span: Span) -> Voice | None:
    """What was said in a stretch; None where a part of it was removed or stands behind a note.

    Half of a sentence says another thing, and what a note hides is not what anybody reads first.
    """
    times = words_of(edition)
    quoted: list[tuple[EditionTurn, str]] = []
    for turn in edition.turns.filter(asks=False):
        cited = cited_of(turn, span, times.get(turn.position, []))
        if cited is None:
            continue
        words = text_of(turn)[cited[0] : cited[1]]
        if CUT.search(words) or noted_by(turn, edition.content_ranges) is not None:
            return None
        quoted.append((turn, words))
    if not quoted:
        return None
    return _voice(edition, quoted[0][0], " ".join(words for _, words in quoted), span)


def _first_sentence(edition: Edition) -> Voice | None:
    """A turn short enough to stand alone, outside every content note, with nothing removed."""
    for turn in edition.turns.filter(asks=False)[:60]:
        words = " ".join(part.get("text", "") for part in turn.parts)
        noted = noted_by(turn, edition.content_ranges)
        if (
            noted is not None
            or any(part.get("cut") for part in turn.parts)
            or not 30 <= len(words) <= 150
        ):
            continue
        if re.search(r"[.?!…]$", words) and not words[0].islower():
            return _voice(edition, turn, words, Span(turn.start_ms, turn.end_ms))
    return None


def _voice(edition: Edition, turn: EditionTurn, words: str, span: Span) -> Voice:
    end = span.end_ms or turn.end_ms
    return Voice(
        edition=edition,
        words=words,
        span=span,
        anchor=f"t{turn.start_ms}",
        length=length(end - span.start_ms),
        wave=path_of(peaks_of(edition), bars=150),
        given=edtf(edition.given_on),
        heard=has_sound(edition),
    )
