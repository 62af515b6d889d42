"""What was typed becomes words and phrases and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from search.asked import LONGEST_QUERY, MOST_CLAUSES, Clause, asked, beginning


def test_words_and_phrases():
    assert asked('"wrote it down" letters').clauses == (
        Clause("wrote it down", phrase=True),
        Clause("letters"),
    )


def test_typographic_quotation_marks_count_as_such():
    for typed in ("“wrote it”", "«wrote it»", "„wrote it“"):
        assert asked(typed).clauses == (Clause("wrote it", phrase=True),)


def test_an_open_quotation_mark_is_passed_over():
    assert asked('"wrote it').clauses == (Clause("wrote"), Clause("it"))


def test_signs_alone_are_nothing():
    assert asked('"((* !? ~').clauses == ()


def test_a_long_question_is_cut_and_says_so():
    assert asked("a" * (LONGEST_QUERY + 1)).shortened
    many = asked(" ".join(f"w{n}" for n in range(40)))
    assert (len(many.clauses), many.shortened) == (MOST_CLAUSES, True)
    assert not asked("letter").shortened


def test_a_long_question_is_cut_between_words():
    typed = "wrote " * 30 + "correspondence " * 3
    read = asked(typed)
    assert {clause.text for clause in read.clauses} == {"wrote", "correspondence"}
    assert read.shortened
    assert len(beginning("ferry " * 90)) <= LONGEST_QUERY
    assert asked(beginning("ferry " * 90)).clauses == (Clause("ferry"),)


def test_a_question_that_just_fits_is_read_whole():
    fits = "a" * (LONGEST_QUERY - 7) + " letter"
    assert asked(fits).clauses[-1].text == "letter"
    assert not asked(fits).shortened
    assert asked(fits + " ferry").clauses[-1].text == "letter"


@given(st.text(max_size=400))
def test_it_never_raises(text):
    assert len(asked(text).clauses) <= MOST_CLAUSES
