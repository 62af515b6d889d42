"""What search is given of a testimony: open editions, in passages of one to three turns."""

import json
import re

import pytest
from django.utils import timezone, translation

from archive.edition.models import Edition, FileKind
from archive.edition.search_kind import TURNS, TestimonyPassages
from archive.redaction.models import RedactionKind
from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from media.audience import Audience
from media.files import file_delete, file_open, file_write
from search.kinds import CUT, kind_named
from tests.archive.publishing_case import published, redact, testimony_ready
from tests.factories import EditionFactory, UserFactory

pytestmark = pytest.mark.django_db

kind = TestimonyPassages()


def test_it_is_registered():
    assert kind_named("testimony").label == kind.label


def test_passages_hold_every_turn_once_and_marks_where_words_were_removed():
    edition = EditionFactory()
    passages = list(kind.passages(str(edition.pk)))
    assert [p.position for p in passages] == list(range(len(passages)))
    assert len({p.id for p in passages}) == len(passages)
    text = "\n".join(p.text for p in passages)
    assert text.count("\n") + 1 == edition.turns.count()
    assert CUT.findall(text) == ["PRIV"]
    assert "ellworth" not in text
    assert all(1 <= p.text.count("\n") + 1 <= TURNS for p in passages)
    assert all(p.start_ms < p.end_ms for p in passages)
    assert [p.start_ms for p in passages] == sorted(p.start_ms for p in passages)
    assert {(p.group, p.audience, p.year) for p in passages} == {
        (edition.reference, "public", 2024)
    }


STATES = [
    ({}, "public"),
    ({"for_research": True}, "research"),
    ({"candidate": True}, None),
    ({"superseded": True}, None),
    ({"withdrawn": True}, None),
    ({"uses": {"web_publication": False, "research": True}}, None),
    ({"uses": {"web_publication": True}, "for_research": True}, None),
    ({"media": {"text": False, "sound": True}}, None),
]


@pytest.mark.parametrize(("made", "audience"), STATES)
def test_only_what_is_open_for_this_use_is_indexed_and_shown(made, audience):
    edition = EditionFactory(**made)
    record, at = str(edition.pk), timezone.now()
    assert bool(list(kind.passages(record))) is (audience is not None)
    for asked in Audience.values:
        assert (record in set(kind.records(asked, at=at))) is (asked == audience)
        assert (record in kind.shown([record], audiences=[asked], at=at)) is (asked == audience)


def test_what_ran_out_is_not_shown_from_that_moment():
    edition = EditionFactory()
    at = timezone.now()
    Edition.objects.update(open_until=at)
    assert kind.shown([str(edition.pk)], audiences=["public"], at=at) == {}
    assert not list(kind.passages(str(edition.pk)))


def test_a_hit_that_the_index_still_has_is_not_shown_after_a_withdrawal():
    edition = EditionFactory()
    shown = kind.shown([str(edition.pk)], audiences=["public"], at=timezone.now())
    assert shown[str(edition.pk)].title == "Wren"
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=False,
        by=UserFactory(),
        at=timezone.now(),
    )
    assert kind.shown([str(edition.pk)], audiences=["public"], at=timezone.now()) == {}


def when_said(passages, word: str) -> list[int]:
    """When search says that a word was said, wherever it stands, in ms."""
    return [
        passage.said_at(found.start())
        for passage in passages
        for found in re.finditer(rf"\b{word}\b", passage.text)
    ]


def test_each_word_has_the_time_that_the_edition_publishes():
    """Built by the services, so that the file is the one that readers are given."""
    testimony = testimony_ready(media={"text": True, "sound": False})
    redact(testimony, "Sergeant Pellworth,")
    edition = published(testimony)
    with file_open(edition.files.get(kind=FileKind.WORDS).key) as file:
        words = json.load(file)["words"]
    passages = list(kind.passages(str(edition.pk)))
    told = [passage.said_at(offset) for passage in passages for offset, _ in passage.times]
    assert told == [word["start"] for word in words if "cut" not in word]
    for word in ("matter", "letters", "and"):
        said = [w["start"] for w in words if re.sub(r"\W", "", w.get("text", "")) == word]
        assert said
        assert when_said(passages, word) == said
    at_cuts = {word["start"] for word in words if "cut" in word}
    assert at_cuts
    assert not at_cuts & {ms for passage in passages for _, ms in passage.times}


