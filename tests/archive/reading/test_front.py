"""The voice on the front page: a sentence that can stand alone, and nothing that a note hides."""

import pytest

from archive.edition.models import Edition
from archive.reading.front import front_page
from archive.reading.turns import Span
from tests.archive.reading.test_pages import timed
from tests.factories import NOW, EditionFactory

pytestmark = pytest.mark.django_db


def hide(turn) -> None:
    Edition.objects.update(
        content_ranges=[{"start_ms": turn.start_ms, "end_ms": turn.end_ms, "note": "force"}]
    )


def test_what_an_editor_chose_speaks_first():
    edition = EditionFactory()
    turn = edition.turns.get(position=1)
    voice = front_page(voice=(edition.reference, Span(turn.start_ms, turn.end_ms)), at=NOW)["voice"]
    assert voice.words == "My mother wrote to the district on the fourth of February."
    assert voice.anchor == f"t{turn.start_ms}"


def test_what_stands_behind_a_content_note_never_speaks_first():
    edition = EditionFactory()
    turn = edition.turns.get(position=1)
    hide(turn)
    chosen = (edition.reference, Span(0, edition.duration_ms))
    for voice in (chosen, (edition.reference, Span(turn.start_ms)), None):
        said = front_page(voice=voice, at=NOW)["voice"]
        assert said.words == "Sixty-one. Nobody wrote it down. So it had not happened."


def test_a_part_of_which_something_was_removed_is_not_quoted_in_halves():
    edition = EditionFactory()
    turn = edition.turns.get(position=2)
    voice = front_page(voice=(edition.reference, Span(turn.start_ms, turn.end_ms)), at=NOW)["voice"]
    assert "The first answer" not in voice.words


def test_the_words_of_the_chosen_stretch_speak_and_no_others():
    edition = EditionFactory(files=True)
    timed(edition)
    turn = edition.turns.get(position=4)
    span = Span(turn.start_ms + 400, turn.start_ms + 1900)
    voice = front_page(voice=(edition.reference, span), at=NOW)["voice"]
    assert voice.words == "Nobody wrote it down."


def test_the_middle_of_a_sentence_does_not_speak_by_itself():
    edition = EditionFactory(turns=[("Wren", [{"text": "and so they came to the house again."}])])
    assert front_page(voice=None, at=NOW)["voice"] is None
    edition.turns.update(parts=[{"text": "So they came to the house again."}])
    assert front_page(voice=None, at=NOW)["voice"].words == "So they came to the house again."
