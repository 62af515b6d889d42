"""From the vault to an open edition: what is in it, who approves it, what voids the approval."""

import json

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from archive.consent.models import Attribution
from archive.consent.services import consent_record
from archive.desk.candidate.page import why_not_approve
from archive.edition.models import Edition, EditionState, FileKind
from archive.gate import GateRefused
from archive.ledger.canonical import sha256_of
from archive.publishing.models import Approval, CandidateJob
from archive.publishing.sealing import manifest_of
from archive.publishing.services import (
    candidate_approve,
    candidate_discard,
    candidate_request,
    candidate_run_one,
    edition_edges,
    edition_open,
    editions_expire,
)
from archive.redaction.models import ReasonCode, RedactionKind
from archive.redaction.services import (
    name_occurrences,
    name_protect,
    occurrence_keep,
    redaction_decide,
    redaction_lift,
    redaction_propose,
)
from archive.refusal import SamePerson
from archive.roles import roles_create
from archive.testimony.services import testimony_describe
from archive.withdrawal.models import PurgeJob, PurgeTarget
from media.audience import Audience
from media.files import file_delete, file_exists, file_open, file_write
from media.jobs import JobState
from media.refusal import Refused
from search.outbox.models import OutboxEntry
from tests.archive.publishing_case import (
    approved,
    candidate,
    ids_of,
    published,
    redact,
    testimony_ready,
)
from tests.factories import NOW, ConsentFactory, GiverFactory, TranscriptFactory, UserFactory

pytestmark = pytest.mark.django_db

TEXT_ONLY = {"text": True, "sound": False}


def read(edition, kind: str) -> str:
    with file_open(edition.files.get(kind=kind).key) as file:
        return file.read().decode()


def refused(call) -> set[str]:
    """Codes with which the gate refuses."""
    with pytest.raises(GateRefused) as refusal:
        call()
    return {line.code for line in refusal.value.decision.refusals}


# --- What is in a candidate -----------------------------------------------------------------


@pytest.mark.whisper
def test_a_removed_name_stands_in_nothing_that_was_built():
    testimony = testimony_ready()
    redact(testimony, "Sergeant Pellworth,")
    edition = candidate(testimony)
    assert set(edition.files.values_list("kind", flat=True)) == set(FileKind.values)
    for kind in ("captions", "text", "words", "peaks"):
        assert "ellworth" not in read(edition, kind)
    with file_open(edition.files.get(kind="sound").key) as file:
        assert b"ellworth" not in file.read()
    assert "ellworth" not in json.dumps(edition.manifest)
    turns = [turn.parts for turn in edition.turns.all()]
    assert turns[2] == [
        {"text": "The first answer came from"},
        {"cut": "PRIV"},
        {"text": "and it said the matter was closed."},
    ]
    report = edition.leak_report
    assert list(report.findings.values_list("check_name", "where")) == []
    assert report.measurements["core_dbfs"] <= -90
    assert report.measurements["edge_dbfs"] <= -60
    assert abs(json.loads(read(edition, "peaks"))["duration_ms"] - edition.duration_ms) <= 50


def test_marks_have_one_length_whatever_was_removed():
    testimony = testimony_ready(media=TEXT_ONLY)
    redact(testimony, "This is a statement to the commission.")
    redact(testimony, "down.")
    edition = candidate(testimony)
    text = read(edition, "text")
    assert text.count("[removed: PRIV]") == 2
    assert "commission" not in text
    words = json.loads(read(edition, "words"))["words"]
    assert [set(word) for word in words if "cut" in word] == [{"turn", "start", "end", "cut"}] * 2
    assert [item["words"] for item in edition.removed] == [7, 1]


