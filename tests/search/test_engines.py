"""What both engines must do alike. Every test here runs on tantivy and on Elasticsearch."""

import time

import pytest

from search.asked import asked
from search.engines import Ask
from search.generations import place
from search.kinds import cut
from search.query import is_gone


def marked(results) -> list[str]:
    return [
        piece.text
        for group in results.groups
        for hit in group.hits
        for piece in hit.pieces
        if piece.kind == "mark"
    ]


def test_a_word_finds_the_passage_that_holds_it(desk):
    desk.publish("1", "My mother wrote to the district.", "She kept every letter.")
    desk.publish("2", "Nobody came that winter.")
    desk.drain()
    results = desk.search("letter")
    [group] = results.groups
    [hit] = group.hits
    assert (group.reference, results.passages, results.total) == ("RB-1", 1, 1)
    assert hit.passage.start_ms == 10_000
    assert hit.url == "/en/testimony/RB-1/?t=10,19#t10000"
    assert marked(results) == ["letter"]


def times(results) -> list[tuple[str, str]]:
    return [(hit.clock, hit.url) for group in results.groups for hit in group.hits]


def test_a_hit_is_told_at_the_second_its_word_was_said(desk):
    desk.publish("1", "Nobody came.", "My mother wrote to them and kept letters.", word_ms=1250)
    desk.drain()
    [hit] = desk.search("letter").groups[0].hits
    assert (hit.clock, hit.duration) == ("0:18", "PT0M18S")
    assert hit.url == "/en/testimony/RB-1/?t=18.75,19#t10000"
    assert desk.search("letter").groups[0].moments == [312]
    assert times(desk.search('"wrote to them"')) == [
        ("0:12", "/en/testimony/RB-1/?t=12.5,19#t10000")
    ]


def test_of_several_words_a_hit_is_told_where_the_longest_was_said(desk):
    desk.publish("1", "The clerk kept the letters.", word_ms=1000)
    desk.drain()
    assert times(desk.search("the letters")) == times(desk.search("letters"))
    assert times(desk.search("letters")) != times(desk.search("clerk"))


def test_what_was_removed_before_a_word_does_not_move_its_time(desk):
    desk.publish("1", f"{cut('PRIV')} and {cut('MED')} came. The letter came too.", word_ms=1000)
    desk.drain()
    results = desk.search("letter")
    assert times(results) == [("0:05", "/en/testimony/RB-1/?t=5,9#t0")]
    assert [p.text for p in results.groups[0].hits[0].pieces] == [
        "PRIV", " and ", "MED", " came. The ", "letter", " came too.",
    ]  # fmt: skip


def test_a_hit_in_a_long_passage_is_told_at_its_word_though_only_a_part_is_shown(desk):
    before = " ".join(["before"] * 120)
    desk.publish("1", f"{before} {cut('PRIV')} a letter {'after ' * 90}", word_ms=61)
    desk.drain()
    [hit] = desk.search("letter").groups[0].hits
    assert hit.url == "/en/testimony/RB-1/?t=7.442,9#t0"
    assert hit.pieces[0].text == "… "


def test_a_hit_by_title_is_told_from_the_beginning(desk):
    desk.publish("1", "My mother wrote.", "She kept letters.", title="Wren", word_ms=1000)
    desk.drain()
    assert times(desk.search("wren")) == [("0:00", "/en/testimony/RB-1/?t=0,9#t0")]


def test_times_of_words_are_not_found_as_words(desk):
    desk.publish("1", "My mother wrote.", word_ms=4321)
    desk.drain()
    assert desk.found("4321") == desk.found("8642") == []


def test_all_words_are_needed_in_one_passage(desk):
    desk.publish("1", "The letter was lost.", "The ferry came late.")
    desk.publish("2", "The letter came by ferry.")
    desk.drain()
    assert desk.found("letter ferry") == ["RB-2"]


def test_words_are_found_in_their_other_forms(desk):
    desk.publish("1", "They were writing letters for years.")
    desk.publish("2", "Guardamos las cartas en una lata.", language="es")
    desk.drain()
    assert desk.found("letter") == ["RB-1"]
    assert marked(desk.search("letter")) == ["letters"]
    assert desk.found("carta") == ["RB-2"]


@pytest.mark.parametrize("typed", ["policía", "POLICIA", "policias", "poli\u0301ci\u0301a".upper()])
def test_case_and_accents_do_not_matter(desk, typed):
    desk.publish("1", "La Policía llegó de noche.", language="es")
    desk.drain()
    results = desk.search(typed)
    assert [group.reference for group in results.groups] == ["RB-1"]
    assert marked(results) == ["Policía"]


def test_decomposed_accents_in_a_text_are_found_too(desk):
    desk.publish("1", "La Policía llegó de noche.", language="es")
    desk.drain()
    assert desk.found("policia") == ["RB-1"]


