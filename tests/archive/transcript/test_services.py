"""Versions of a transcript: made by services, never changed."""

import pytest

from archive.ledger.models import LedgerEntry
from archive.transcript.edits import SegmentDraft
from archive.transcript.models import Segment, Transcript, TranscriptKind
from archive.transcript.selectors import (
    segments_undecided,
    transcript_latest,
    words_doubtful,
    words_of,
)
from archive.transcript.services import (
    AlreadyNewest,
    SegmentEdit,
    StaleTranscript,
    TranscriptEmpty,
    TranscriptUndecided,
    transcript_accept,
    transcript_continue,
    transcript_correct,
    transcript_import,
)
from archive.transcript.versions import content_hash
from tests.factories import (
    RecordingFactory,
    TestimonyFactory,
    TranscriptFactory,
    UserFactory,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine() -> Transcript:
    return TranscriptFactory(machine=True)


@pytest.fixture
def transcriber():
    return UserFactory()


def rows(transcript: Transcript) -> list[dict]:
    return list(transcript.segments.values().order_by("position"))


def doubt(transcript: Transcript, position: int) -> str:
    """The machine doubts one segment; its key."""
    segment = transcript.segments.get(position=position)
    Segment.objects.filter(pk=segment.pk).update(flags=["silence"])
    return segment.key


def test_a_correction_is_a_new_version_and_leaves_the_old_one_alone(machine, transcriber, now):
    before = rows(machine)
    corrected = transcript_correct(
        transcript=machine,
        segments=[SegmentEdit("s00002", text="My mother wrote to the ministry on the fourth.")],
        by=transcriber,
        at=now,
    )
    assert (corrected.version, corrected.kind) == (2, TranscriptKind.CORRECTED)
    assert (corrected.parent, corrected.created_by) == (machine, transcriber)
    assert corrected.content_hash != machine.content_hash
    assert rows(machine) == before
    machine.refresh_from_db()
    assert machine.kind == TranscriptKind.MACHINE


def test_untouched_words_keep_ids_and_times_through_a_correction(machine, transcriber, now):
    before = {word["id"]: word for _segment, word in words_of(machine)}
    corrected = transcript_correct(
        transcript=machine,
        segments=[
            SegmentEdit("s00002", text="My late mother wrote to the district on the fourth of May.")
        ],
        by=transcriber,
        at=now,
    )
    after = {word["id"]: word for _segment, word in words_of(corrected)}
    changed = {word["text"] for i, word in after.items() if before.get(i) != word}
    assert changed == {"late", "May."}
    assert {word["text"] for i, word in after.items() if i not in before} == {"late"}


def test_an_id_that_was_once_used_is_never_given_to_another_word(machine, transcriber, now):
    shorter = transcript_correct(
        transcript=machine,
        segments=[SegmentEdit("s00005", text="Sixty-one.")],
        by=transcriber,
        at=now,
    )
    longer = transcript_correct(
        transcript=shorter,
        segments=[SegmentEdit("s00005", text="Sixty-one. Nobody asked.")],
        by=transcriber,
        at=now,
    )
    used = {word["id"] for _segment, word in words_of(machine)}
    new = [word["id"] for _segment, word in words_of(longer)][-2:]
    assert not used & set(new)


def test_who_saves_second_is_told_and_overwrites_nothing(machine, transcriber, now):
    edit = [SegmentEdit("s00001", speaker="giver-1")]
    transcript_correct(transcript=machine, segments=edit, by=transcriber, at=now)
    with pytest.raises(StaleTranscript):
        transcript_correct(transcript=machine, segments=edit, by=UserFactory(), at=now)
    assert Transcript.objects.filter(testimony=machine.testimony).count() == 2


def test_another_recordings_transcript_makes_none_stale(machine, transcriber, now):
    other = RecordingFactory(testimony=machine.testimony)
    TranscriptFactory(testimony=machine.testimony, recording=other, machine=True)
    corrected = transcript_correct(
        transcript=machine, segments=[SegmentEdit("s00001", speaker="")], by=transcriber, at=now
    )
    assert corrected.version == 3
    assert transcript_latest(machine.testimony, recording=machine.recording) == corrected


def test_accepting_makes_a_reviewed_version_of_the_same_text(machine, transcriber, now):
    reviewed = transcript_accept(transcript=machine, by=transcriber, at=now)
    assert (reviewed.kind, reviewed.version) == (TranscriptKind.REVIEWED, 2)
    assert [word for _s, word in words_of(reviewed)] == [word for _s, word in words_of(machine)]


def test_accepting_twice_is_accepting_once(machine, transcriber, now):
    reviewed = transcript_accept(transcript=machine, by=transcriber, at=now)
    assert transcript_accept(transcript=reviewed, by=transcriber, at=now) == reviewed


def test_doubtful_text_is_neither_shown_nor_dropped_before_a_person_decides(
    machine, transcriber, now
):
    key = doubt(machine, 3)
    with pytest.raises(TranscriptUndecided) as refused:
        transcript_accept(transcript=machine, by=transcriber, at=now)
    assert refused.value.count == 1
    assert [segment.key for segment in segments_undecided(machine)] == [key]


def test_struck_text_stays_in_the_record_and_out_of_the_words(machine, transcriber, now):
    key = doubt(machine, 3)
    corrected = transcript_correct(
        transcript=machine, segments=[SegmentEdit(key, struck=True)], by=transcriber, at=now
    )
    reviewed = transcript_accept(transcript=corrected, by=transcriber, at=now)
    assert reviewed.segments.get(key=key).struck
    assert key not in {segment.key for segment, _word in words_of(reviewed)}


def test_kept_text_is_accepted_without_its_doubt(machine, transcriber, now):
    key = doubt(machine, 3)
    corrected = transcript_correct(
        transcript=machine, segments=[SegmentEdit(key, struck=False)], by=transcriber, at=now
    )
    reviewed = transcript_accept(transcript=corrected, by=transcriber, at=now)
    assert reviewed.segments.get(key=key).flags == []


def test_changing_accepted_text_asks_for_acceptance_again(machine, transcriber, now):
    reviewed = transcript_accept(transcript=machine, by=transcriber, at=now)
    changed = transcript_correct(
        transcript=reviewed, segments=[SegmentEdit("s00001", speaker="")], by=transcriber, at=now
    )
    assert changed.kind == TranscriptKind.CORRECTED


def test_an_imported_text_gets_its_numbers_and_is_still_a_draft(transcriber, now):
    testimony = TestimonyFactory()
    recording = RecordingFactory(testimony=testimony)
    timed = [{**word, "id": ""} for word in words("Nobody wrote it down.", start_ms=500)]
    imported = transcript_import(
        testimony=testimony,
        recording=recording,
        segments=[SegmentDraft("", 500, 2_000, timed, "giver-1")],
        language="en",
        made_with={"model": "tiny.en"},
        by=transcriber,
        at=now,
    )
    (segment,) = imported.segments.all()
    assert imported.kind == TranscriptKind.MACHINE
    assert (segment.key, segment.words[3]["id"]) == ("s00001", "w00004")


def test_no_text_is_imported_as_reviewed(transcriber, now):
    with pytest.raises(ValueError, match="accepted by a person"):
        transcript_import(
            testimony=TestimonyFactory(),
            recording=None,
            segments=[],
            language="en",
            made_with={},
            by=transcriber,
            at=now,
            kind=TranscriptKind.REVIEWED,
        )


def test_the_machines_own_low_numbers_are_what_the_editor_jumps_to(machine, transcriber, now):
    segment = machine.segments.get(position=4)
    segment.words[0]["p"] = 0.31
    Segment.objects.filter(pk=segment.pk).update(words=segment.words)
    assert [word["text"] for word in words_doubtful(machine)] == ["Sixty-one."]
    heard = SegmentEdit(segment.key, kept=(segment.words[0]["id"],))
    corrected = transcript_correct(transcript=machine, segments=[heard], by=transcriber, at=now)
    assert words_doubtful(corrected) == []


def test_equal_segments_have_equal_hashes(machine, transcriber, now):
    first = transcript_accept(transcript=machine, by=transcriber, at=now)
    again = transcript_correct(transcript=first, segments=[], by=transcriber, at=now)
    assert again.content_hash == first.content_hash
    assert content_hash([]) != first.content_hash


def test_the_ledger_tells_of_each_step_and_of_no_word(machine, transcriber, now):
    corrected = transcript_correct(
        transcript=machine,
        segments=[SegmentEdit("s00002", text="A word that nobody may read here.")],
        by=transcriber,
        at=now,
    )
    transcript_accept(transcript=corrected, by=transcriber, at=now)
    entries = LedgerEntry.objects.filter(testimony=str(machine.testimony_id))
    assert [entry.act for entry in entries] == ["transcript.correct", "transcript.accept"]
    assert "nobody" not in str([entry.details for entry in entries])


def test_a_text_of_which_every_stretch_is_struck_holds_nothing_to_accept(machine, transcriber, now):
    keys = [segment.key for segment in machine.segments.all()]
    struck = transcript_correct(
        transcript=machine,
        segments=[SegmentEdit(key, struck=True) for key in keys],
        by=transcriber,
        at=now,
    )
    with pytest.raises(TranscriptEmpty):
        transcript_accept(transcript=struck, by=transcriber, at=now)


class Test_going_on_from_an_earlier_version:
    @pytest.fixture
    def accepted(self, machine, transcriber, now):
        corrected = transcript_correct(
            transcript=machine,
            segments=[SegmentEdit("s00004", text="How many letters came?", speaker="giver-1")],
            by=transcriber,
            at=now,
        )
        return transcript_accept(transcript=corrected, by=transcriber, at=now)

    @pytest.fixture
    def written_again(self, accepted):
        """What the machine wrote when it was asked once more."""
        return TranscriptFactory(
            testimony=accepted.testimony,
            recording=accepted.recording,
            version=4,
            machine=True,
            spoken=[("", "Something else.")],
        )

    def test_the_text_is_back_with_its_ids_and_must_be_accepted(
        self, accepted, written_again, transcriber, now
    ):
        made = transcript_continue(transcript=accepted, over=written_again, by=transcriber, at=now)
        assert (made.version, made.kind) == (5, TranscriptKind.CORRECTED)
        assert (made.parent, made.created_by) == (accepted, transcriber)
        assert made.content_hash == accepted.content_hash
        assert transcript_latest(made.testimony, recording=made.recording) == made
        row = LedgerEntry.objects.order_by("number").last()
        assert (row.act, row.record) == ("transcript.continue", str(made.pk))
        assert row.details == {"version": 5, "from_version": 3}

    def test_a_machines_text_stays_a_machines(self, accepted, machine, transcriber, now):
        made = transcript_continue(transcript=machine, over=accepted, by=transcriber, at=now)
        assert made.kind == TranscriptKind.MACHINE

    def test_what_somebody_saved_since_is_seen_first(self, accepted, machine, transcriber, now):
        with pytest.raises(StaleTranscript):
            transcript_continue(transcript=machine, over=accepted.parent, by=transcriber, at=now)

    def test_the_newest_is_corrected_as_it_stands(self, accepted, transcriber, now):
        with pytest.raises(AlreadyNewest):
            transcript_continue(transcript=accepted, over=accepted, by=transcriber, at=now)

    def test_no_text_is_put_to_another_recording(self, accepted, machine, transcriber, now):
        other = TranscriptFactory(
            testimony=machine.testimony,
            recording=RecordingFactory(testimony=machine.testimony),
            version=9,
        )
        with pytest.raises(ValueError, match="same recording"):
            transcript_continue(transcript=other, over=accepted, by=transcriber, at=now)


def test_without_its_row_in_the_ledger_there_is_no_version(machine, transcriber, now, monkeypatch):
    def fails(**kwargs):
        raise ConnectionError

    monkeypatch.setattr("archive.transcript.services.ledger_append", fails)
    with pytest.raises(ConnectionError):
        transcript_accept(transcript=machine, by=transcriber, at=now)
    assert transcript_latest(machine.testimony, recording=machine.recording) == machine
    assert Segment.objects.count() == 5
