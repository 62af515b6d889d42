"""Marks and windows are made from the published text alone."""

from hypothesis import given
from hypothesis import strategies as st

from search.asked import asked
from search.highlights import LONGEST, found_spans, highlight
from search.kinds import cut


def pieces(text: str, query: str, language: str = "en"):
    return highlight(text, found_spans(text, language=language, clauses=asked(query).clauses))


def marks(text: str, query: str, language: str = "en") -> list[str]:
    return [p.text for p in pieces(text, query, language) if p.kind == "mark"]


def test_each_word_is_marked_where_it_stands():
    assert marks("A letter, two letters, no lettering", "letter") == ["letter", "letters"] + (
        ["lettering"] if marks("lettering", "letter") else []
    )


def test_a_phrase_is_one_mark_and_its_single_words_are_none():
    assert marks("It was down. Nobody wrote it down.", '"wrote it down"') == ["wrote it down"]


def test_the_pieces_are_the_text():
    text = "She kept every letter, and every answer."
    assert "".join(p.text for p in pieces(text, "letter answer")) == text


def test_a_long_passage_is_cut_around_what_was_found():
    text = "before " * 80 + "the letter came " + "after " * 80
    shown = pieces(text, "letter")
    assert shown[0].text == shown[-1].text[::-1] == "… "
    assert sum(len(p.text) for p in shown) <= LONGEST + 4
    assert [p.text for p in shown if p.kind == "mark"] == ["letter"]


def test_a_removed_place_is_a_piece_of_its_own_and_says_nothing_but_the_reason():
    shown = pieces(f"from {cut('PRIV')} and", "from")
    assert [(p.kind, p.text) for p in shown] == [
        ("mark", "from"),
        ("text", " "),
        ("cut", "PRIV"),
        ("text", " and"),
    ]


def test_no_phrase_is_marked_across_a_removed_place():
    assert marks(f"from {cut('PRIV')} and", '"from and"') == []
    assert marks(f"from {cut('PRIV')} and", "PRIV") == []


def test_a_window_never_cuts_a_removed_place_in_two():
    for length in range(60, 110):
        text = "a" * length + f" {cut('PRIV')} " + "b " * 20 + "letter " + "c " * 300
        assert not any("⟦" in p.text or "⟧" in p.text for p in pieces(text, "letter"))


@given(st.text(max_size=600), st.text(max_size=60))
def test_nothing_typed_and_nothing_said_breaks_it(text, query):
    shown = pieces(text, query)
    plain = [p.text for p in shown if p.kind != "cut"]
    assert all(part in text for part in plain if part not in {"… ", " …"})
