"""What the editor sends becomes segments."""

import pytest

from archive.transcript.edits import EditUnclear, SegmentDraft, SegmentEdit, edits_apply
from tests.factories import words


def drafts(*texts: str, flags: tuple[int, ...] = ()) -> list[SegmentDraft]:
    result, start, first = [], 1_000, 1
    for n, text in enumerate(texts):
        timed = words(text, start_ms=start, first=first)
        result.append(
            SegmentDraft(
                f"s{n + 1:05d}",
                start,
                timed[-1]["end"],
                timed,
                "giver-1",
                ["silence"] if n in flags else [],
            )
        )
        start, first = timed[-1]["end"] + 1_000, first + len(timed)
    return result


def said(after: list[SegmentDraft]) -> list[tuple[str, str]]:
    return [(d.key, " ".join(word["text"] for word in d.words)) for d in after]


def test_segments_that_nobody_touched_stay_as_they_are():
    before = drafts("You knew it.", "Before, yes.")
    after = edits_apply(before, [SegmentEdit("s00002", text="Before, no.")])
    assert after[0] == before[0]
    assert said(after)[1] == ("s00002", "Before, no.")


def test_who_speaks_can_be_said_without_touching_the_words():
    (after,) = edits_apply(drafts("You knew it."), [SegmentEdit("s00001", speaker="asker")])
    assert (after.speaker, after.words) == ("asker", drafts("You knew it.")[0].words)


def test_a_word_that_was_heard_and_found_right_has_no_doubt_left():
    (after,) = edits_apply(drafts("at the Benson"), [SegmentEdit("s00001", kept=("w00003",))])
    assert [word["p"] for word in after.words] == [0.95, 0.95, None]
    assert [word["text"] for word in after.words] == ["at", "the", "Benson"]


def test_a_segment_is_split_where_another_person_begins():
    before = drafts("Take your time. There were two cars.")
    after = edits_apply(
        before,
        [
            SegmentEdit("s00001", text="Take your time.", speaker="asker"),
            SegmentEdit("new-1", text="There were two cars.", split_from="s00001"),
        ],
    )
    assert said(after) == [("s00001", "Take your time."), ("s00002", "There were two cars.")]
    assert [d.speaker for d in after] == ["asker", "giver-1"]
    assert [w for d in after for w in d.words] == before[0].words
    assert after[0].end_ms <= after[1].start_ms


def test_a_segment_is_joined_with_the_one_above():
    before = drafts("I counted on my", "fingers.", "Yes.")
    after = edits_apply(
        before,
        [
            SegmentEdit("s00001", text="I counted on my fingers."),
            SegmentEdit("s00002", joined_into="s00001"),
        ],
    )
    assert said(after) == [("s00001", "I counted on my fingers."), ("s00003", "Yes.")]
    assert after[0].words == [*before[0].words, *before[1].words]
    assert after[0].end_ms == before[1].end_ms


def test_a_turn_can_move_from_one_segment_to_the_next():
    """Split above and joined below in one go, as an editor sends it."""
    before = drafts("one two three", "four five")
    after = edits_apply(
        before,
        [
            SegmentEdit("s00001", text="one two"),
            SegmentEdit("new-1", text="three four five", split_from="s00001"),
            SegmentEdit("s00002", joined_into="new-1"),
        ],
    )
    assert [text for _key, text in said(after)] == ["one two", "three four five"]
    assert [w for d in after for w in d.words] == [*before[0].words, *before[1].words]


def test_doubt_ends_when_a_person_says_that_somebody_speaks():
    before = drafts("Thank you.", "Thank you.", flags=(0, 1))
    after = edits_apply(
        before, [SegmentEdit("s00001", struck=False), SegmentEdit("s00002", struck=True)]
    )
    assert [(d.flags, d.struck) for d in after] == [([], False), (["silence"], True)]


def test_correcting_a_word_does_not_decide_a_doubt():
    (after,) = edits_apply(
        drafts("Thank you.", flags=(0,)), [SegmentEdit("s00001", text="Thank them.")]
    )
    assert after.flags == ["silence"]


def test_joining_doubtful_text_to_sound_text_keeps_the_doubt():
    (after,) = edits_apply(
        drafts("I went.", "Thank you.", flags=(1,)),
        [
            SegmentEdit("s00001", text="I went. Thank you."),
            SegmentEdit("s00002", joined_into="s00001"),
        ],
    )
    assert after.flags == ["silence"]


def test_a_segment_without_words_is_gone():
    assert said(edits_apply(drafts("Um.", "Yes."), [SegmentEdit("s00001", text=" ")])) == [
        ("s00002", "Yes.")
    ]


@pytest.mark.parametrize(
    "edits",
    [
        [SegmentEdit("s00009", text="Who?")],
        [SegmentEdit("new-1", text="two", split_from="s00009")],
        [SegmentEdit("new-1", text="two", split_from="s00001")],
        [SegmentEdit("s00001", text="one"), SegmentEdit("new-1", split_from="s00001")],
        [SegmentEdit("s00002", joined_into="s00001")],
        [SegmentEdit("s00002", text="x"), SegmentEdit("s00001", joined_into="s00002")],
    ],
    ids=[
        "an unknown segment",
        "split from an unknown segment",
        "split without the first half",
        "split without the second half",
        "joined without the whole text",
        "joined into what comes later",
    ],
)
def test_edits_that_do_not_fit_are_refused(edits):
    with pytest.raises(EditUnclear):
        edits_apply(drafts("one two", "three"), edits)
