"""Pages of the reading room: what is shown, what is not, and in how few queries."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import strip_tags

from archive.consent.models import Medium, Use
from archive.edition.models import Edition, EditionState, EditionTurn, FileKind
from archive.holds.models import Hold, HoldKind
from archive.redaction.models import ReasonCode
from archive.research.models import ResearchGrant
from archive.testimony.models import TombstoneChoice
from archive.withdrawal.models import Withdrawal
from media.files import file_delete, file_write
from tests.factories import EditionFactory, TestimonyFactory, UserFactory

pytestmark = pytest.mark.django_db


def let_in(researcher):
    """A grant in force; how grants are given is tested where they are."""
    ResearchGrant.objects.create(
        researcher=researcher,
        granted_by=UserFactory(),
        starts_at=timezone.now() - timedelta(days=1),
        ends_at=timezone.now() + timedelta(days=1),
    )


def get(client, path, **kwargs):
    answer = client.get(path, **kwargs)
    return answer, answer.content.decode()


def test_an_open_edition_is_a_page_with_name_words_and_times(client):
    EditionFactory(reference="RB-0147", files=True)
    answer, html = get(client, "/en/testimony/RB-0147/")
    assert answer.status_code == 200
    assert "<h1" in html
    assert ">Wren</h1>" in html
    assert "My mother wrote to the district" in html
    assert "14 March 2024" in html
    assert "Wren is a name they chose." in html
    assert 'src="/files/RB-0147/1/sound.m4a#t=0"' in html


def test_a_removal_is_a_bar_of_one_length_with_its_reason(client):
    EditionFactory(reference="RB-0147")
    _answer, html = get(client, "/en/testimony/RB-0147/")
    assert "[Removed here: Personal information. Reason PRIV.]" in html
    assert "Pellworth" not in html
    assert "What was removed: one passage" in html


def test_a_time_in_the_address_marks_the_words_and_starts_the_sound_there(client):
    EditionFactory(reference="RB-0147", files=True)
    _first, second = EditionTurn.objects.order_by("position")[:2]
    span = f"{second.start_ms / 1000:g},{second.end_ms / 1000:g}"
    _answer, html = get(client, f"/en/testimony/RB-0147/?t={span}")
    marked = re.findall(r"<mark>(.*?)</mark>", html)
    assert marked == ["My mother wrote to the district on the fourth of February."]
    assert f"sound.m4a#t={span}" in html
    assert f"/1/?t={span}" in html, "the citation names the moment"


def timed(edition) -> None:
    """Put times for its words beside an edition: 400 ms each, what was removed as one of them."""
    words = []
    for turn in edition.turns.all():
        items = [(part, w) for part in turn.parts for w in part.get("text", "").split() or [""]]
        for n, (part, word) in enumerate(items):
            start = turn.start_ms + 400 * n
            what = {"text": word} if word else {"cut": part["cut"]}
            words.append({"turn": turn.position, "start": start, "end": start + 360, **what})
    file = edition.files.get(kind=FileKind.WORDS)
    file_delete(file.key)
    file_write(key=file.key, source=json.dumps({"words": words}).encode())


class Test_ACitedStretch:
    @pytest.fixture
    def edition(self):
        edition = EditionFactory(reference="RB-0147", files=True)
        timed(edition)
        return edition

    def cited(self, client, t: str) -> str:
        _answer, html = get(client, "/en/testimony/RB-0147/", data={"t": t})
        return html

    def marked(self, client, t: str) -> list[str]:
        found = re.findall(r"<mark>(.*?)</mark>", self.cited(client, t), re.DOTALL)
        return [" ".join(strip_tags(one).split()) for one in found]

    def at(self, edition, position: int, word: int) -> float:
        return (edition.turns.get(position=position).start_ms + 400 * word) / 1000

    def test_marks_the_words_that_were_said_in_it(self, client, edition):
        first, last = self.at(edition, 1, 1), self.at(edition, 1, 3)
        assert self.marked(client, f"{first},{last}") == ["mother wrote"]

    def test_marks_on_from_one_turn_to_the_next_and_over_what_was_removed(self, client, edition):
        first, last = self.at(edition, 1, 9), self.at(edition, 2, 7)
        assert self.marked(client, f"{first},{last}") == [
            "of February.",
            "The first answer came from [Removed here: Personal information. Reason PRIV.]PRIV and",
        ]

    def test_marks_the_turn_of_a_moment_and_nothing_in_a_pause(self, client, edition):
        assert self.marked(client, str(self.at(edition, 4, 2)))[0].startswith("Sixty-one.")
        end = edition.turns.get(position=0).end_ms / 1000
        assert self.marked(client, f"{end + 0.1},{end + 0.3}") == []

    def test_is_led_to_without_script_and_named_in_the_citation(self, client, edition):
        first, last = self.at(edition, 1, 1), self.at(edition, 1, 3)
        html = self.cited(client, f"{first},{last}")
        row = f"t{edition.turns.get(position=1).start_ms}"
        assert f'<a href="#{row}">Go to the cited words</a>' in html
        assert f"/1/?t={first:g},{last:g}#{row}" in html
        assert "Go to the cited words" not in self.cited(client, "")

    def test_behind_a_content_note_is_led_to_the_note_and_does_not_open_it(self, client, edition):
        turn = edition.turns.get(position=1)
        Edition.objects.update(
            content_ranges=[{"start_ms": turn.start_ms, "end_ms": turn.end_ms, "note": "force"}]
        )
        html = self.cited(client, f"{self.at(edition, 1, 1)},{self.at(edition, 1, 3)}")
        note = rf'<li class="veiled" id="note-t{turn.start_ms}">\s*<details class="veil">'
        assert re.search(note, html), "closed"
        assert f'<a href="#note-t{turn.start_ms}">Go to the cited words</a>' in html
        outside = html.replace(re.search(r'<ol class="transcript".*</ol>', html, re.DOTALL)[0], "")
        assert f"#t{turn.start_ms}" not in outside, "neither in the citation nor in the list"

    @pytest.mark.parametrize("t", ["20,1e9", "20,99999"])
    def test_that_goes_past_the_end_ends_there(self, client, edition, t):
        html = self.cited(client, t)
        assert "at 0:20 to 1:00" in html
        assert "?t=20,60" in html
        assert t.split(",")[1] not in html.split('<main id="main"')[1]

    @pytest.mark.parametrize("t", ["99999", "60", "99999,100000"])
    def test_that_begins_past_the_end_is_none(self, client, edition, t):
        html = self.cited(client, t).split('<main id="main"')[1]
        assert f"t={t}" not in html
        assert "data-start" not in html


def test_what_was_said_is_told_apart_from_the_language_of_the_page(client):
    EditionFactory(reference="RB-0147", language="es", content_note="Habla de la fuerza.")
    Edition.objects.update(
        content_ranges=[{"start_ms": 0, "end_ms": 9000, "note": "fuerza contra una persona"}]
    )
    _answer, html = get(client, "/en/testimony/RB-0147/")
    assert '<h1 class="display" lang="es">Wren</h1>' in html
    assert '<p class="lede" lang="es">' in html
    assert '<p lang="es">Habla de la fuerza.</p>' in html
    assert '<span lang="es">fuerza contra una persona</span>' in html
    assert '<span lang="en">Content note:</span> fuerza contra una persona' in html
    assert '<span class="vh" lang="en">[Removed here' in html
    for path in ("/en/", "/en/testimony/"):
        _answer, html = get(client, path)
        assert '<h3 class="h3" lang="es"><a href="/en/testimony/RB-0147/">' in html
        assert '<p class="quote" lang="es">' in html
        assert '<span lang="es">Habla de la fuerza.</span>' in html


def test_every_code_of_a_removal_can_be_led_to(client):
    _answer, html = get(client, "/en/about-removals/")
    for code in ReasonCode.values:
        assert f'<tr id="{code}">' in html


NUL = "%00"


@pytest.mark.parametrize(
    "path",
    [
        f"/en/testimony/{NUL}/",
        f"/en/testimony/RB-0147{NUL}/1/",
        f"/files/{NUL}/1/captions.vtt",
        f"/files/RB-0147/1/{NUL}",
        f"/en/{NUL}/",
        f"/{NUL}",
    ],
)
def test_an_address_with_a_nul_byte_is_nothing(client, path):
    """PostgreSQL takes no such byte, and a query with one raises."""
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["place", "kind", "language", "year", "order", "page"])
def test_a_filter_with_a_nul_byte_is_passed_over(client, name):
    EditionFactory(reference="RB-0147")
    answer, html = get(client, f"/en/testimony/?{name}={NUL}x")
    assert answer.status_code == 200
    assert "RB-0147" in html


def test_only_what_can_be_a_reference_has_an_address():
    assert reverse("reading:testimony", args=["RB-0147"]) == "/en/testimony/RB-0147/"
    for reference in ("RB 0147", "RB\x00", "", "R" * 41):
        with pytest.raises(NoReverseMatch):
            reverse("reading:testimony", args=[reference])


@pytest.mark.parametrize("t", ["x", "-3", "1,2,3", "9" * 40, "nan", "inf", "<script>"])
def test_a_time_that_is_none_is_passed_over(client, t):
    EditionFactory(reference="RB-0147")
    answer, html = get(client, "/en/testimony/RB-0147/", data={"t": t})
    assert answer.status_code == 200
    assert "<mark>" not in html
    assert "<script>alert" not in html


def test_a_stretch_with_a_content_note_is_folded_and_can_be_passed_over(client):
    edition = EditionFactory(reference="RB-0147")
    turn = edition.turns.get(position=2)
    Edition.objects.update(
        content_note="Speaks about force.",
        content_ranges=[
            {"start_ms": turn.start_ms, "end_ms": turn.end_ms, "note": "force against a person"}
        ],
    )
    _answer, html = get(client, "/en/testimony/RB-0147/")
    folded = re.search(r'<details class="veil">(.*?)</details>', html, re.DOTALL)
    assert "The first answer came from" in folded[1]
    summary = re.search(r"<summary>(.*?)</summary>", folded[1], re.DOTALL)[1]
    assert strip_tags(summary).strip() == "Content note: force against a person, 5 s"
    assert "for 5 s" in strip_tags(html), "the same length where the notes are listed"
    assert "How many letters" not in folded[1]
    assert "Pass over to" in html
    assert "Speaks about force." in html


def test_turns_that_start_together_have_addresses_of_their_own(client):
    edition = EditionFactory(reference="RB-0147")
    edition.turns.update(start_ms=1000)
    _answer, html = get(client, "/en/testimony/RB-0147/")
    ids = re.findall(r'class="turn[^"]*" id="([^"]+)"', html)
    assert len(ids) == 5
    assert len(set(ids)) == 5


class Test_AnEarlierEdition:
    def test_leads_to_the_present_one_and_keeps_the_place(self, client):
        old = EditionFactory(reference="RB-0147", superseded=True)
        EditionFactory(testimony=old.testimony)
        answer = client.get("/en/testimony/RB-0147/1/?t=3.5,9")
        assert answer.status_code == 302
        assert answer["Location"] == "/en/testimony/RB-0147/?from=1&t=3.5,9"
        _answer, html = get(client, answer["Location"])
        assert "names edition 1. It was replaced; this is public edition 2." in html

    def test_of_the_researchers_is_nothing_to_the_public(self, client):
        old = EditionFactory(reference="RB-0147", superseded=True, for_research=True)
        EditionFactory(testimony=old.testimony)
        assert client.get("/en/testimony/RB-0147/1/").status_code == 404

    def test_is_in_the_history(self, client):
        old = EditionFactory(reference="RB-0147", superseded=True)
        EditionFactory(testimony=old.testimony, what_changed="A surname was removed.")
        EditionFactory(testimony=old.testimony, candidate=True, what_changed="Not out yet.")
        _answer, html = get(client, "/en/testimony/RB-0147/")
        assert "Edition 2" in html
        assert "A surname was removed." in html
        assert "Not out yet." not in html
        Edition.objects.filter(number=2).update(what_changed="")
        _answer, html = get(client, "/en/testimony/RB-0147/")
        assert "What changed was not written down." in html


class Test_Researchers:
    def test_read_their_fuller_edition_under_the_same_address(self, client):
        edition = EditionFactory(reference="RB-0147", title="Public words")
        EditionFactory(testimony=edition.testimony, for_research=True, title="Fuller words")
        _answer, html = get(client, "/en/testimony/RB-0147/")
        assert "Public words" in html
        assert "Fuller words" not in html
        researcher = UserFactory()
        let_in(researcher)
        client.force_login(researcher)
        answer, html = get(client, "/en/testimony/RB-0147/")
        assert "Fuller words" in html
        assert answer["Cache-Control"] == "no-store"
        _answer, html = get(client, "/en/testimony/")
        assert "Fuller words" in html
        assert "Public words" not in html

    def test_read_nothing_for_which_research_was_not_agreed(self, client):
        uses = {use.value: use != Use.RESEARCH for use in Use}
        EditionFactory(reference="RB-0147", for_research=True, uses=uses)
        researcher = UserFactory()
        let_in(researcher)
        client.force_login(researcher)
        assert client.get("/en/testimony/RB-0147/").status_code == 404

    def test_without_a_grant_staff_and_superusers_read_what_the_public_reads(self, client):
        EditionFactory(reference="RB-0147", for_research=True)
        client.force_login(UserFactory(superuser=True))
        assert client.get("/en/testimony/RB-0147/").status_code == 404


class Test_WhatIsNotOpen:
    """A1: unreleased, taken back unlisted, research only and never existing are one answer."""

    def closed_editions(self):
        """References at which there is something that the public may not know of."""
        never = {use.value: False for use in Use}
        no_text = {medium.value: medium != Medium.TEXT for medium in Medium}
        candidate = EditionFactory(candidate=True)
        candidate.testimony.reference = "RB-0101"
        candidate.testimony.save()
        EditionFactory(reference="RB-0102", withdrawn=True)
        EditionFactory(reference="RB-0103", for_research=True)
        EditionFactory(reference="RB-0104", uses=never)
        EditionFactory(reference="RB-0105", media=no_text)
        EditionFactory(reference="RB-0106", open_until=timezone.now())
        EditionFactory(reference="RB-0107", superseded=True)
        return [f"RB-010{n}" for n in range(1, 8)]

    @pytest.mark.parametrize("end", ["", "1/", "2/"])
    def test_answers_byte_for_byte_like_what_never_was(self, client, end):
        references = self.closed_editions()
        first = client.get(f"/en/testimony/RB-9999/{end}")
        assert first.status_code == 404
        for reference in references:
            answer = client.get(f"/en/testimony/{reference}/{end}")
            assert answer.status_code == 404, reference
            assert answer.content == first.content, reference
            assert dict(answer.headers) == dict(first.headers), reference

    def test_is_in_no_list_feed_or_map(self, client):
        references = self.closed_editions()
        for path in ("/en/", "/en/testimony/", "/feeds/testimony.rss", "/sitemap.xml"):
            _answer, html = get(client, path)
            for reference in references:
                assert reference not in html, path

    def test_files_answer_alike_too(self, client):
        EditionFactory(reference="RB-0103", for_research=True, files=True)
        EditionFactory(reference="RB-0102", withdrawn=True, files=True)
        for name in ("sound.m4a", "captions.vtt", "transcript.txt", "peaks.json", "words.json"):
            first = client.get(f"/files/RB-9999/1/{name}")
            for reference in ("RB-0102", "RB-0103"):
                answer = client.get(f"/files/{reference}/1/{name}", headers={"range": "bytes=0-9"})
                assert answer.status_code == first.status_code == 404
                assert answer.content == first.content
                assert dict(answer.headers) == dict(first.headers)


class Test_Tombstone:
    def withdrawn(self, **kwargs):
        edition = EditionFactory(reference="RB-0088", withdrawn=True, title="Secret name")
        Withdrawal.objects.create(
            testimony=edition.testimony,
            asked_by="giver",
            was_public=True,
            withdrawn_by=UserFactory(),
            withdrawn_at=timezone.now(),
            **kwargs,
        )
        return edition

    def test_stands_where_the_giver_wanted_it_listed(self, client):
        self.withdrawn(listed=True)
        answer, html = get(client, "/en/testimony/RB-0088/")
        assert answer.status_code == 410
        assert "This testimony was withdrawn" in html
        assert '<meta name="robots" content="noindex">' in html
        assert "Secret name" not in html
        assert "Ferry Road" not in html
        assert client.get("/en/testimony/RB-0088/1/").status_code == 410

    def test_does_not_stand_where_it_is_unlisted(self, client):
        self.withdrawn(listed=False)
        answer = client.get("/en/testimony/RB-0088/")
        assert answer.content == client.get("/en/testimony/RB-9999/").content

    def test_its_days_are_those_of_the_commissions_own_time_zone(self, client, settings):
        self.withdrawn(listed=True)
        Withdrawal.objects.update(withdrawn_at=datetime(2026, 5, 12, 20, 0, tzinfo=UTC))
        settings.TIME_ZONE = "Asia/Tokyo"
        _answer, html = get(client, "/en/testimony/RB-0088/")
        assert "12 May 2026" not in html
        assert "on 13 May 2026" in html
        assert "withdrawn 13 May 2026" in html

    def test_says_nothing_to_who_could_never_open_it(self, client):
        edition = self.withdrawn(listed=True)
        Edition.objects.filter(pk=edition.pk).update(audience="research")
        assert client.get("/en/testimony/RB-0088/").status_code == 404
        researcher = UserFactory()
        let_in(researcher)
        client.force_login(researcher)
        assert client.get("/en/testimony/RB-0088/").status_code == 410


class Test_ClosedAndListed:
    def closed(self):
        testimony = TestimonyFactory(consented=True, tombstone=TombstoneChoice.LISTED)
        return EditionFactory(
            testimony=testimony, reference="RB-0162", open_until=timezone.now(), title="Her name"
        )

    def test_an_account_whose_time_ran_out_says_so_and_nothing_else(self, client):
        self.closed()
        answer, html = get(client, "/en/testimony/RB-0162/")
        assert answer.status_code == 403
        assert "This account is not open to the public" in html
        assert "Her name" not in html
        assert "Ferry Road" not in html

    @pytest.mark.parametrize(("days", "status"), [(-1, 403), (1, 404), (None, 404)])
    def test_an_order_hides_it_until_the_order_ends(self, client, days, status):
        now = timezone.now()
        Hold.objects.create(
            testimony=self.closed().testimony,
            kind=HoldKind.RESTRICTION_ORDER,
            code="2026-14",
            starts_at=now - timedelta(days=9),
            ends_at=now + timedelta(days=days) if days else None,
            placed_by=UserFactory(),
        )
        assert client.get("/en/testimony/RB-0162/").status_code == status

    def test_it_stands_in_the_list_by_number_only(self, client):
        self.closed()
        EditionFactory(reference="RB-0147")
        _answer, html = get(client, "/en/testimony/")
        assert "Closed, and listed" in html
        assert "RB-0162" in html
        assert "Her name" not in html


class Test_TheList:
    def three(self):
        EditionFactory(reference="RB-0001", language="en", place="Riverbend", given_on="2024-03-14")
        EditionFactory(reference="RB-0002", language="es", place="Old Cannery", given_on="1996~")
        EditionFactory(reference="RB-0003", language="en", place="Old Cannery", given_on="2024-22")
        EditionFactory(reference="RB-0004", language="nb", place="Hidden place", for_research=True)

    def shown(self, client, query=""):
        _answer, html = get(client, f"/en/testimony/?{query}")
        return set(re.findall(r'<span class="ref">(RB-\d+)</span>', html)), html

    def test_counts_only_what_the_reader_may_open(self, client):
        self.three()
        shown, html = self.shown(client)
        assert shown == {"RB-0001", "RB-0002", "RB-0003"}
        assert "3 accounts can be read or heard here" in html
        assert "Hidden place" not in html
        assert "Norwegian" not in html

    def test_narrows_by_each_filter_and_by_several(self, client):
        self.three()
        assert self.shown(client, "language=es")[0] == {"RB-0002"}
        assert self.shown(client, "year=2024")[0] == {"RB-0001", "RB-0003"}
        assert self.shown(client, "place=Old+Cannery")[0] == {"RB-0002", "RB-0003"}
        assert self.shown(client, "place=Old+Cannery&year=2024")[0] == {"RB-0003"}
        assert self.shown(client, "language=en&language=es")[0] == {"RB-0001", "RB-0002", "RB-0003"}
        shown, html = self.shown(client, "language=nb")
        assert shown == set()
        assert "Take one of the filters away" in html

    def test_a_filter_in_force_can_be_taken_away_alone(self, client):
        self.three()
        _shown, html = self.shown(client, "place=Old+Cannery&year=2024")
        assert 'href="?place=Old+Cannery"' in html
        assert 'href="?year=2024"' in html

    def test_dates_are_said_as_people_say_them(self, client):
        self.three()
        _shown, html = self.shown(client)
        assert "about 1996" in html
        assert "summer 2024" in html

    def test_goes_over_to_a_second_page(self, client):
        for _n in range(14):
            EditionFactory()
        assert len(self.shown(client)[0]) == 12
        assert len(self.shown(client, "page=2")[0]) == 2

    def test_is_empty_in_words(self, client):
        assert "No account is open here yet." in self.shown(client)[1]


def test_a_long_transcript_takes_few_queries(client, django_assert_max_num_queries):
    edition = EditionFactory(reference="RB-0147", files=True)
    turns = [
        EditionTurn(
            edition=edition,
            position=n,
            start_ms=20_000 + n * 4500,
            end_ms=24_000 + n * 4500,
            speaker="Wren",
            parts=[{"text": "She kept a copy of every letter."}, {"cut": "PRIV"}],
        )
        for n in range(10, 2400)
    ]
    EditionTurn.objects.bulk_create(turns)
    with django_assert_max_num_queries(15) as asked:
        _answer, html = get(client, "/en/testimony/RB-0147/")
    assert not any('"manifest"' in one["sql"] for one in asked), "it repeats all the words"
    assert html.count('class="turn') == 2395
    with django_assert_max_num_queries(15):
        client.get("/en/")
    with django_assert_max_num_queries(15):
        client.get("/en/testimony/")


def test_a_superseded_candidate_state_never_shows(client):
    for state in EditionState.values:
        if state != EditionState.OPEN:
            EditionFactory(state=state, title=f"Never {state}")
    _answer, html = get(client, "/en/testimony/")
    assert "Never" not in html
