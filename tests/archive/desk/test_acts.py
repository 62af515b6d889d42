"""What staff do on the desk, step by step, and the sentences they read when it is not possible."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from archive.consent.models import Attribution, Consent, Medium, Use
from archive.consent.services import consent_in_force
from archive.edition.models import EditionState
from archive.holds.models import HoldKind
from archive.holds.services import hold_place
from archive.ledger.models import LedgerEntry
from archive.publishing.models import CandidateJob, LeakReport
from archive.testimony.models import Testimony
from archive.transcription.models import TranscriptionJob
from archive.withdrawal.models import Withdrawal
from search.outbox.services import outbox_index
from tests.factories import (
    NOW,
    ConsentFactory,
    EditionFactory,
    RecordingFactory,
    TestimonyFactory,
    TranscriptFactory,
    UserFactory,
    redaction_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_role(client):
    """Sign somebody in under a role; returns who."""

    def sign_in(role, user=None):
        user = user or UserFactory()
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return user

    from archive.roles import roles_create

    roles_create()
    return sign_in


def get(client, name, *args, **query):
    return client.get(reverse(f"desk:{name}", args=args), query).content.decode()


def post(client, name, *args, **data):
    return client.post(reverse(f"desk:{name}", args=args), data)


def answers(*yes: str, **changes) -> dict[str, str]:
    """A filled consent form: yes to what is named, no to all else."""
    asked = {f"use_{use.value}": "no" for use in Use}
    asked |= {f"medium_{medium.value}": "no" for medium in Medium}
    asked |= dict.fromkeys(yes, "yes")
    return {
        **asked,
        "attribution": "public_name",
        "public_name": "Wren",
        "agreement": "documented",
        "how_given": "written",
        "given_on": "2026-05-01",
        "form_language": "en",
        "form_text": "I agree.",
        **changes,
    }


# --- taking in -------------------------------------------------------------------------------


def test_a_testimony_of_two_people_is_taken_in(client, as_role):
    as_role("statement_taker")
    answer = post(
        client,
        "testimony_new",
        kind="interview",
        language="en",
        given_on="1996~",
        **{
            "giver-real_name": "Zebedee Quillfeather",
            "giver-contact": "letters",
            "others-TOTAL_FORMS": "2",
            "others-INITIAL_FORMS": "0",
            "others-0-real_name": "Ada Quillfeather",
        },
    )
    testimony = Testimony.objects.get()
    assert answer["Location"] == reverse("desk:testimony", args=[testimony.pk])
    names = [link.giver.real_name for link in testimony.giver_links.all()]
    assert names == ["Zebedee Quillfeather", "Ada Quillfeather"]


def test_what_cannot_be_right_stands_beside_its_field_and_nothing_is_lost(client, as_role):
    as_role("statement_taker")
    answer = post(
        client,
        "testimony_new",
        kind="statement",
        language="en",
        given_on="last spring",
        **{
            "giver-real_name": "Zebedee Quillfeather",
            "others-TOTAL_FORMS": "2",
            "others-INITIAL_FORMS": "0",
        },
    )
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Give a day, month, season or year" in said
    assert 'value="last spring"' in said
    assert 'aria-invalid="true"' in said
    assert not Testimony.objects.exists()


def test_a_name_is_shown_only_by_role_and_the_look_is_kept(client, as_role):
    testimony = TestimonyFactory(with_giver=True)
    taker = as_role("statement_taker")
    assert "Ines Pellworth" not in get(client, "testimony", testimony.pk)
    assert "Ines Pellworth" in post(client, "identity", testimony.pk).content.decode()
    entry = LedgerEntry.objects.get(act="identity.read")
    assert (entry.actor, entry.testimony) == (str(taker.pk), str(testimony.pk))


# --- consent ---------------------------------------------------------------------------------


def test_a_consent_is_recorded_use_by_use(client, as_role):
    testimony = TestimonyFactory(with_giver=True)
    as_role("statement_taker")
    post(client, "consent_new", testimony.pk, 1, **answers("use_web_publication", "medium_text"))
    consent = consent_in_force(testimony, at=NOW)
    assert consent.uses == {Use.WEB_PUBLICATION}
    assert consent.media == {Medium.TEXT}
    said = get(client, "testimony", testimony.pk)
    assert "Yes to the web, with the words, under the name Wren; no to researchers" in said


def test_a_use_that_was_not_asked_is_no_answer(client, as_role):
    testimony = TestimonyFactory(with_giver=True)
    as_role("statement_taker")
    asked = answers()
    del asked["use_broadcast"]
    answer = post(client, "consent_new", testimony.pk, 1, **asked)
    assert answer.status_code == 422
    assert "Radio, film and television: This field is required." in answer.content.decode()
    assert not Consent.objects.exists()


def test_a_wider_consent_waits_for_another_person(client, as_role):
    testimony = TestimonyFactory(with_giver=True)
    taker = as_role("statement_taker")
    giver = testimony.giver_links.get().giver
    ConsentFactory(testimony=testimony, giver=giver, uses={}, media={})
    wider = answers("use_web_publication", "medium_text", attribution=Attribution.ANONYMOUS)
    post(client, "consent_new", testimony.pk, 1, **wider)
    consent = Consent.objects.get(version=2)
    assert "You recorded it, so another person must confirm it." in get(
        client, "testimony", testimony.pk
    )
    assert post(client, "consent_confirm", consent.pk).status_code == 409
    assert consent_in_force(testimony, at=NOW).uses == frozenset()
    as_role("approver")
    assert "confirm a wider consent" in get(client, "home")
    assert post(client, "consent_confirm", consent.pk).status_code == 302
    assert consent_in_force(testimony, at=NOW).uses == {Use.WEB_PUBLICATION}
    assert LedgerEntry.objects.get(act="consent.confirm").actor != str(taker.pk)


# --- the gate --------------------------------------------------------------------------------


def test_a_machine_that_was_not_agreed_to_does_not_start_and_the_refusal_stays_visible(
    client, as_role
):
    testimony = TestimonyFactory(with_giver=True)
    ConsentFactory(
        testimony=testimony,
        giver=testimony.giver_links.get().giver,
        uses={Use.WEB_PUBLICATION.value: True},
    )
    recording = RecordingFactory(testimony=testimony)
    as_role("transcriber")
    answer = post(client, "transcribe", recording.pk)
    assert answer.status_code == 409
    assert "writing down by machine was not agreed to" in answer.content.decode()
    assert not TranscriptionJob.objects.exists()
    assert "writing down by machine was not agreed to" in get(client, "home")


def test_of_two_recordings_a_person_sets_one_aside_and_may_take_it_back(client, as_role):
    testimony = TestimonyFactory(consented=True)
    transcript = TranscriptFactory(testimony=testimony)
    other = RecordingFactory(testimony=testimony)
    as_role("publisher")
    said = get(client, "testimony", testimony.pk)
    assert "There are several recordings, and an edition is made from one." in said
    assert f'href="{reverse("desk:testimony", args=[testimony.pk])}#received">See to it' in said
    assert post(client, "candidate_build", testimony.pk, audience="public").status_code == 409
    assert said.count("Set aside: make no edition from it") == 2
    assert post(client, "recording_set_aside", other.pk).status_code == 302
    said = get(client, "testimony", testimony.pk)
    assert "no edition is made from it." in said
    assert "Take it back" in said
    assert "Build a public candidate" in said
    answer = post(client, "recording_set_aside", transcript.recording_id)
    assert answer.status_code == 409
    assert "This is the only recording" in answer.content.decode()
    assert post(client, "recording_set_aside", other.pk, back="1").status_code == 302
    assert "There are several recordings" in get(client, "testimony", testimony.pk)
    acts = LedgerEntry.objects.filter(record=str(other.pk)).order_by("number")
    assert [entry.act for entry in acts] == ["recording.set_aside", "recording.take_back"]


def test_a_recording_is_queued_and_its_progress_can_be_asked(client, as_role):
    testimony = TestimonyFactory(consented=True)
    recording = RecordingFactory(testimony=testimony)
    as_role("transcriber")
    assert post(client, "transcribe", recording.pk).status_code == 302
    job = TranscriptionJob.objects.get()
    TranscriptionJob.objects.update(state="running", progress=420)
    state = client.get(reverse("desk:jobs", args=[testimony.pk])).json()
    assert state == {
        "unfinished": True,
        "work": [
            {
                "id": str(job.pk),
                "sentence": "Running: 42 of 100 parts are done.",
                "thousandths": 420,
                "unfinished": True,
            }
        ],
    }


@pytest.mark.parametrize(
    ("state", "code", "sentence"),
    [
        ("waiting", "model_missing", "The weights for speech recognition are not on this machine"),
        ("needs_person", "not_agreed", "has not agreed to writing down by machine."),
        ("needs_person", "model_language", "do not know the language of this testimony."),
        ("needs_person", "nothing_decodes", "nothing in it can be heard."),
        ("needs_person", "RuntimeError", "The work failed each time it was tried."),
    ],
)
def test_what_stands_in_a_machines_way_is_a_sentence_everywhere(
    client, as_role, state, code, sentence
):
    recording = RecordingFactory(testimony=TestimonyFactory(consented=True))
    as_role("transcriber")
    post(client, "transcribe", recording.pk)
    TranscriptionJob.objects.update(state=state, error_code=code, attempts=state != "waiting")
    testimony = recording.testimony_id
    for name, args in (
        ("testimony", [testimony]),
        ("transcript", [testimony]),
        ("jobs", [testimony]),
        ("home", []),
    ):
        said = get(client, name, *args)
        assert sentence in said, name
        assert code not in said, name


@pytest.mark.parametrize("state", ["waiting", "running", "needs_person"])
def test_a_request_for_a_machine_is_taken_back(client, as_role, state):
    recording = RecordingFactory(testimony=TestimonyFactory(consented=True))
    user = as_role("transcriber")
    post(client, "transcribe", recording.pk)
    TranscriptionJob.objects.update(state=state)
    stop = reverse("desk:transcription_cancel", args=[recording.pk])
    assert stop in get(client, "testimony", recording.testimony_id)
    assert client.post(stop).status_code == 302
    job = TranscriptionJob.objects.get()
    assert job.state == "cancelled"
    entry = LedgerEntry.objects.get(act="transcription.cancel")
    assert (entry.actor, entry.record) == (str(user.pk), str(job.pk))
    assert stop not in get(client, "testimony", recording.testimony_id)
    assert client.post(stop).status_code == 302
    assert LedgerEntry.objects.filter(act="transcription.cancel").count() == 1


def test_who_may_not_ask_a_machine_may_not_stop_it(client, as_role):
    recording = RecordingFactory(testimony=TestimonyFactory(consented=True))
    as_role("transcriber")
    post(client, "transcribe", recording.pk)
    as_role("approver")
    said = get(client, "testimony", recording.testimony_id)
    assert reverse("desk:transcription_cancel", args=[recording.pk]) not in said
    assert post(client, "transcription_cancel", recording.pk).status_code == 403


@pytest.mark.parametrize("kind", ["corrected", "reviewed"])
def test_what_people_wrote_is_not_written_over_without_being_asked(client, as_role, kind):
    testimony = TestimonyFactory(consented=True)
    transcript = TranscriptFactory(testimony=testimony, kind=kind)
    as_role("transcriber")
    answer = post(client, "transcribe", transcript.recording_id)
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "People have corrected or accepted the text of this recording." in said
    assert "any earlier version can be continued" in said
    assert not TranscriptionJob.objects.exists()
    assert post(client, "transcribe", transcript.recording_id, over_work="yes").status_code == 302
    assert TranscriptionJob.objects.get().recording == transcript.recording
    assert LedgerEntry.objects.get(act="transcription.request").details == {"over_version": 1}


def test_what_only_a_machine_wrote_may_be_written_again(client, as_role):
    testimony = TestimonyFactory(consented=True)
    transcript = TranscriptFactory(testimony=testimony, machine=True)
    as_role("transcriber")
    assert post(client, "transcribe", transcript.recording_id).status_code == 302
    assert LedgerEntry.objects.get(act="transcription.request").details == {}


def test_every_line_that_blocks_leads_who_may_see_to_it_to_where_that_is_done(client, as_role):
    testimony = TestimonyFactory(consented=True, summary="")
    transcript = TranscriptFactory(testimony=testimony)
    redaction_of(transcript, "Sergeant Pellworth,")
    ways = [reverse(f"desk:{name}", args=[testimony.pk]) for name in ("redaction", "describe")]
    as_role("redactor")
    said = get(client, "testimony", testimony.pk)
    assert all(f'href="{way}">See to it' in said for way in ways)
    as_role("publisher")
    said = get(client, "testimony", testimony.pk)
    assert not any(f'href="{way}"' in said for way in ways)
    assert "Not possible yet: something above is open." in said
    answer = post(client, "candidate_build", testimony.pk, audience="public")
    assert answer.status_code == 409
    assert not CandidateJob.objects.exists()
    entry = LedgerEntry.objects.get(act="gate.refuse")
    assert entry.details["codes"] == ["redactions_wait", "summary_missing"]


def test_a_candidate_is_asked_for_once_nothing_blocks(client, as_role):
    testimony = TestimonyFactory(consented=True)
    TranscriptFactory(testimony=testimony)
    as_role("publisher")
    assert "Build a public candidate" in get(client, "testimony", testimony.pk)
    assert post(client, "candidate_build", testimony.pk, audience="public").status_code == 302
    assert CandidateJob.objects.get().testimony == testimony


def test_what_is_not_for_an_audience_that_exists_is_not_built(client, as_role):
    testimony = TestimonyFactory(consented=True)
    as_role("publisher")
    for audience in ("sealed", "everybody"):
        answer = post(client, "candidate_build", testimony.pk, audience=audience)
        assert answer.status_code == 404
    assert not CandidateJob.objects.exists()


# --- approving and opening -------------------------------------------------------------------


def test_nobody_approves_what_they_proposed(client, as_role):
    edition = EditionFactory(candidate=True)
    redaction = redaction_of(edition.transcript, "Sergeant Pellworth,", approved=True)
    as_role("approver", redaction.proposed_by)
    said = get(client, "candidate", edition.pk)
    assert "You proposed one of these removals, so another person must approve." in said
    answer = post(client, "candidate_approve", edition.pk, manifest_hash=edition.manifest_hash)
    assert answer.status_code == 409
    assert "had a hand in this candidate" in answer.content.decode()
    edition.refresh_from_db()
    assert not hasattr(edition, "approval")


def test_a_candidate_that_changed_since_it_was_read_is_not_approved(client, as_role):
    edition = EditionFactory(candidate=True)
    as_role("approver")
    answer = post(client, "candidate_approve", edition.pk, manifest_hash="0" * 64)
    assert answer.status_code == 409
    assert "What you read is not what would go out." in answer.content.decode()


def test_opening_asks_the_gate_and_says_all_that_blocks(client, as_role):
    edition = EditionFactory(candidate=True)
    as_role("publisher")
    answer = post(client, "candidate_open", edition.pk)
    assert answer.status_code == 409
    assert "Nobody has approved this candidate." in answer.content.decode()
    edition.refresh_from_db()
    assert edition.state == EditionState.CANDIDATE
    assert LedgerEntry.objects.filter(act="gate.refuse").exists()


def test_a_candidate_is_put_aside(client, as_role):
    edition = EditionFactory(candidate=True)
    as_role("approver")
    assert post(client, "candidate_discard", edition.pk).status_code == 302
    edition.refresh_from_db()
    assert edition.state == EditionState.DISCARDED


# --- withdrawing -----------------------------------------------------------------------------


def test_a_withdrawal_closes_everything_and_reports(client, as_role):
    edition = EditionFactory(files=True)
    as_role("statement_taker")
    answer = post(client, "withdraw", edition.testimony_id, asked_by="giver", tombstone="listed")
    withdrawal = Withdrawal.objects.get()
    assert answer["Location"] == reverse("desk:withdrawal", args=[withdrawal.pk])
    assert withdrawal.listed
    edition.refresh_from_db()
    assert edition.state == EditionState.WITHDRAWN
    said = get(client, "withdrawal", withdrawal.pk)
    assert "Every door has refused since" in said
    assert "have still to be purged" in said
    assert "Copies that people downloaded" in said
    assert "things have still to be purged" in get(client, "home")


def test_the_report_of_a_withdrawal_says_what_a_legal_hold_keeps(client, as_role):
    edition = EditionFactory(files=True)
    hold_place(
        testimony=edition.testimony,
        kind=HoldKind.LEGAL_HOLD,
        code="2026-14",
        by=UserFactory(),
        at=timezone.now(),
    )
    as_role("statement_taker")
    post(client, "withdraw", edition.testimony_id, asked_by="giver", tombstone="listed")
    said = get(client, "withdrawal", Withdrawal.objects.get().pk)
    assert "A legal hold keeps files and text until it is lifted" in said
    assert said.count("Kept, because a legal hold is in force.") == 6


@pytest.mark.parametrize(("asked_by", "anew"), [("giver", True), ("commission", False)])
def test_the_report_says_what_the_vault_keeps_until_when_and_what_may_come_of_it(
    client, as_role, asked_by, anew
):
    edition = EditionFactory()
    as_role("administrator")
    post(client, "withdraw", edition.testimony_id, asked_by=asked_by, tombstone="listed")
    said = get(client, "withdrawal", Withdrawal.objects.get().pk)
    assert "Notes on redactions" in said
    assert "All of it stays unless erasure is asked for and approved." in said
    # What the commission or a court took down may go out again, built and approved anew.
    assert ("no edition is made from it without a new agreement" in said) is anew
    assert ("The agreement stands" in said) is not anew


def test_the_two_questions_of_a_withdrawal_must_be_answered(client, as_role):
    edition = EditionFactory()
    as_role("publisher")
    answer = post(client, "withdraw", edition.testimony_id)
    assert answer.status_code == 422
    edition.refresh_from_db()
    assert edition.state == EditionState.OPEN


def test_my_day_says_when_search_is_behind(client, as_role):
    as_role("publisher")
    assert "Search is up to date." in get(client, "home")
    outbox_index(kind="testimony", record="1", audience="public", at=NOW)
    assert "Search is behind." in get(client, "home")


# --- embargo and orders ----------------------------------------------------------------------


def test_an_embargo_that_has_ended_waits_for_a_person(client, as_role):
    testimony = TestimonyFactory(embargo_until="2020-01-01")
    as_role("administrator")
    assert "its embargo has ended" in get(client, "home")
    assert post(client, "embargo_lift", testimony.pk).status_code == 302
    assert "its embargo has ended" not in get(client, "home")


def test_an_embargo_that_runs_is_not_lifted(client, as_role):
    testimony = TestimonyFactory(embargo_until="2999-01-01")
    as_role("administrator")
    answer = post(client, "embargo_lift", testimony.pk)
    assert answer.status_code == 409
    testimony.refresh_from_db()
    assert testimony.embargo_lifted_at is None


def test_an_order_is_placed_and_lifted(client, as_role):
    testimony = TestimonyFactory()
    as_role("administrator")
    assert post(client, "holds", testimony.pk, kind="delay", code="7").status_code == 302
    hold = testimony.holds.get()
    assert post(client, "hold_lift", hold.pk).status_code == 302
    hold.refresh_from_db()
    assert hold.lifted_at is not None


def test_only_edges_that_exist_count_as_heard(client, as_role):
    edition = EditionFactory(
        candidate=True,
        files=True,
        removed=[{"reason": "PRIV", "start_ms": 1200, "end_ms": 1800, "words": 2}],
    )
    LeakReport.objects.create(edition=edition, manifest_hash=edition.manifest_hash, checked_at=NOW)
    as_role("approver")
    said = {"manifest_hash": edition.manifest_hash}
    answer = post(client, "candidate_approve", edition.pk, edge=["1", "1", "7"], **said)
    assert answer.status_code == 409
    assert "Play every edge" in answer.content.decode()
    answer = post(client, "candidate_approve", edition.pk, edge=["1", "2"], **said)
    assert answer.status_code == 302
    edition.refresh_from_db()
    assert edition.approval.edges_heard == 2


def test_the_last_day_of_all_calendars_is_until_a_hold_is_lifted(client, as_role):
    as_role("administrator")
    testimony = TestimonyFactory()
    sent = {"kind": "legal_hold", "code": "2026-14", "ends_on": "9999-12-31"}
    assert post(client, "holds", testimony.pk, **sent).status_code == 302
    assert testimony.holds.get().ends_at is None