def test_a_span_over_the_edge_of_a_segment_has_one_mark():
    testimony = testimony_ready(media=TEXT_ONLY)
    words = [w for s in testimony.transcripts.last().segments.all() for w in s.words]
    redaction = redact_ids(testimony, [word["id"] for word in words[10:14]])
    edition = candidate(testimony)
    assert read(edition, "text").count("[removed: PRIV]") == 1
    assert sum("cut" in part for turn in edition.turns.all() for part in turn.parts) == 1
    entries = json.loads(read(edition, "words"))["words"]
    assert [item["cut"] for item in entries if "cut" in item] == ["PRIV"]
    assert not edition.leak_report.findings.filter(redaction_id=str(redaction.pk)).exists()


def test_a_segment_that_is_withheld_as_a_whole_within_a_span_leaves_no_turn():
    testimony = testimony_ready(media=TEXT_ONLY)
    first, second, third = list(testimony.transcripts.last().segments.all())[:3]
    ids = [w["id"] for w in [*first.words[-2:], *second.words, *third.words[:1]]]
    redact_ids(testimony, ids)
    edition = candidate(testimony)
    assert edition.turns.count() == 4
    assert sum("cut" in part for turn in edition.turns.all() for part in turn.parts) == 1


def test_words_between_two_removed_ones_part_their_marks():
    testimony = testimony_ready(media=TEXT_ONLY)
    redact(testimony, "This")
    redact(testimony, "a")
    parts = candidate(testimony).turns.get(position=0).parts
    assert parts[:3] == [{"cut": "PRIV"}, {"text": "is"}, {"cut": "PRIV"}]


@pytest.mark.parametrize("kind", ["remove", "generalise"])
def test_published_times_do_not_tell_how_long_a_removed_word_was(kind):
    testimony = testimony_ready(media=TEXT_ONLY)
    replacement = "an officer" if kind == "generalise" else ""
    redaction = redact(testimony, "Pellworth,", kind=kind, replacement=replacement)
    entries = json.loads(read(candidate(testimony), "words"))["words"]
    (removed,) = [item for item in entries if "cut" in item or "put" in item]
    assert (removed["start"], removed["end"]) == (
        redaction.sound_start_ms,
        redaction.sound_end_ms,
    )


def redact_ids(testimony, ids):
    redaction = redaction_propose(
        testimony=testimony,
        recording=testimony.recordings.first(),
        kind=RedactionKind.REMOVE,
        reason=ReasonCode.PRIV,
        word_ids=ids,
        by=UserFactory(),
        at=NOW,
    )
    from archive.redaction.services import redaction_decide

    return redaction_decide(redaction=redaction, approve=True, by=UserFactory(), at=NOW)


def test_a_replacement_is_published_with_its_reason():
    testimony = testimony_ready(media=TEXT_ONLY)
    redact(
        testimony,
        "Sergeant Pellworth,",
        kind=RedactionKind.GENERALISE,
        replacement="an officer",
        reason=ReasonCode.THIRD,
    )
    edition = candidate(testimony)
    assert edition.turns.get(position=2).parts[1] == {"text": "an officer,", "put": "THIRD"}
    assert "came from an officer, and it said" in read(edition, "text")
    assert not edition.leak_report.findings.exists()


def test_researchers_read_what_is_open_to_them_and_the_public_does_not():
    testimony = testimony_ready(media=TEXT_ONLY, original_name="interview-0021.wav")
    redact(testimony, "Sergeant Pellworth,", open_to_research=True)
    assert "Pellworth" in read(candidate(testimony, Audience.RESEARCH), "text")
    assert "Pellworth" not in read(candidate(testimony, Audience.PUBLIC), "text")


def test_without_agreement_to_the_voice_there_is_no_sound():
    edition = candidate(testimony_ready(media=TEXT_ONLY))
    assert set(edition.files.values_list("kind", flat=True)) == {"captions", "text", "words"}
    assert edition.media == {"text": True, "sound": False, "image": False}


