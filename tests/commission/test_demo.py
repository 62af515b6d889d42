"""The demonstration: stand-ins that say so, in every state, told once."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from commission.demo.correcting import corrected_segments
from commission.demo.people import STAFF
from commission.demo.prepared import prepared_segments
from commission.demo.site import first_sentence
from commission.demo.stories import READINGS, STAND_IN, STORIES
from commission.management.commands import demo
from tests.environment import ROOT
from tests.factories import GiverFactory


@pytest.mark.parametrize(
    ("heard", "text", "corrected"),
    [
        ([["one", "too"], ["three"]], "One two three", ["One two", "three"]),
        ([["one"], ["thank", "you"]], "One", ["One", ""]),
        ([["one"], ["four"]], "One two three four", ["One two three", "four"]),
        ([["a", "gutter", "burg", "bible"]], "a Gutenberg Bible", ["a Gutenberg Bible"]),
        ([["zero", "one"]], "One two", ["One two"]),
    ],
)
def test_known_text_is_dealt_out_to_the_segments_in_which_it_was_heard(heard, text, corrected):
    assert corrected_segments(heard, text) == corrected


@pytest.mark.parametrize("reading", sorted({story.reading for story in STORIES}))
def test_prepared_words_are_the_text_that_is_read_in_the_order_of_their_times(reading):
    words = [word for draft in prepared_segments(reading) for word in draft.words]
    text = (READINGS / f"{reading}.txt").read_text(encoding="utf-8")
    assert " ".join(word["text"] for word in words) == " ".join(text.split())
    starts = [word["start"] for word in words]
    assert starts == sorted(starts)
    assert all(word["start"] <= word["end"] for word in words)


def test_the_stories_end_in_every_state_and_nobody_is_shown_as_a_witness():
    assert {story.ends for story in STORIES} == {"open", "embargoed", "candidate", "withdrawn"}
    assert {str(story.audience) for story in STORIES} == {"public", "research"}
    assert any(story.protect for story in STORIES if story.ends == "open")
    assert "nobody heard here gave testimony" in STAND_IN
    licences = (READINGS / "README.md").read_text(encoding="utf-8")
    assert all(f"{story.reading.split('-')[0]}" in licences for story in STORIES)


def test_the_voice_that_speaks_first_is_a_whole_sentence():
    said = ["It", "was", None, "there.", "Nobody", "wrote", "it", "down.", "So"]
    words = [
        {"start": n * 10, "end": n * 10 + 9, **({"text": word} if word else {"cut": "PRIV"})}
        for n, word in enumerate(said)
    ]
    assert first_sentence({0: words[:5], 1: words[5:]}) == (40, 79)
    assert first_sentence({0: words[:4]}) is None


def test_it_runs_on_a_machine_of_ones_own_only(settings):
    settings.DEV = False
    with pytest.raises(CommandError, match="COMMISSION_DEV=1"):
        call_command("demo")


@pytest.mark.django_db
def test_stopped_between_two_stories_it_goes_on_with_the_next(monkeypatch):
    told = []

    def tell(story, crew):
        if len(told) == 2:
            told.append("stopped")
            raise KeyboardInterrupt
        GiverFactory(real_name=story.real_name)
        told.append(story.real_name)

    monkeypatch.setattr(demo, "story_tell", tell)
    monkeypatch.setattr(demo, "speech_recognition_reaches", lambda language: True)
    people = dict.fromkeys(STAFF, None)
    with pytest.raises(KeyboardInterrupt):
        demo.Command().tell_stories(people)
    demo.Command().tell_stories(people)
    demo.Command().tell_stories(people)
    told.remove("stopped")
    assert told == [story.real_name for story in STORIES]


@pytest.mark.whisper
def test_it_is_told_once_and_a_second_run_changes_nothing(tmp_path):
    """The whole of it in processes of its own, as `make demo` starts it, without the web server."""

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**os.environ, "DATA_DIR": str(tmp_path), "LOG_LEVEL": "WARNING"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def states() -> list[object]:
        code = (
            "import json;from archive.edition.models import Edition;"
            "from archive.ledger.models import LedgerEntry;"
            "print(json.dumps([sorted(Edition.objects.values_list('audience','state')),"
            # A removal that waited for its turn may still be signed by the second run's worker.
            "LedgerEntry.objects.exclude(act__startswith='purge.').count()]))"
        )
        return json.loads(run("shell", "-v", "0", "-c", code).strip().splitlines()[-1])

    run("demo", "--prepare-only")
    editions, entries = states()
    assert editions == [
        ["public", "candidate"],
        ["public", "candidate"],
        ["public", "open"],
        ["public", "open"],
        ["public", "withdrawn"],
        ["research", "open"],
    ]
    run("verify_ledger")
    run("demo", "--prepare-only")
    assert states() == [editions, entries]
