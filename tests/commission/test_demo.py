"""The demonstration: stand-ins that say so, in every state, told once."""

import json
import os
import subprocess
import sys
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from archive import roles as vault
from commission.demo.correcting import corrected_segments
from commission.demo.people import STAFF
from commission.demo.pictures import PICTURES, paper_draw
from commission.demo.prepared import prepared_segments
from commission.demo.site import first_sentence
from commission.demo.stories import READINGS, STAND_IN, STORIES
from commission.demo.told import in_language, texts
from commission.management.commands import demo
from commission.roles import Role
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


def blocks_and_rows(told):
    """Every table of a text, however deep it lies."""
    if isinstance(told, dict):
        yield told
        for value in told.values():
            yield from blocks_and_rows(value)
    elif isinstance(told, list):
        for value in told:
            yield from blocks_and_rows(value)


TOLD = ("conclusions", "hearings", "markers", "pages")


@pytest.mark.parametrize("name", TOLD)
def test_what_is_said_in_one_language_is_said_in_the_other(name):
    said = [one for one in blocks_and_rows(texts(name)) if {"en", "es"} & set(one)]
    # Promises and reasons of the tracker are shown in the language in which they were given.
    once = ("because", "community_because", "kept")
    assert said
    assert [one for one in said if set(one) != {"en", "es"} and not set(once) & set(one)] == []


@pytest.mark.parametrize("name", TOLD)
def test_every_passage_that_is_quoted_stands_in_the_reading_of_whoever_said_it(name):
    told = {story.called: story for story in STORIES}
    quoted = [one for one in blocks_and_rows(texts(name)) if {"who", "first", "last"} <= set(one)]
    for one in quoted:
        said = " ".join(told[one["who"]].text.split())
        assert one["first"] in said, one
        assert one["last"] in said[said.index(one["first"]) :], one


def test_it_is_one_chain_from_a_hearing_to_a_marker():
    hearing = texts("hearings")["hearings"][0]
    witness = next(one["cipher"] for one in hearing["appearances"] if "cipher" in one)
    story = next(story for story in STORIES if story.appears_as == witness)
    findings = texts("conclusions")["findings"]
    rests = [
        n for n, one in enumerate(findings, 1) if witness in {said["who"] for said in one["cites"]}
    ]
    asked = [one for one in texts("conclusions")["recommendations"] if one["kind"] == "memorial"]
    marker = texts("markers")["markers"][0]
    assert story.ends == "open"
    assert set(rests) & set(hearing["findings"]) & set(marker["findings"])
    assert set(asked[0]["findings"]) & set(rests)
    assert marker["recommendations"] == [asked[0]["number"]]
    assert marker["inscriptions"][0]["language"] == story.language
    assert marker["inscriptions"][0]["spoken"]


def test_days_are_counted_from_today_so_that_one_hearing_is_always_to_come():
    days = [[day["in_days"] for day in one["days"]] for one in texts("hearings")["hearings"]]
    assert any(max(some) < 0 for some in days)
    assert any(min(some) > 7 for some in days)


def test_everybody_of_the_staff_has_a_role_of_their_own():
    roles = [role for _first, _last, role in STAFF.values()]
    assert len(set(roles)) == len(roles)
    assert set(roles) == {*vault.Role.values, *Role.values}


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_drawn_picture_is_a_jpeg_without_anything_beside_its_points(name):
    picture = Image.open(BytesIO(PICTURES[name]()))
    assert picture.format == "JPEG"
    assert not picture.getexif()
    assert Image.open(BytesIO(paper_draw("Notice", "A line."))).format == "PNG"


def test_the_texts_in_one_language_keep_what_is_no_text():
    assert in_language({"title": {"en": "a", "es": "b"}, "number": 3}, "es") == {
        "title": "b",
        "number": 3,
    }


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
            "from commission.hearings.models import DelayedRelease, DocketEntry, Hearing;"
            "from commission.markers.models import Marker, Nomination;"
            "from commission.pages.gone import pages_gone;"
            "from commission.pages.models import ArticlePage;"
            "from django.utils.timezone import now;"
            "print(json.dumps([sorted(Edition.objects.values_list('audience','state')),"
            "[Hearing.objects.published().count(), DocketEntry.objects.published().count(),"
            "Marker.objects.published().count(), Nomination.objects.count(),"
            "ArticlePage.objects.live().count(), len(pages_gone(at=now())),"
            "sorted(str(one.state) for one in DelayedRelease.objects.all())],"
            # A removal that waited for its turn may still be signed by the second run's worker.
            "LedgerEntry.objects.exclude(act__startswith='purge.').count()]))"
        )
        return json.loads(run("shell", "-v", "0", "-c", code).strip().splitlines()[-1])

    run("demo", "--prepare-only")
    editions, records, entries = states()
    assert editions == [
        ["public", "candidate"],
        ["public", "candidate"],
        ["public", "open"],
        ["public", "open"],
        ["public", "withdrawn"],
        ["research", "open"],
    ]
    # Each hearing, entry, marker and article in two languages; one article waits for its editor.
    assert records[:4] == [6, 14, 10, 1]
    assert records[4] == 8
    assert records[5] >= 1
    assert records[6] == ["opened", "waiting"]
    run("verify_ledger")
    run("demo", "--prepare-only")
    assert states() == [editions, records, entries]