@pytest.mark.parametrize(
    ("attribution", "title", "label"),
    [
        (Attribution.PUBLIC_NAME, "Wren", "Wren"),
        (Attribution.ANONYMOUS, "A person who testified", "The person who testified"),
    ],
)
def test_the_giver_is_called_what_they_chose_everywhere(attribution, title, label):
    testimony = testimony_ready(media=TEXT_ONLY, attribution=attribution)
    edition = candidate(testimony)
    assert edition.title == title
    assert f"<v {label}>" in read(edition, "captions")
    assert set(edition.turns.values_list("speaker", "asks")) == {
        (label, False),
        ("Statement taker", True),
    }
    assert "Ines" not in read(edition, "text")


def test_a_label_that_is_no_label_of_ours_does_not_go_out():
    spoken = [("Sergeant Quist", "We came at nine."), ("other-1", "So did I.")]
    edition = candidate(testimony_ready(media=TEXT_ONLY, spoken=spoken))
    assert list(edition.turns.values_list("speaker", flat=True)) == ["A speaker", "Another person"]


def test_several_givers_are_told_apart_without_names():
    testimony = testimony_ready(
        media=TEXT_ONLY, spoken=[("giver-1", "We went."), ("giver-2", "By boat.")]
    )
    second = GiverFactory(real_name="Thandi Okonkwo")
    testimony.giver_links.create(giver=second, position=2)
    ConsentFactory(
        testimony=testimony, giver=second, attribution=Attribution.ANONYMOUS, media=TEXT_ONLY
    )
    edition = candidate(testimony)
    assert edition.title == "2 people who testified"
    assert list(edition.turns.values_list("speaker", flat=True)) == [
        "Person 1 who testified",
        "Person 2 who testified",
    ]


def test_a_stretch_without_words_is_marked_where_it_is():
    testimony = testimony_ready(media=TEXT_ONLY)
    redaction = redaction_propose(
        testimony=testimony,
        recording=testimony.recordings.first(),
        kind=RedactionKind.MUTE,
        reason=ReasonCode.SAFE,
        start_ms=6300,
        end_ms=6900,
        by=UserFactory(),
        at=NOW,
    )
    redaction_decide(redaction=redaction, approve=True, by=UserFactory(), at=NOW)
    parts = candidate(testimony).turns.get(position=0).parts
    assert parts[-1] == {"cut": "SAFE"}


# --- The manifest ---------------------------------------------------------------------------


def test_the_manifest_binds_rows_and_files():
    edition = candidate(testimony_ready(media=TEXT_ONLY))
    assert edition.manifest_hash == sha256_of(edition.manifest)
    assert manifest_of(edition) == edition.manifest
    turn = edition.turns.get(position=1)
    turn.parts = [{"text": "Something else."}]
    turn.save()
    assert manifest_of(edition) != edition.manifest


def test_files_have_random_names_and_none_of_the_original():
    edition = candidate(testimony_ready(media=TEXT_ONLY))
    keys = list(edition.files.values_list("key", flat=True))
    assert all(len(key) == 32 for key in keys)
    assert len(set(keys)) == len(keys)
    assert not any("ellworth" in key.lower() for key in keys)


# --- Building -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda t: t.transcripts.update(kind="machine"), "transcript_machine"),
        (lambda t: t.transcripts.update(kind="corrected"), "transcript_not_accepted"),
        (lambda t: type(t).objects.filter(pk=t.pk).update(summary=""), "summary_missing"),
        (
            lambda t: name_protect(
                testimony=t, name="Pellworth", reason="PRIV", by=UserFactory(), at=NOW
            ),
            "names_wait",
        ),
    ],
)
def test_nothing_is_built_before_people_have_done_their_part(change, code):
    testimony = testimony_ready(media=TEXT_ONLY)
    change(testimony)
    assert refused(
        lambda: candidate_request(
            testimony=testimony, audience=Audience.PUBLIC, by=UserFactory(), at=NOW
        )
    ) == {code}
    assert not CandidateJob.objects.exists()


def test_asking_twice_builds_once():
    testimony, person = testimony_ready(media=TEXT_ONLY), UserFactory()
    jobs = {
        candidate_request(testimony=testimony, audience=Audience.PUBLIC, by=person, at=NOW).pk
        for _ in range(2)
    }
    assert len(jobs) == 1