def test_quotation_marks_keep_the_order(desk):
    desk.publish("1", "Nobody wrote it down.")
    desk.publish("2", "Down it went, and nobody wrote.")
    desk.drain()
    assert desk.found("wrote it down") == ["RB-1", "RB-2"]
    assert desk.found('"wrote it down"') == ["RB-1"]
    assert desk.found("“wrote it down”") == ["RB-1"]
    assert marked(desk.search('"wrote it down"')) == ["wrote it down"]


@pytest.mark.parametrize(
    "typed",
    ['"((*', "letter AND (", "text_en:letter", "*", "let*", "/le.*/", "lettre~2", "[a TO z]", "\\",
     "key:leaflet", '"', "{!", "letter^5 OR", "\x00", "💥", "a" * 5000, "-letter", "+", "?etter"],
)  # fmt: skip
def test_nothing_that_is_typed_is_an_error_or_an_operator(desk, typed):
    desk.publish("1", "She kept every letter.")
    desk.drain()
    results = desk.search(typed)
    assert not results.down
    assert (results.total > 0) == (typed == "-letter"), "only -letter is the plain word letter"


def test_a_phrase_does_not_cross_what_was_removed(desk):
    desk.publish("1", f"The answer came from {cut('PRIV')} and it said no.")
    desk.drain()
    assert desk.found('"came from"') == ["RB-1"]
    assert desk.found('"from and"') == []
    assert desk.found("PRIV") == []
    [group] = desk.search("answer").groups
    assert [(p.kind, p.text) for p in group.hits[0].pieces if p.kind == "cut"] == [("cut", "PRIV")]


def test_what_was_removed_is_not_guessed_by_wildcards(desk):
    desk.publish("1", f"It was {cut('PRIV')} who came.")
    desk.drain()
    for typed in ("Pellworth", "Pell*", "P?llworth", "pelworth~", "/pell.*/"):
        assert desk.found(typed) == []


def test_hits_are_grouped_and_counted(desk):
    desk.publish("1", *[f"letter number {n}" for n in range(14)])
    desk.publish("2", "one letter")
    desk.drain()
    results = desk.search("letter")
    counts = {group.reference: (group.count, len(group.hits)) for group in results.groups}
    assert counts == {"RB-1": (14, 3), "RB-2": (1, 1)}
    assert (results.passages, results.total) == (15, 2)


def test_all_passages_of_one_group_are_listed_where_it_is_looked_into_alone(desk):
    desk.publish("1", *[f"letter number {n}" for n in range(140)])
    desk.publish("2", "one letter")
    desk.drain()
    results = desk.search("letter", **{"in": ["RB-1"]})
    [group] = results.groups
    assert (group.reference, len(group.hits), group.beyond) == ("RB-1", 140, 0)
    assert (results.passages, results.total) == (140, 1)
    assert desk.found("letter", **{"in": ["RB-3"]}) == []


def test_passages_with_a_note_are_found_with_it_and_can_be_left_out(desk):
    desk.publish("1", "a letter came", "the letter of force", notes={1: "force against a person"})
    desk.publish("2", "a letter of force", notes={0: "force"})
    desk.drain()
    results = desk.search("letter")
    notes = {hit.url: hit.passage.note for group in results.groups for hit in group.hits}
    assert notes == {
        "/en/testimony/RB-1/?t=0,9#t0": "",
        "/en/testimony/RB-1/?t=10,19": "force against a person",
        "/en/testimony/RB-2/?t=0,9": "force",
    }
    less = desk.search("letter", without=["noted"])
    assert [(g.reference, g.count, len(g.hits)) for g in less.groups] == [("RB-1", 1, 1)]
    assert (less.passages, less.total) == (1, 1)
    assert {f.name: [v.count for v in f.values] for f in less.facets}["place"] == [1]
    assert desk.found("letter", without=["other"]) == ["RB-1", "RB-2"]
    assert desk.found("against") == [], "a note is said, and is not found"


def test_a_record_is_found_by_its_date_in_words(desk):
    desk.publish("1", "Nobody came.", "She came.", also=("14 June 2024", "14 de junio de 2024"))
    desk.publish("2", "Nobody came.", also=("March 2023", "marzo de 2023"))
    desk.drain()
    assert desk.found("2024") == desk.found("June 2024") == desk.found("junio 2024") == ["RB-1"]
    assert desk.found('"14 June 2024"') == ["RB-1"]
    assert desk.found("2023") == ["RB-2"]
    assert desk.search("2024").passages == 1


def test_pages_hold_every_group_once(desk):
    for n in range(23):
        desk.kind.put(f"{n:02}", "a letter", "another letter came by the ferry")
    desk.rebuild()
    pages = [desk.search("letter", page=n) for n in (1, 2, 3, 4)]
    seen = [group.reference for page in pages for group in page.groups]
    assert [len(page.groups) for page in pages] == [10, 10, 3, 0]
    assert sorted(seen) == sorted({f"RB-{n:02}" for n in range(23)})
    assert pages[0].pages == 3


