"""The transcript editor's page and its endpoints."""

import json

import pytest
from django.urls import reverse

from archive.desk.transcript.compare import compare
from archive.ledger.models import LedgerEntry
from archive.testimony.services import recording_set_aside
from archive.transcript.exports import transcript_hand_out
from archive.transcript.models import Segment, Transcript, TranscriptKind
from tests.factories import (
    NOW,
    RecordingFactory,
    TestimonyFactory,
    TranscriptFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def transcript():
    testimony = TestimonyFactory(consented=True)
    RecordingFactory(testimony=testimony)
    return TranscriptFactory(testimony=testimony, machine=True)


@pytest.fixture
def transcriber(client):
    user = UserFactory(role="transcriber")
    client.force_login(user)
    return user


def url(name, transcript):
    return reverse(f"desk:{name}", args=[transcript.testimony_id])


def save(client, transcript, edits):
    return client.post(
        url("transcript_save", transcript),
        json.dumps({"transcript": str(transcript.pk), "edits": edits}),
        content_type="application/json",
        HTTP_ACCEPT="application/json",
    )


def form_of(transcript, **changes):
    fields = {"transcript": str(transcript.pk), "part": "1"}
    for segment in transcript.segments.all():
        fields[f"text:{segment.key}"] = segment.text
        fields[f"speaker:{segment.key}"] = segment.speaker
    return {**fields, **changes}


def texts(transcript):
    return [segment.text for segment in transcript.segments.all()]


def newest(transcript):
    return Transcript.objects.filter(testimony=transcript.testimony_id).latest("version")


def test_the_page_says_the_consent_first_and_is_kept_by_nobody(client, transcriber, transcript):
    answer = client.get(url("transcript", transcript))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert page.index("desk-say") < page.index("Versions")
    assert "My mother wrote to the district" in page


@pytest.mark.parametrize("role", ["publisher", "statement_taker", "administrator"])
@pytest.mark.parametrize("name", ["transcript", "transcript_words", "transcript_compare"])
def test_roles_without_work_on_the_text_do_not_read_it(client, transcript, role, name):
    client.force_login(UserFactory(role=role))
    answer = client.get(url(name, transcript))
    assert answer.status_code == 403
    assert b"mother" not in answer.content


def test_a_redactor_reads_and_changes_nothing(client, transcript):
    client.force_login(UserFactory(role="redactor"))
    page = client.get(url("transcript", transcript)).content.decode()
    assert "<textarea" not in page
    assert save(client, transcript, [{"key": "s00001", "text": "No."}]).status_code == 403
    assert client.post(url("transcript_accept", transcript)).status_code == 403
    assert Transcript.objects.count() == 1


def test_nobody_without_a_sign_in_gets_a_word(client, transcript):
    answer = client.get(url("transcript_words", transcript))
    assert answer.status_code in (302, 403)
    assert b"mother" not in answer.content


def test_a_word_in_the_transcript_is_never_html(client, transcriber):
    transcript = TranscriptFactory(spoken=[("giver-1", f"Before {HOSTILE} after.")], machine=True)
    for name in ("transcript", "transcript_compare"):
        page = client.get(url(name, transcript) + "?all=1").content.decode()
        assert "<img" not in page
        assert "&lt;img" in page


def test_words_come_with_ids_times_and_doubts(client, transcriber, transcript):
    sent = client.get(url("transcript_words", transcript)).json()
    first = transcript.segments.first()
    assert sent["version"] == 1
    assert [word[0] for word in sent["turns"][0]["words"]] == [word["id"] for word in first.words]
    assert sent["turns"][0]["words"][0][2:] == [1000, 1360, 0.95]


def test_saving_makes_a_new_version_and_keeps_ids_and_times_of_what_did_not_change(
    client, transcriber, transcript
):
    before = transcript.segments.get(key="s00002")
    answer = save(
        client,
        transcript,
        [{"key": "s00002", "text": "My mother wrote to the county on the fourth of February."}],
    )
    assert answer.status_code == 200
    made = newest(transcript)
    assert (made.version, made.kind, made.created_by_id) == (
        2,
        TranscriptKind.CORRECTED,
        transcriber.pk,
    )
    after = made.segments.get(key="s00002")
    assert [word["id"] for word in after.words[:5]] == [word["id"] for word in before.words[:5]]
    assert after.words[6]["start"] == before.words[6]["start"]
    assert after.words[5]["text"] == "county"
    assert texts(transcript)[1].split()[5] == "district"
    assert answer.json()["transcript"]["version"] == 2


def test_a_turn_is_split_and_joined_and_the_words_keep_their_times(client, transcriber, transcript):
    old = {word["id"]: word["start"] for s in transcript.segments.all() for word in s.words}
    save(
        client,
        transcript,
        [
            {"key": "s00002", "text": "My mother wrote"},
            {
                "key": "new-1",
                "split_from": "s00002",
                "text": "to the district on the fourth of February.",
                "speaker": "asker",
            },
            {
                "key": "s00004",
                "text": "How many letters were there? Sixty-one. Nobody wrote it"
                " down. So it had not happened.",
            },
            {"key": "s00005", "joined_into": "s00004"},
        ],
    )
    made = newest(transcript)
    assert texts(made)[1:3] == ["My mother wrote", "to the district on the fourth of February."]
    assert texts(made)[-1].startswith("How many letters were there? Sixty-one.")
    assert made.segments.all()[2].speaker == "asker"
    assert {w["id"]: w["start"] for s in made.segments.all() for w in s.words} == old


def test_a_stale_version_is_a_conflict_and_changes_nothing(client, transcriber, transcript):
    save(client, transcript, [{"key": "s00001", "text": "First."}])
    answer = save(client, transcript, [{"key": "s00001", "text": "Second."}])
    assert answer.status_code == 409
    assert answer.json()["version"] == 2
    assert "Somebody else" in answer.json()["sentence"]
    assert texts(newest(transcript))[0] == "First."


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        '{"transcript": "no"}',
        '{"transcript": null, "edits": []}',
        '{"edits": "all"}',
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(client, transcriber, transcript, body):
    answer = client.post(
        url("transcript_save", transcript),
        body,
        content_type="application/json",
        HTTP_ACCEPT="application/json",
    )
    assert answer.status_code == 400
    assert answer.json()["sentence"].endswith(".")
    assert Transcript.objects.count() == 1


@pytest.mark.parametrize(
    "edit",
    [
        {"key": 3},
        {"key": "s00001", "text": 3},
        {"key": "s00001", "kept": "w00001"},
        {"key": "s00001", "struck": "yes"},
        {"key": "s00001", "text": "x" * 50_001},
        {"key": "s99999", "text": "nowhere"},
    ],
)
def test_an_edit_that_is_none_is_refused(client, transcriber, transcript, edit):
    assert save(client, transcript, [edit]).status_code == 400
    assert Transcript.objects.count() == 1


def test_a_transcript_of_another_testimony_is_not_reached(client, transcriber, transcript):
    other = TranscriptFactory(machine=True)
    answer = client.post(
        url("transcript_save", transcript),
        json.dumps({"transcript": str(other.pk), "edits": [{"key": "s00001", "text": "No."}]}),
        content_type="application/json",
        HTTP_ACCEPT="application/json",
    )
    assert answer.status_code == 400
    assert texts(newest(other)) == texts(other)


def test_without_script_a_line_break_splits_and_a_box_joins(client, transcriber, transcript):
    fields = form_of(
        transcript,
        **{
            "text:s00002": "My mother wrote\r\nto the district on the fourth of February.",
            "join:s00005": "1",
            "speaker:s00001": "other-1",
        },
    )
    answer = client.post(url("transcript_save", transcript), fields)
    assert answer.status_code == 302
    made = newest(transcript)
    assert texts(made)[1] == "My mother wrote"
    assert texts(made)[-1].startswith("How many letters were there? Sixty-one.")
    assert made.segments.first().speaker == "other-1"


def test_without_script_nothing_changed_is_nothing_saved(client, transcriber, transcript):
    client.post(url("transcript_save", transcript), form_of(transcript))
    assert Transcript.objects.count() == 1


def test_without_script_a_conflict_gives_back_what_was_typed(client, transcriber, transcript):
    save(client, transcript, [{"key": "s00001", "text": "Somebody else wrote this."}])
    answer = client.post(
        url("transcript_save", transcript),
        form_of(transcript, **{"text:s00002": "This is what I typed."}),
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "This is what I typed." in page
    assert "Somebody else wrote this." in page
    assert str(newest(transcript).pk) in page


def test_a_doubted_stretch_is_decided_before_the_transcript_is_accepted(
    client, transcriber, transcript
):
    Segment.objects.filter(transcript=transcript, key="s00005").update(flags=["silence"])
    page = client.get(url("transcript", transcript)).content.decode()
    assert "words where nobody speaks" in page
    refused = client.post(
        url("transcript_accept", transcript),
        {"transcript": transcript.pk},
        HTTP_ACCEPT="application/json",
    )
    assert refused.status_code == 400
    assert newest(transcript).kind == TranscriptKind.MACHINE
    save(client, transcript, [{"key": "s00005", "struck": True}])
    accepted = client.post(
        url("transcript_accept", transcript),
        {"transcript": newest(transcript).pk},
        HTTP_ACCEPT="application/json",
    )
    assert accepted.status_code == 200
    assert newest(transcript).kind == TranscriptKind.REVIEWED
    assert newest(transcript).segments.get(key="s00005").struck


def test_the_version_that_was_read_is_the_one_that_is_accepted(client, transcriber, transcript):
    save(client, transcript, [{"key": "s00001", "text": "Changed since."}])
    answer = client.post(
        url("transcript_accept", transcript),
        {"transcript": transcript.pk},
        HTTP_ACCEPT="application/json",
    )
    assert answer.status_code == 409
    assert newest(transcript).kind == TranscriptKind.CORRECTED


def test_a_long_transcript_is_sent_in_parts_that_django_takes_as_a_form(client, transcriber):
    spoken = [("giver-1", f"Turn number {n} is said here.") for n in range(250)]
    transcript = TranscriptFactory(machine=True, spoken=spoken)
    page = client.get(url("transcript", transcript) + "?part=3").content.decode()
    assert "Turn number 249" in page
    assert "Turn number 100 " not in page
    assert page.count("<textarea") == 50


def test_two_versions_are_compared_word_by_word(client, transcriber, transcript):
    save(
        client,
        transcript,
        [{"key": "s00002", "text": "My mother wrote to the county on the fourth of February."}],
    )
    page = client.get(url("transcript_compare", transcript) + "?from=1&to=2").content.decode()
    assert "county" in page
    assert "district" in page
    assert "left out: 4." in page


def test_comparing_puts_words_together_by_time_when_turns_were_split():
    older = [
        Segment(key="s1", start_ms=0, end_ms=900, speaker="asker", words=_words("one two three"))
    ]
    newer = [
        Segment(key="s1", start_ms=0, end_ms=300, speaker="asker", words=_words("one")),
        Segment(
            key="s2", start_ms=300, end_ms=900, speaker="giver-1", words=_words("two 3", at=300)
        ),
    ]
    rows = compare(older, newer)
    assert [row.changed for row in rows] == [False, True]
    assert rows[1].parts == [("same", "two"), ("gone", "three"), ("new", "3")]
    assert rows[1].speaker_before == "asker"


def test_no_transcript_yet_is_a_sentence(client, transcriber):
    testimony = TestimonyFactory()
    page = client.get(reverse("desk:transcript", args=[testimony.pk]))
    assert page.status_code == 200
    assert "There is no transcript yet" in page.content.decode()
    assert client.get(reverse("desk:transcript_words", args=[testimony.pk])).status_code == 409


def _words(text, *, at=0):
    return [
        {"id": f"w{at + n}", "text": word, "start": at + 300 * n, "end": at + 300 * n + 250, "p": 1}
        for n, word in enumerate(text.split())
    ]


def test_every_doubt_of_the_machine_is_said_to_the_script(client, transcriber, transcript):
    page = client.get(url("transcript", transcript))
    said = page.context["desk_data"]["flags"]
    assert set(said) == {"silence", "repeats", "too_fast", "times", "language"}
    assert len(set(said.values())) == len(said)


def test_an_earlier_version_is_continued_from_its_place_in_the_list(
    client, transcriber, transcript
):
    save(client, transcript, [{"key": "s00001", "text": "Better."}])
    better = newest(transcript)
    again = TranscriptFactory(
        testimony=transcript.testimony, recording=transcript.recording, machine=True
    )
    page = client.get(url("transcript", transcript)).content.decode()
    assert "Continue from transcript 2" in page
    assert "Continue from transcript 3" not in page
    sent = {"from": str(better.pk), "transcript": str(again.pk)}
    assert client.post(url("transcript_continue", transcript), sent).status_code == 302
    made = newest(transcript)
    assert (made.version, made.parent, texts(made)) == (4, better, texts(better))
    answer = client.post(
        url("transcript_continue", transcript), sent, HTTP_ACCEPT="application/json"
    )
    assert answer.status_code == 409


@pytest.mark.parametrize("text", ["before\0after", "\ud800 x", "x \udfff"])
def test_what_is_no_writing_is_refused_with_a_sentence(client, transcriber, transcript, text):
    answer = save(client, transcript, [{"key": "s00001", "text": text}])
    assert answer.status_code == 400
    assert "cannot be kept as text" in answer.json()["sentence"]
    sent = form_of(transcript, **{"text:s00001": "before\0after"})
    answer = client.post(url("transcript_save", transcript), sent, follow=True)
    assert "cannot be kept as text" in answer.content.decode()
    assert Transcript.objects.count() == 1


def test_a_text_without_a_word_is_not_accepted(client, transcriber, transcript):
    save(client, transcript, [{"key": s.key, "text": ""} for s in transcript.segments.all()])
    emptied = newest(transcript)
    assert not emptied.segments.exists()
    sent = {"transcript": str(emptied.pk)}
    answer = client.post(url("transcript_accept", transcript), sent, follow=True)
    assert "This text holds no words" in answer.content.decode()
    assert newest(transcript) == emptied


class Test_a_copy_of_a_transcript:
    @pytest.mark.parametrize("form", ["vtt", "srt", "txt", "json"])
    def test_is_handed_out_as_a_file_and_the_ledger_says_to_whom(
        self, client, transcriber, transcript, form
    ):
        assert 'name="form"' in client.get(url("transcript", transcript)).content.decode()
        sent = {"transcript": str(transcript.pk), "form": form}
        answer = client.post(url("transcript_export", transcript), sent)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        disposition = answer["Content-Disposition"]
        assert disposition.startswith("attachment")
        assert f"-1-machine.{form}" in disposition
        assert "mother" in answer.content.decode()
        row = LedgerEntry.objects.get(act="transcript.export")
        assert (row.actor, row.record) == (str(transcriber.pk), str(transcript.pk))
        assert row.details == {"version": 1, "form": form}

    @pytest.mark.parametrize("changed", [{"form": "doc"}, {"transcript": "nothing"}])
    def test_of_what_there_is_not_is_refused(self, client, transcriber, transcript, changed):
        sent = {"transcript": str(transcript.pk), "form": "txt", **changed}
        assert client.post(url("transcript_export", transcript), sent).status_code == 302
        assert not LedgerEntry.objects.exists()

    def test_without_its_row_in_the_ledger_leaves_nobody(
        self, transcript, transcriber, monkeypatch
    ):
        def fails(**kwargs):
            raise ConnectionError

        monkeypatch.setattr("archive.transcript.exports.ledger_append", fails)
        with pytest.raises(ConnectionError):
            transcript_hand_out(transcript=transcript, form="txt", by=transcriber, at=NOW)


class Test_a_testimony_with_two_recordings:
    @pytest.fixture
    def second(self, transcript):
        recording = RecordingFactory(testimony=transcript.testimony)
        return TranscriptFactory(
            testimony=transcript.testimony,
            recording=recording,
            machine=True,
            spoken=[("giver-1", "The second tape begins here.")],
        )

    def of(self, name, transcript):
        return f"{url(name, transcript)}?recording={transcript.recording_id}"

    def test_each_text_opens_and_both_are_offered(self, client, transcriber, transcript, second):
        for one, words, other in (
            (transcript, "My mother wrote", "The second tape"),
            (second, "The second tape", "My mother wrote"),
        ):
            page = client.get(self.of("transcript", one)).content.decode()
            assert words in page
            assert other not in page
            for each in (transcript, second):
                assert f"?recording={each.recording_id}" in page
            sent = client.get(self.of("transcript_words", one)).json()
            assert sent["id"] == str(one.pk)
            compared = client.get(self.of("transcript_compare", one) + "&all=1").content.decode()
            assert other not in compared

    def test_one_alone_is_not_offered_as_a_choice(self, client, transcriber, transcript):
        assert "?recording=" not in client.get(url("transcript", transcript)).content.decode()

    def test_saving_and_accepting_stay_with_the_recording(
        self, client, transcriber, transcript, second
    ):
        answer = client.post(url("transcript_save", transcript), form_of(transcript, part="2"))
        assert answer["Location"] == self.of("transcript", transcript)
        answer = client.post(
            url("transcript_save", transcript),
            form_of(transcript, **{"text:s00001": "Another beginning."}),
        )
        assert answer["Location"] == self.of("transcript", transcript) + "&part=1"
        made = newest(transcript)
        assert made.recording == transcript.recording
        answer = client.post(url("transcript_accept", made), {"transcript": str(made.pk)})
        assert answer["Location"] == self.of("transcript", transcript)
        assert newest(transcript).kind == TranscriptKind.REVIEWED
        assert second.recording.transcripts.get().kind == TranscriptKind.MACHINE

    def test_my_day_names_each_text_that_nobody_has_read(
        self, client, transcriber, transcript, second
    ):
        day = client.get(reverse("desk:home")).content.decode()
        for each in (transcript, second):
            assert self.of("transcript", each) in day
        recording_set_aside(recording=transcript.recording, by=transcriber, at=NOW)
        day = client.get(reverse("desk:home")).content.decode()
        assert self.of("transcript", second) in day
        assert self.of("transcript", transcript) not in day

    @pytest.mark.parametrize("sent", ["nothing", "written", "0e4ab83c-3a1f-4a52-9c8c-6b8b1f6d1a11"])
    def test_a_recording_of_another_testimony_is_not_found(self, client, transcriber, second, sent):
        answer = client.get(url("transcript_words", second), {"recording": sent})
        assert answer.status_code == (409 if sent == "written" else 404)