@pytest.mark.parametrize("other", ["person", "sentence"])
def test_what_waits_to_be_built_is_not_taken_for_what_somebody_else_asks_for(other):
    """Their sentence would be dropped, and their hand in it forgotten."""
    testimony, person = testimony_ready(media=TEXT_ONLY), UserFactory()

    def ask(by, what_changed, audience=Audience.PUBLIC):
        return candidate_request(
            testimony=testimony, audience=audience, by=by, at=NOW, what_changed=what_changed
        )

    said = "A name was taken out."
    job = ask(person, said)
    again = (UserFactory(), said) if other == "person" else (person, "Two names were taken out.")
    with pytest.raises(Refused) as refusal:
        ask(*again)
    assert refusal.value.code == "waiting"
    ask(UserFactory(), "For researchers.", Audience.RESEARCH)
    while candidate_run_one("worker-1"):
        pass
    job.refresh_from_db()
    assert job.edition.what_changed == said
    assert ask(UserFactory(), "Another one.").state == JobState.WAITING


def test_a_new_candidate_throws_the_old_one_away():
    testimony = testimony_ready(media=TEXT_ONLY)
    first, second = candidate(testimony), candidate(testimony)
    first.refresh_from_db()
    assert first.state == EditionState.DISCARDED
    assert second.state == EditionState.CANDIDATE
    assert first.purges.filter(target=PurgeTarget.FILE).count() == first.files.count()


def test_what_changes_while_it_is_built_is_not_sealed(monkeypatch):
    testimony = testimony_ready(media=TEXT_ONLY)
    job = candidate_request(testimony=testimony, audience=Audience.PUBLIC, by=UserFactory(), at=NOW)
    from archive.publishing import building

    written = building._files_write

    def write_and_change(*args):
        written(*args)
        testimony_describe(testimony=testimony, summary="Another.", by=UserFactory(), at=NOW)

    monkeypatch.setattr(building, "_files_write", write_and_change)
    assert candidate_run_one("worker-1")
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.WAITING, "changed_meanwhile")
    assert job.edition.state == EditionState.DISCARDED
    assert job.edition.manifest_hash == ""
    assert not any(file_exists(file.key) for file in job.edition.files.all())


def test_a_worker_that_lost_its_job_leaves_no_file(monkeypatch):
    """Another worker takes over while the first one writes; the first cleans up after itself."""
    testimony = testimony_ready(media=TEXT_ONLY)
    job = candidate_request(testimony=testimony, audience=Audience.PUBLIC, by=UserFactory(), at=NOW)
    from archive.publishing import building

    write = building.file_write

    def write_and_lose(**kwargs):
        CandidateJob.objects.filter(pk=job.pk).update(fence=99)
        return write(**kwargs)

    monkeypatch.setattr(building, "file_write", write_and_lose)
    assert candidate_run_one("worker-1")
    edition = Edition.objects.get()
    assert edition.state == EditionState.DISCARDED
    assert not any(file_exists(file.key) for file in edition.files.all())


def test_a_store_that_fails_is_told_by_a_code_and_tried_again(monkeypatch):
    testimony = testimony_ready(media=TEXT_ONLY)
    job = candidate_request(testimony=testimony, audience=Audience.PUBLIC, by=UserFactory(), at=NOW)
    from archive.publishing import building

    def full(**kwargs):
        raise OSError("No space left on device: Pellworth interview")

    with monkeypatch.context() as patched:
        patched.setattr(building, "file_write", full)
        assert candidate_run_one("worker-1")
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.WAITING, "failed_OSError")
    CandidateJob.objects.update(not_before=None)
    assert candidate_run_one("worker-1")
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert job.edition.state == EditionState.CANDIDATE


# --- Approval -------------------------------------------------------------------------------