def test_filters_narrow_and_facets_ignore_their_own(desk):
    desk.publish("1", "a letter", year=1994, place="Lower Wharf")
    desk.publish("2", "a letter", year=2003, place="Ferry Road", facet_kind="interview")
    desk.publish("3", "letter y carta", year=None, place="Ferry Road", language="es")
    desk.drain()
    assert desk.found("letter", place=["Ferry Road"]) == ["RB-2", "RB-3"]
    assert desk.found("letter", language=["es"]) == ["RB-3"]
    assert desk.found("letter", kind=["interview"]) == ["RB-2"]
    assert desk.found("letter", decade=["1990"]) == ["RB-1"]
    assert desk.found("letter", decade=["unknown"]) == ["RB-3"]
    assert desk.found("letter", **{"from": ["1994"], "to": ["2002"]}) == ["RB-1"]
    assert desk.found("letter", **{"from": ["1995"]}) == ["RB-2"]
    results = desk.search("letter", place=["Ferry Road"])
    facets = {f.name: {v.value: v.count for v in f.values} for f in results.facets}
    assert (results.passages, results.total) == (2, 2)
    assert facets["place"] == {"Ferry Road": 2, "Lower Wharf": 1}
    assert facets["language"] == {"en": 1, "es": 1}
    assert facets["decade"] == {"2000": 1, "unknown": 1}
    assert facets["kind"] == {"interview": 1, "statement": 1}


def test_facets_count_testimonies_and_not_passages(desk):
    desk.publish("1", "letter one", "letter two", "letter three")
    desk.drain()
    places = desk.search("letter").facets[1]
    assert [(v.value, v.count) for v in places.values] == [("Riverbend Library", 1)]


def test_a_testimony_is_found_by_its_title_and_reference(desk):
    desk.publish("0147", "She kept every letter.", "Nobody came.", title="Wren")
    desk.drain()
    assert desk.found("wren") == ["RB-0147"]
    assert desk.found("RB-0147") == ["RB-0147"]
    assert desk.search("wren").passages == 1


def test_a_new_version_takes_the_place_of_all_passages(desk, runs):
    desk.publish("1", "first words", "a letter", "an end")
    desk.drain()
    desk.publish("1", "other words")
    desk.drain()
    assert desk.found("letter") == []
    assert desk.found("other") == ["RB-1"]


def test_a_withdrawn_record_and_its_words_are_gone(desk):
    """Elasticsearch holds removed words back for half a minute: it is asked until it says so."""
    desk.publish("1", "a letter of Wren")
    desk.publish("2", "a letter of others")
    desk.drain()
    assert not is_gone("leaflet", "1", "public")
    desk.withdraw("1")
    desk.drain()
    assert desk.found("letter") == ["RB-2"]
    until = time.monotonic() + 90
    while not (gone := is_gone("leaflet", "1", "public")):
        assert gone.evidence["left"] == 0
        assert time.monotonic() < until, gone.evidence
    assert gone.evidence["unmerged"] == 0
    assert desk.found("letter") == ["RB-2"]


def test_a_late_write_is_refused(desk, runs):
    """A worker that was asleep wakes up and writes what it had in hand."""
    old = desk.publish("1", "a name that must not come back")
    held = desk.kind.leaflets["1"].passages()
    desk.drain()
    new = desk.withdraw("1")
    desk.drain()
    index = place("public").name
    with runs.writing(index, alive=lambda: None) as changes:
        assert not changes.replace("leaflet:1", version=old.pk, passages=held)
    assert runs.left(index, "leaflet:1") == 0
    with runs.writing(index, alive=lambda: None) as changes:
        assert changes.replace("leaflet:1", version=new.pk + 1, passages=held)
    with runs.writing(index, alive=lambda: None) as changes:
        assert not changes.remove("leaflet:1", version=new.pk)
    assert runs.left(index, "leaflet:1") == 1


def test_restricted_records_change_neither_counts_nor_order_nor_scores(desk, runs):
    for n in range(5):
        desk.publish(f"{n}", "letter " * (n + 1) + "by ferry")
    desk.drain()

    def scores():
        there = place("public")
        found = runs.find(
            there.name, Ask(asked("letter ferry").clauses), generation=there.generation
        )
        return found.cards, [(g.group, g.score, [p.id for p in g.passages]) for g in found.groups]

    before = scores()
    for n in range(40):
        desk.publish(f"r{n}", "letter letter ferry canary", audience="research", place="Hidden")
    desk.drain()
    assert scores() == before
    assert desk.found("canary") == []
    assert "Hidden" not in str(desk.search("letter").facets)


def test_a_researcher_reads_both_and_each_testimony_once(desk):
    desk.publish("1", "a letter in public", group="RB-0001")
    desk.publish("1r", "a letter with more of it", group="RB-0001", audience="research")
    desk.publish("2", "a letter of another", group="RB-0002")
    desk.publish("3r", "a letter for research", group="RB-0003", audience="research")
    desk.drain()
    both = ("public", "research")
    assert desk.found("letter") == ["RB-0001", "RB-0002"]
    results = desk.search("letter", audiences=both)
    assert sorted(g.reference for g in results.groups) == ["RB-0001", "RB-0002", "RB-0003"]
    assert (results.passages, results.total) == (3, 3)
    assert desk.found("public", audiences=both) == [], "the narrower edition is the one they read"
