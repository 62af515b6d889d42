"""The leak check finds what somebody planted in any derivative, and nothing where nothing is."""

import json
from io import BytesIO

import pytest
from django.utils import timezone

from archive.consent.models import Use
from archive.edition.models import Edition
from archive.publishing.basis import basis_collect
from archive.publishing.leaks.check import leak_check
from archive.publishing.models import CandidateJob
from archive.testimony.services import testimony_describe
from media.audience import Audience
from media.files import file_delete, file_open, file_write
from media.jobs import JobState
from tests.archive.publishing_case import candidate, redact, testimony_ready
from tests.factories import NOW, AccessionFactory, UserFactory

pytestmark = pytest.mark.django_db

TEXT_ONLY = {"text": True, "sound": False}


@pytest.fixture
def built():
    testimony = testimony_ready(media=TEXT_ONLY)
    redact(testimony, "Sergeant Pellworth,")
    return candidate(testimony)


def checked_again(edition) -> set[tuple[str, str]]:
    """What the check finds in what lies in the store now."""
    CandidateJob.objects.filter(edition=edition).update(state=JobState.RUNNING)
    edition = Edition.objects.get(pk=edition.pk)
    basis = basis_collect(
        testimony=edition.testimony, audience=Audience(edition.audience), at=timezone.now()
    )
    report = leak_check(edition.job, edition, basis, at=timezone.now())
    return set(report.findings.values_list("check_name", "where"))


def plant(edition, kind: str, change) -> None:
    """Change the bytes of a built file."""
    key = edition.files.get(kind=kind).key
    with file_open(key) as file:
        data = file.read()
    file_delete(key)
    file_write(key=key, source=change(data.decode()).encode())


def test_a_clean_candidate_has_no_finding(built):
    assert checked_again(built) == set()


@pytest.mark.parametrize(
    "written",
    [
        "Pellworth",
        "PELLWORTH",
        "P&#101;llworth",
        "P&amp;#101;llworth",
        "Pell\u00adworth",
        "Ｐｅｌｌｗｏｒｔｈ",
        "Pell-worth",
        "péllworth’s",
    ],
)
@pytest.mark.parametrize("kind", ["captions", "text"])
def test_a_name_is_found_in_a_file_however_it_is_written(built, kind, written):
    plant(built, kind, lambda text: text.replace("[removed: PRIV]", written))
    assert ("protected_name", kind) in checked_again(built)


@pytest.mark.parametrize(("kind", "where"), [("captions", "captions"), ("text", "text")])
def test_a_withheld_word_is_found_in_its_place_although_it_is_said_elsewhere(kind, where):
    spoken = [("giver-1", "The river rose. The mill stood. The road went on.")]
    testimony = testimony_ready(media=TEXT_ONLY, spoken=spoken)
    redact(testimony, "The mill")
    edition = candidate(testimony)
    assert checked_again(edition) == set()
    plant(edition, kind, lambda text: text.replace("[removed: PRIV]", "The"))
    assert checked_again(edition) == {("redacted_text", where)}


def test_a_withheld_word_is_found_among_the_times_of_words(built):
    def change(text):
        shown = json.loads(text)
        place = next(n for n, word in enumerate(shown["words"]) if "cut" in word)
        shown["words"][place]["text"] = "Sergeant"
        return json.dumps(shown)

    plant(built, "words", change)
    assert checked_again(built) == {("redacted_text", "words")}


def test_a_withheld_word_is_found_in_the_rows(built):
    turn = built.turns.get(position=2)
    turn.parts = [{"text": "The first answer came from Sergeant"}]
    turn.save()
    assert ("redacted_text", "turns") in checked_again(built)


def test_a_name_is_found_in_a_note_of_the_captions(built):
    plant(built, "captions", lambda text: text.replace("NOTE Made", "NOTE Pellworth Made"))
    assert checked_again(built) == {("protected_name", "captions")}


def test_a_name_is_found_as_a_speaker(built):
    built.turns.filter(position=1).update(speaker="Ines")
    assert ("protected_name", "turns") in checked_again(built)


@pytest.mark.parametrize("field", ["title", "summary", "content_note", "place", "what_changed"])
def test_a_name_is_found_in_every_heading(built, field):
    Edition.objects.filter(pk=built.pk).update(**{field: "Visit to Pellworth’s house"})
    assert ("protected_name", field) in checked_again(built)


def test_a_name_is_found_in_the_notes_of_ranges(built):
    ranges = [{"start_ms": 0, "end_ms": 9, "note": "force used by Pellworth"}]
    Edition.objects.filter(pk=built.pk).update(content_ranges=ranges)
    assert ("protected_name", "content_ranges") in checked_again(built)