def hands(case: str):
    """A candidate, and somebody who had that hand in it."""
    testimony = testimony_ready(media=TEXT_ONLY)
    person = UserFactory()
    if case == "proposed":
        redact(testimony, "Sergeant Pellworth,", by=person)
    elif case == "proposed and was refused":
        redaction = redaction_propose(
            testimony=testimony,
            recording=testimony.recordings.first(),
            kind=RedactionKind.REMOVE,
            reason=ReasonCode.PRIV,
            word_ids=ids_of(testimony, "fourth of February."),
            by=person,
            at=NOW,
        )
        redaction_decide(redaction=redaction, approve=False, by=UserFactory(), at=NOW)
    elif case == "proposed a lift":
        redaction = redact(testimony, "fourth of February.")
        redaction_lift(redaction=redaction, by=person, at=NOW)
    elif case == "proposed the lift":
        redaction = redact(testimony, "fourth of February.")
        for by in (person, UserFactory()):
            redaction_lift(redaction=redaction, by=by, at=NOW)
    elif case == "kept a name":
        name = name_protect(
            testimony=testimony, name="Pellworth", reason="PRIV", by=UserFactory(), at=NOW
        )
        (place,) = name_occurrences(name)
        occurrence_keep(
            protected_name=name, word_ids=place.word_ids, why="Agreed.", by=person, at=NOW
        )
    edition = candidate(testimony, by=person if case == "asked for it" else None)
    return edition, person


@pytest.mark.parametrize(
    "case",
    [
        "proposed",
        "proposed and was refused",
        "proposed a lift",
        "proposed the lift",
        "kept a name",
        "asked for it",
    ],
)
def test_whoever_had_a_hand_in_it_does_not_approve_it(case):
    from tests.archive.publishing_case import settle

    edition, person = hands(case)
    settle(edition)
    roles_create()
    person.groups.add(Group.objects.get(name="approver"))
    assert why_not_approve(edition, person), "the page says so before anything is pressed"
    with pytest.raises(SamePerson):
        candidate_approve(
            edition=edition,
            manifest_hash=edition.manifest_hash,
            edges_heard=0,
            by=person,
            at=NOW,
        )
    # Nor by going round the service.
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(
            edition=edition,
            manifest_hash=edition.manifest_hash,
            approved_by=person,
            approved_at=NOW,
        )


def test_an_approval_is_of_exactly_one_manifest():
    edition = candidate(testimony_ready(media=TEXT_ONLY, original_name="0021.wav"))
    from tests.archive.publishing_case import settle

    settle(edition)
    with pytest.raises(Refused) as refusal:
        candidate_approve(
            edition=edition, manifest_hash="0" * 64, edges_heard=0, by=UserFactory(), at=NOW
        )
    assert refusal.value.code == "manifest"


def test_findings_block_until_a_person_has_dealt_with_each():
    # The giver's own surname is spoken; nobody took it out.
    edition = candidate(testimony_ready(media=TEXT_ONLY))
    assert edition.leak_report.findings.exists()
    with pytest.raises(Refused) as refusal:
        candidate_approve(
            edition=edition,
            manifest_hash=edition.manifest_hash,
            edges_heard=0,
            by=UserFactory(),
            at=NOW,
        )
    assert refusal.value.code == "findings"
    assert "leaks_found" in refused(lambda: edition_open(edition=edition, by=UserFactory(), at=NOW))


@pytest.mark.whisper
def test_the_edges_are_heard_before_it_is_approved():
    testimony = testimony_ready()
    redact(testimony, "Sergeant Pellworth,")
    edition = candidate(testimony)
    assert len(edition_edges(edition)) == 2
    with pytest.raises(Refused) as refusal:
        candidate_approve(
            edition=edition,
            manifest_hash=edition.manifest_hash,
            edges_heard=1,
            by=UserFactory(),
            at=NOW,
        )
    assert refusal.value.code == "edges_not_heard"