def test_words_put_in_place_of_others_are_said_when_the_silence_over_those_begins():
    testimony = testimony_ready(media={"text": True, "sound": False})
    put = redact(
        testimony,
        "Sergeant Pellworth,",
        kind=RedactionKind.GENERALISE,
        replacement="an officer",
    )
    passages = list(kind.passages(str(published(testimony).pk)))
    assert when_said(passages, "officer") == [put.sound_start_ms]


@pytest.mark.parametrize("why", ["no file", "lost", "empty", "other words"])
def test_without_the_times_of_words_each_turn_has_its_own(why):
    edition = EditionFactory(files=why != "no file")
    if why in ("lost", "other words"):
        file = edition.files.get(kind=FileKind.WORDS)
        file_delete(file.key)
    if why == "other words":
        words = [{"turn": 0, "start": 7, "end": 8, "text": "Other"}]
        file_write(key=file.key, source=json.dumps({"words": words}).encode())
    told = [ms for passage in kind.passages(str(edition.pk)) for _, ms in passage.times]
    assert told == list(edition.turns.values_list("start_ms", flat=True))


def test_what_was_written_has_no_times():
    edition = EditionFactory(duration_ms=0)
    assert {(p.start_ms, p.times) for p in kind.passages(str(edition.pk))} == {(None, ())}


def test_a_passage_stands_behind_the_note_of_its_turns_and_behind_no_other():
    edition = EditionFactory()
    turns = list(edition.turns.order_by("position"))
    ranges = [{"start_ms": turns[2].start_ms, "end_ms": turns[2].end_ms, "note": "force"}]
    Edition.objects.update(content_ranges=ranges)
    passages = list(kind.passages(str(edition.pk)))
    assert [p.note for p in passages] == ["", "force", ""]
    assert passages[1].text.startswith("The first answer came from")
    assert "\n".join(p.text for p in passages).count("\n") + 1 == len(turns)


def test_every_part_of_a_passage_is_found_on_the_page(client):
    edition = EditionFactory(reference="RB-0147")
    edition.turns.filter(position=1).update(start_ms=edition.turns.get(position=0).start_ms)
    html = client.get("/en/testimony/RB-0147/").content.decode()
    rows = re.findall(r'class="turn[^"]*" id="([^"]+)"', html)
    passages = list(kind.passages(str(edition.pk)))
    assert [anchor for passage in passages for _, anchor in passage.anchors] == rows
    first = passages[0]
    assert first.anchor_of(first.text.index("My mother")) == rows[1]


@pytest.mark.parametrize(
    ("given_on", "words"),
    [
        ("2024-06", ("June 2024", "junio de 2024")),
        ("2023~", ("2023",)),
        ("2023/2024-01-05", ("2023", "5 January 2024", "5 de enero de 2024")),
        ("", ()),
    ],
)
def test_a_testimony_is_found_by_its_date_in_the_languages_of_the_site(given_on, words):
    edition = EditionFactory(given_on=given_on)
    assert {p.also for p in kind.passages(str(edition.pk))} == {words}


@pytest.mark.parametrize(("language", "day"), [("en", "14 March 2024"), ("es", "14 de marzo")])
def test_results_print_a_date_in_the_reader_s_words(language, day):
    edition = EditionFactory(given_on="2024-03-14")
    with translation.override(language):
        shown = kind.shown([str(edition.pk)], audiences=["public"], at=timezone.now())
    assert shown[str(edition.pk)].meta["given_on"].startswith(day)