def test_the_name_the_file_came_with_is_found(built):
    testimony = testimony_ready(media=TEXT_ONLY, original_name="tape 14 ferry road.wav")
    redact(testimony, "Sergeant Pellworth,")
    testimony_describe(
        testimony=testimony, content_note="From Tape-14_Ferry Road.", by=UserFactory(), at=NOW
    )
    findings = candidate(testimony).leak_report.findings
    assert list(findings.values_list("check_name", "where")) == [("file_name", "content_note")]


def test_the_name_a_signed_paper_came_with_is_found():
    paper = AccessionFactory(original_name="Form 7 of the ferrywoman.pdf")
    testimony = testimony_ready(media=TEXT_ONLY, original_name="0021.wav", proof=paper)
    redact(testimony, "Sergeant Pellworth,")
    testimony_describe(
        testimony=testimony,
        content_note="See form 7 of the ferrywoman.",
        by=UserFactory(),
        at=NOW,
    )
    findings = candidate(testimony).leak_report.findings
    assert list(findings.values_list("check_name", "where")) == [("file_name", "content_note")]


def test_a_withheld_word_that_is_said_nowhere_else_is_found_in_the_summary():
    testimony = testimony_ready(media=TEXT_ONLY)
    redact(testimony, "Sergeant Pellworth,")
    testimony_describe(
        testimony=testimony, summary="What the sergeant answered.", by=UserFactory(), at=NOW
    )
    findings = candidate(testimony).leak_report.findings
    assert list(findings.values_list("check_name", "where")) == [("redacted_text", "summary")]


def test_the_report_holds_measures_and_no_word(built):
    report = built.leak_report
    assert "ellworth" not in json.dumps(report.measurements)
    assert report.manifest_hash == built.manifest_hash
    assert report.measurements["words_withheld"] == 2


# --- Sound ------------------------------------------------------------------------------------


@pytest.mark.whisper
def test_sound_left_in_a_span_is_found():
    """The file is put back as it would be without the redaction: levels and peaks tell."""
    testimony = testimony_ready(original_name="0021.wav")
    redact(testimony, "Sergeant Pellworth,")
    edition = candidate(testimony)
    from archive.publishing import writing
    from archive.publishing.composing import Composition, compose

    basis = basis_collect(testimony=testimony, audience=Audience.PUBLIC, at=timezone.now())
    made = compose(basis)
    loud = Composition(**{**vars(made), "silences": []})
    for built_file in writing.sound_build(loud, basis.recording, on_progress=lambda done: None):
        key = edition.files.get(kind=built_file.kind).key
        file_delete(key)
        file_write(key=key, source=built_file.source)
    assert checked_again(edition) == {("sound_level", "sound"), ("sound_level", "peaks")}


@pytest.mark.whisper
def test_metadata_in_the_sound_is_found():
    """A title that holds a name, written into the built file by another tool."""
    import av

    testimony = testimony_ready()
    redact(testimony, "Sergeant Pellworth,")
    edition = candidate(testimony)
    key = edition.files.get(kind="sound").key
    with file_open(key) as file:
        data = file.read()
    out = BytesIO()
    with av.open(BytesIO(data)) as source, av.open(out, "w", format="mp4") as target:
        target.metadata["title"] = "Ines Pellworth"
        stream = target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    file_delete(key)
    file_write(key=key, source=out.getvalue())
    assert {("metadata", "sound"), ("metadata", "sound_bytes")} <= checked_again(edition)


def test_without_weights_the_check_says_that_it_was_not_made(settings):
    settings.WHISPER_MODEL = "/nowhere/at/all"
    testimony = testimony_ready(original_name="0021.wav")
    redact(testimony, "Sergeant Pellworth,")
    edition = candidate(testimony)
    findings = edition.leak_report.findings
    assert list(findings.values_list("check_name", "where")) == [("not_checked", "sound")]


def test_no_machine_listens_where_that_was_not_agreed_to(monkeypatch):
    """A person hears each span instead: the report says of each that nobody has yet."""

    def listen(**_window):
        raise AssertionError("a machine was let near the sound")

    monkeypatch.setattr("archive.publishing.leaks.sound.window_transcribe", listen)
    uses = {use.value: use != Use.AI_PROCESSING for use in Use}
    testimony = testimony_ready(uses=uses, original_name="0021.wav")
    redaction = redact(testimony, "Sergeant Pellworth,")
    edition = candidate(testimony)
    (finding,) = edition.leak_report.findings.filter(check_name="not_checked")
    assert (finding.where, finding.redaction_id) == ("sound", str(redaction.pk))
    assert finding.resolved_at is None