CHANGES = {
    "described": lambda t: testimony_describe(
        testimony=t, summary="told us more.", by=UserFactory(), at=NOW
    ),
    "redacted": lambda t: redact(t, "fourth of February."),
    "lifted": lambda t: [
        redaction_lift(redaction=t.redactions.get(), by=by, at=NOW)
        for by in (UserFactory(), UserFactory())
    ],
    "corrected": lambda t: TranscriptFactory(
        testimony=t, recording=t.recordings.first(), spoken=[("giver-1", "Something else.")]
    ),
    "consent": lambda t: consent_record(
        testimony=t,
        giver=t.givers.get(),
        uses=dict.fromkeys(["web_publication"], True),
        media={"text": True},
        attribution=Attribution.ANONYMOUS,
        how_given="written",
        form_language="en",
        given_on=NOW.date(),
        by=UserFactory(),
        at=NOW,
    ),
    "a hash": lambda t: Edition.objects.filter(testimony=t).update(manifest_hash="f" * 64),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_later_change_voids_the_approval(change):
    testimony = testimony_ready(media=TEXT_ONLY)
    redact(testimony, "Sergeant Pellworth,")
    edition = approved(testimony)
    CHANGES[change](testimony)
    assert refused(lambda: edition_open(edition=edition, by=UserFactory(), at=timezone.now()))
    edition.refresh_from_db()
    assert edition.state != EditionState.OPEN
    assert edition.number is None


# --- What opens is what was approved --------------------------------------------------------


def swap(file, data: bytes | None) -> None:
    """As by somebody who reaches the store: other bytes under the same key, or none."""
    file_delete(file.key)
    if data is not None:
        file_write(key=file.key, source=data)


ALTERATIONS = {
    "a file that is gone": lambda edition: swap(edition.files.get(kind="text"), None),
    "a file cut short": lambda edition: swap(edition.files.get(kind="words"), b"{}"),
    "a file's row": lambda edition: edition.files.filter(kind="text").update(sha256="0" * 64),
    "a file's row less": lambda edition: edition.files.filter(kind="words").delete(),
    "a turn": lambda edition: edition.turns.update(parts=[{"text": "Something else."}]),
    "a turn less": lambda edition: edition.turns.last().delete(),
    "the title": lambda edition: Edition.objects.filter(pk=edition.pk).update(title="Ines"),
    "the uses": lambda edition: Edition.objects.filter(pk=edition.pk).update(uses={}),
}


@pytest.mark.parametrize("what", ALTERATIONS)
def test_what_was_altered_after_the_approval_does_not_open(what):
    edition = approved(testimony_ready(media=TEXT_ONLY, original_name="0021.wav"))
    ALTERATIONS[what](edition)
    codes = refused(lambda: edition_open(edition=edition, by=UserFactory(), at=timezone.now()))
    assert codes == {"candidate_altered"}
    edition.refresh_from_db()
    assert (edition.state, edition.number) == (EditionState.CANDIDATE, None)


def as_long(edition) -> None:
    file = edition.files.get(kind="text")
    swap(file, b"x" * file.size)


@pytest.mark.parametrize("what", [*ALTERATIONS, "other bytes as long as the first"])
def test_what_was_altered_after_building_is_not_approved(what):
    from tests.archive.publishing_case import settle

    edition = candidate(testimony_ready(media=TEXT_ONLY, original_name="0021.wav"))
    settle(edition)
    ALTERATIONS.get(what, as_long)(edition)
    with pytest.raises(Refused) as refusal:
        candidate_approve(
            edition=edition,
            manifest_hash=edition.manifest_hash,
            edges_heard=0,
            by=UserFactory(),
            at=timezone.now(),
        )
    assert refusal.value.code == "altered"
    assert not Approval.objects.exists()


# --- Opening --------------------------------------------------------------------------------


def test_opening_gives_number_and_reference_and_tells_the_index():
    testimony = testimony_ready(media=TEXT_ONLY)
    redact(testimony, "Sergeant Pellworth,")
    edition = published(testimony)
    assert (edition.state, edition.number, edition.reference) == ("open", 1, "RB-0001")
    entry = OutboxEntry.objects.get()
    assert (entry.action, entry.record, entry.audience) == ("index", str(edition.pk), "public")
    testimony.refresh_from_db()
    assert testimony.reference == "RB-0001"


def test_a_new_edition_replaces_the_old_one_and_revokes_its_files():
    testimony = testimony_ready(media=TEXT_ONLY)
    redaction = redact(testimony, "Sergeant Pellworth,")
    first = published(testimony)
    for by in (UserFactory(), UserFactory()):
        redaction_lift(redaction=redaction, by=by, at=NOW)
    second = published(testimony, what_changed="Two words were given back.")
    first.refresh_from_db()
    assert (first.state, second.state) == (EditionState.SUPERSEDED, EditionState.OPEN)
    assert (first.number, second.number) == (1, 2)
    assert first.reference == second.reference == "RB-0001"
    waiting = set(first.purges.values_list("target", flat=True))
    assert waiting == {"file", "text", "index", "cache"}
    assert set(first.purges.filter(target="file").values_list("what", flat=True)) == set(
        first.files.values_list("key", flat=True)
    )
    assert list(OutboxEntry.objects.order_by("pk").values_list("action", "record")) == [
        ("index", str(first.pk)),
        ("remove", str(first.pk)),
        ("index", str(second.pk)),
    ]


def test_numbers_are_counted_without_gaps_at_the_first_opening_to_the_public():
    """Researchers' editions take none, so that a missing number tells nothing."""
    researched = testimony_ready(media=TEXT_ONLY, original_name="a.wav")
    redact(researched, "Sergeant Pellworth,")
    for_research = published(researched, Audience.RESEARCH)
    assert for_research.reference.startswith("RB-")
    assert len(for_research.reference) == len("RB-") + 8
    other = testimony_ready(media=TEXT_ONLY, original_name="b.wav")
    redact(other, "Sergeant Pellworth,")
    assert published(other).reference == "RB-0001"
    assert published(researched).reference == "RB-0002"
    for_research.refresh_from_db()
    # From then on there is one address for all.
    assert for_research.reference == "RB-0002"
    assert for_research.state == EditionState.OPEN
    assert set(researched.editions.values_list("number", flat=True)) == {1, 2}


def test_a_discarded_candidate_opens_no_more():
    edition = approved(testimony_ready(media=TEXT_ONLY))
    candidate_discard(edition=edition, by=UserFactory(), at=NOW)
    assert "candidate_missing" in refused(
        lambda: edition_open(edition=edition, by=UserFactory(), at=timezone.now())
    )


# --- Closing --------------------------------------------------------------------------------


def test_an_edition_closes_when_its_time_is_over():
    testimony = testimony_ready(media=TEXT_ONLY)
    edition = published(testimony)
    now = timezone.now()
    Edition.objects.filter(pk=edition.pk).update(open_until=now)
    assert editions_expire(at=now - timezone.timedelta(seconds=1)) == []
    assert editions_expire(at=now) == [edition]
    edition.refresh_from_db()
    assert edition.state == EditionState.CLOSED
    assert PurgeJob.objects.filter(edition=edition).exists()


@pytest.mark.parametrize(
    ("uses", "media", "attribution", "state"),
    [
        (["web_publication", "research"], ["text", "sound"], "public_name", "closed"),
        (None, ["text"], "public_name", "open"),
        (["research"], ["text"], "public_name", "closed"),
        (None, [], "public_name", "closed"),
        (None, ["text"], "anonymous", "closed"),
    ],
)
def test_a_narrower_consent_closes_what_shows_more(uses, media, attribution, state):
    testimony = testimony_ready(media=TEXT_ONLY)
    edition = published(testimony)
    everything = [use for use, yes in edition.uses.items() if yes]
    consent_record(
        testimony=testimony,
        giver=testimony.givers.get(),
        uses=dict.fromkeys(uses or everything, True),
        media=dict.fromkeys(media, True),
        attribution=attribution,
        public_name="Wren",
        how_given="written",
        form_language="en",
        given_on=NOW.date(),
        by=UserFactory(),
        at=timezone.now(),
    )
    edition.refresh_from_db()
    assert edition.state == state
