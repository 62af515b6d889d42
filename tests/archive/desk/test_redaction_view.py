"""The redaction desk's page and what can be done on it."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from archive.desk.redaction.forms import milliseconds
from archive.redaction.models import OccurrenceKept, ProtectedName, Redaction, RedactionState
from archive.transcript.models import TranscriptKind
from archive.transcript.services import SegmentEdit, transcript_accept, transcript_correct
from tests.factories import (
    NOW,
    RedactionFactory,
    TestimonyFactory,
    TranscriptFactory,
    UserFactory,
    redaction_of,
)

pytestmark = pytest.mark.django_db

HOSTILE = "<img src=x onerror=alert(1)>"
SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def transcript():
    """Words without a recording: what is withheld is text, and no sound is read."""
    return TranscriptFactory(testimony=TestimonyFactory(consented=True), recording=None)


@pytest.fixture
def redactor(client):
    user = UserFactory(role="redactor")
    client.force_login(user)
    return user


@pytest.fixture
def approver(client):
    user = UserFactory(role="approver")
    client.force_login(user)
    return user


def page_of(client, transcript, query=""):
    answer = client.get(reverse("desk:redaction", args=[transcript.testimony_id]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def ids(transcript, text):
    words = [word for segment in transcript.segments.all() for word in segment.words]
    sought = text.split()
    for n in range(len(words)):
        if [word["text"] for word in words[n : n + len(sought)]] == sought:
            return [word["id"] for word in words[n : n + len(sought)]]
    raise AssertionError(text)


def propose(client, transcript, **fields):
    sent = {"kind": "remove", "reason": "PRIV", **fields}
    return client.post(
        reverse("desk:redaction_propose", args=[transcript.testimony_id]), sent, **SCRIPT
    )


@pytest.mark.parametrize("role", ["transcriber", "publisher", "statement_taker", "administrator"])
def test_other_roles_do_not_see_the_desk(client, transcript, role):
    client.force_login(UserFactory(role=role))
    answer = client.get(reverse("desk:redaction", args=[transcript.testimony_id]))
    assert answer.status_code == 403
    assert b"Pellworth" not in answer.content


def test_the_page_says_the_consent_first_and_is_kept_by_nobody(client, redactor, transcript):
    answer = client.get(reverse("desk:redaction", args=[transcript.testimony_id]))
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert page.index("desk-say") < page.index("Sergeant Pellworth")
    assert "Before this can be published" in page


def test_words_are_proposed_with_kind_reason_and_note(client, redactor, transcript):
    chosen = ids(transcript, "Sergeant Pellworth,")
    answer = propose(
        client,
        transcript,
        word_ids=",".join(chosen),
        kind="generalise",
        replacement="an officer",
        reason="THIRD",
        note="He was not asked.",
    )
    assert answer.status_code == 200
    made = Redaction.objects.get()
    assert made.word_ids == chosen
    assert (made.kind, made.reason, made.replacement) == ("generalise", "THIRD", "an officer")
    assert (made.note, made.proposed_by_id) == ("He was not asked.", redactor.pk)
    assert 'data-state="proposed">Sergeant Pellworth,<' in page_of(client, transcript)


def test_nothing_chosen_is_refused_with_a_sentence(client, redactor, transcript):
    answer = propose(client, transcript)
    assert answer.status_code == 400
    assert "Choose words" in answer.json()["sentence"]
    assert not Redaction.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"word_ids": "w99999"},
        {"word_ids": "w00001", "kind": "pseudonymise"},
        {"word_ids": "w00001", "kind": "blur"},
        {"word_ids": "w00001", "reason": "WITHDRAWN"},
        {"start": "soon", "end": "later"},
        {"start": "0:10", "end": "0:05"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_proposed(client, redactor, transcript, fields):
    answer = propose(client, transcript, **fields)
    assert answer.status_code == 400
    assert answer.json()["sentence"]
    assert not Redaction.objects.exists()


def test_an_approver_does_not_propose_and_a_redactor_does_not_decide(client, transcript):
    client.force_login(UserFactory(role="approver"))
    assert propose(client, transcript, word_ids="w00001").status_code == 403
    waiting = redaction_of(transcript, "February.")
    client.force_login(UserFactory(role="redactor"))
    decide = reverse("desk:redaction_decide", args=[waiting.pk])
    assert client.post(decide, {"approve": "yes"}, **SCRIPT).status_code == 403
    waiting.refresh_from_db()
    assert waiting.state == RedactionState.PROPOSED


def test_one_approves_only_what_somebody_else_proposed(client, transcript):
    both = UserFactory(role="redactor")
    both.groups.add(*UserFactory(role="approver").groups.all())
    client.force_login(both)
    own = redaction_of(transcript, "February.", proposed_by=both)
    other = redaction_of(transcript, "Sixty-one.")
    page = page_of(client, transcript)
    assert reverse("desk:redaction_decide", args=[own.pk]) not in page
    assert "so another person must approve it" in page
    assert reverse("desk:redaction_decide", args=[other.pk]) in page
    refused = client.post(
        reverse("desk:redaction_decide", args=[own.pk]), {"approve": "yes"}, **SCRIPT
    )
    assert refused.status_code == 400
    own.refresh_from_db()
    assert own.state == RedactionState.PROPOSED
    done = client.post(
        reverse("desk:redaction_decide", args=[other.pk]), {"approve": "yes"}, **SCRIPT
    )
    assert done.status_code == 200
    other.refresh_from_db()
    assert (other.state, other.decided_by_id) == (RedactionState.APPROVED, both.pk)


def test_a_rejection_says_why(client, approver, transcript):
    waiting = redaction_of(transcript, "February.")
    decide = reverse("desk:redaction_decide", args=[waiting.pk])
    assert client.post(decide, {"approve": "no"}, **SCRIPT).status_code == 400
    assert client.post(decide, {"approve": "no", "note": "It is a month."}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == RedactionState.REJECTED
    page = page_of(client, transcript)
    assert "It is a month." in page
    assert 'data-state="proposed"' not in page


def test_lifting_takes_two_people(client, redactor, transcript):
    span = redaction_of(transcript, "February.", approved=True)
    lift = reverse("desk:redaction_lift", args=[span.pk])
    assert client.post(lift, **SCRIPT).status_code == 200
    assert "You proposed to lift this" in page_of(client, transcript)
    assert client.post(lift, **SCRIPT).status_code == 400
    client.force_login(UserFactory(role="approver"))
    assert "proposes to lift this" in page_of(client, transcript)
    assert client.post(lift, **SCRIPT).status_code == 200
    span.refresh_from_db()
    assert span.state == RedactionState.LIFTED


def test_every_place_of_a_protected_name_is_listed_and_decided(client, redactor):
    transcript = TranscriptFactory(
        testimony=TestimonyFactory(consented=True),
        recording=None,
        spoken=[
            ("giver-1", "It was Pellworth. I know Pellworth's coat."),
            ("giver-1", "The PELLWORTH road is another thing."),
        ],
    )
    protect = reverse("desk:redaction_protect", args=[transcript.testimony_id])
    answer = client.post(protect, {"name": "Pellworth", "reason": "THIRD"}, **SCRIPT)
    assert "3 places" in answer.json()["sentence"]
    name = ProtectedName.objects.get()
    assert page_of(client, transcript).count('data-state="suggested"') == 3
    place = reverse("desk:name_place", args=[name.pk])
    road = ids(transcript, "PELLWORTH")[0]
    without = client.post(place, {"word_ids": road, "act": "keep"}, **SCRIPT)
    assert without.status_code == 400
    kept = client.post(place, {"word_ids": road, "act": "keep", "why": "A road."}, **SCRIPT)
    assert kept.status_code == 200
    assert OccurrenceKept.objects.get().why == "A road."
    one = ids(transcript, "Pellworth.")[0]
    assert client.post(place, {"word_ids": one, "act": "propose"}, **SCRIPT).status_code == 200
    assert Redaction.objects.get().protected_name == name
    assert page_of(client, transcript).count('data-state="suggested"') == 1
    rest = client.post(reverse("desk:name_propose", args=[name.pk]), **SCRIPT)
    assert rest.status_code == 200
    page = page_of(client, transcript)
    assert page.count('data-state="suggested"') == 0
    assert "Every place decided" in page


def test_read_as_the_public_is_what_would_go_out(client, redactor, transcript):
    redaction_of(transcript, "Sergeant Pellworth,")
    redaction_of(
        transcript,
        "February.",
        approved=True,
        kind="generalise",
        replacement="a winter month",
        reason="THIRD",
    )
    page = page_of(client, transcript, "?read=public")
    text = page[page.index('id="public-text"') : page.index('id="panels"')]
    assert "Pellworth" not in text
    assert "[Removed here. Reason PRIV.]" in text
    assert "a winter month." in text
    assert "February" not in text
    assert "Wren" in text


def test_before_the_text_is_accepted_the_public_would_read_nothing(client, redactor, transcript):
    transcript.kind = TranscriptKind.CORRECTED
    transcript.save()
    page = page_of(client, transcript, "?read=public")
    text = page[page.index('id="public-text"') : page.index('id="panels"')]
    assert "Nothing would go out yet" in text
    assert "mother" not in text


def test_words_notes_and_names_are_never_html(client, redactor):
    transcript = TranscriptFactory(
        testimony=TestimonyFactory(consented=True),
        recording=None,
        spoken=[("giver-1", f"Before {HOSTILE} after.")],
    )
    redaction_of(transcript, "Before", note=HOSTILE, replacement=HOSTILE)
    ProtectedName.objects.create(
        testimony=transcript.testimony,
        name=HOSTILE,
        created_by=redactor,
        created_at=transcript.created_at,
    )
    for query in ("", "?read=public"):
        page = page_of(client, transcript, query)
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page


def test_a_long_span_is_not_spelled_out_in_the_list(client, redactor):
    transcript = TranscriptFactory(
        testimony=TestimonyFactory(consented=True),
        recording=None,
        spoken=[("giver-1", " ".join(f"word{n}" for n in range(100)))],
    )
    RedactionFactory(
        testimony=transcript.testimony,
        recording=None,
        word_ids=[w["id"] for w in transcript.segments.first().words],
        start_ms=1000,
        end_ms=41_000,
        sound_start_ms=1000,
        sound_end_ms=41_000,
    )
    page = page_of(client, transcript)
    assert "word39 …" in page
    assert "40 s" in page


def test_no_transcript_yet_is_a_page_all_the_same(client, redactor):
    testimony = TestimonyFactory()
    page = client.get(reverse("desk:redaction", args=[testimony.pk]))
    assert page.status_code == 200
    assert "There is no transcript yet" in page.content.decode()


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("0:32:01.18", 1_921_180),
        ("32:01", 1_921_000),
        ("12,5", 12_500),
        (" 1:00:00 ", 3_600_000),
        ("٣", 3000),
    ],
)
def test_times_are_read_as_people_write_them(text, ms):
    assert milliseconds(text) == ms


@pytest.mark.parametrize("text", ["", "soon", "1:2:3:4", "-5", "1e3"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValidationError):
        milliseconds(text)


@pytest.fixture
def astray(transcript):
    """An approved redaction whose words were moved to another place of the text."""
    redaction = redaction_of(transcript, "Sergeant Pellworth,", approved=True)
    segment = transcript.segments.get(position=2)
    moved = "The first answer came, and it said the matter was closed by Sergeant Pellworth."
    edit = SegmentEdit(segment.key, text=moved)
    by = UserFactory()
    corrected = transcript_correct(transcript=transcript, segments=[edit], by=by, at=NOW)
    transcript_accept(transcript=corrected, by=by, at=NOW)
    return redaction


def test_the_page_says_what_a_redaction_was_placed_for_and_where_it_stands(
    client, redactor, transcript, astray
):
    page = page_of(client, transcript)
    assert "This was placed for “Sergeant Pellworth,”" in page
    assert "Something like it stands uncovered at" in page
    assert "a redaction no longer lies on the words it was approved for" in page


def test_a_redaction_is_placed_again_with_one_press(client, redactor, transcript, astray):
    page = page_of(client, transcript)
    sent = re.search(r'name="word_ids" value="([^"]+)"', page)[1]
    answer = client.post(
        reverse("desk:redaction_again", args=[astray.pk]), {"word_ids": sent}, **SCRIPT
    )
    assert answer.status_code == 200
    again = Redaction.objects.exclude(pk=astray.pk).get()
    assert (again.state, again.reason) == (RedactionState.PROPOSED, astray.reason)
    assert "This was placed for" not in page_of(client, transcript)


def test_two_people_confirm_that_a_redaction_lies_right(client, redactor, transcript, astray):
    address = reverse("desk:redaction_confirm", args=[astray.pk])
    assert client.post(address, **SCRIPT).status_code == 200
    assert "another person must agree" in page_of(client, transcript)
    assert client.post(address, **SCRIPT).status_code == 400
    client.force_login(UserFactory(role="approver"))
    assert f"{redactor.username} says that it is right" in page_of(client, transcript)
    assert client.post(address, **SCRIPT).status_code == 200
    assert "This was placed for" not in page_of(client, transcript)
