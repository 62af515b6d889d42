"""Accounts to be cited: open editions with the times of their words, and newer editions of them."""

import json

from archive.edition.models import Edition, EditionFile, EditionState, EditionTurn, FileKind
from archive.testimony.models import Testimony
from media.files import file_write
from tests.browser.public import parts_of
from tests.factories import NOW, EditionFactory, TestimonyFactory

SAID = [
    ("Statement taker", "How many letters were there?"),
    ("Wren", "Sixty-one. Nobody wrote it down. So it had not happened."),
    ("Wren", "The first answer came from | PRIV | and it said the matter was closed."),
]


def account(said=None, *, of: Testimony | None = None, at=NOW, timed=True, **kwargs) -> Edition:
    """An open edition of these turns; a bar sets a removal apart: "came from | PRIV | and".

    `of` an earlier testimony: the edition that was open before is replaced by it.
    """
    if of is not None:
        of.editions.filter(state=EditionState.OPEN).update(
            state=EditionState.SUPERSEDED, closed_at=at
        )
    edition = EditionFactory(
        testimony=of or TestimonyFactory(consented=True), opened_at=at, **kwargs
    )
    edition.turns.all().delete()
    start = 1000
    for position, (speaker, text) in enumerate(said or SAID):
        parts = parts_of(text)
        length = 400 * sum(len(part.get("text", "x").split()) for part in parts)
        EditionTurn.objects.create(
            edition=edition,
            position=position,
            start_ms=start if edition.duration_ms else 0,
            end_ms=start + length if edition.duration_ms else 0,
            speaker=speaker,
            asks=speaker == "Statement taker",
            parts=parts,
        )
        start += length + 1000
    if timed and edition.duration_ms:
        times_write(edition)
    return edition


def times_write(edition: Edition, *, shift_ms: int = 0) -> None:
    """The file of word times: 400 ms a word; what stands for a removal is wider than its words."""
    words = []
    for turn in edition.turns.all():
        at = turn.start_ms + shift_ms
        for part in turn.parts:
            if "cut" in part:
                words.append(
                    {"turn": turn.position, "start": at - 250, "end": at + 650, "cut": part["cut"]}
                )
                at += 400
                continue
            put = {"put": part["put"]} if "put" in part else {}
            for word in [part["text"]] if put else part["text"].split():
                entry = {"turn": turn.position, "start": at, "end": at + 360, "text": word}
                words.append(entry | put)
                at += 400
    file = EditionFile(edition=edition, kind=FileKind.WORDS, content_type="application/json")
    written = file_write(key=file.key, source=json.dumps({"words": words}).encode())
    file.size, file.sha256 = written.size, written.sha256
    file.save()
