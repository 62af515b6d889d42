"""Two people for every redaction and every lift; names decided place by place."""

import pytest
from django.db import IntegrityError, transaction

from archive.ledger.models import LedgerEntry
from archive.redaction.models import ReasonCode, Redaction, RedactionKind, RedactionState
from archive.redaction.selectors import (
    covers,
    occurrences_undecided,
    redactions_undecided,
    redactions_withheld,
)
from archive.redaction.services import (
    name_occurrences,
    name_protect,
    occurrence_keep,
    occurrences_propose,
    redaction_decide,
    redaction_lift,
    redaction_propose,
)
from archive.refusal import SamePerson
from archive.transcript.models import Segment
from media.audience import Audience
from media.refusal import Refused
from tests.archive.publishing_case import ids_of, redact, testimony_ready
from tests.factories import NOW, RedactionFactory, TranscriptFactory, UserFactory, redaction_of

pytestmark = pytest.mark.django_db


def propose(testimony, *, by=None, **fields):
    fields = {"kind": RedactionKind.REMOVE, "reason": ReasonCode.PRIV, **fields}
    return redaction_propose(
        testimony=testimony,
        recording=testimony.recordings.first(),
        by=by or UserFactory(),
        at=NOW,
        **fields,
    )


def test_a_span_of_words_is_widened_in_the_sound_and_not_in_the_words():
    testimony = testimony_ready()
    redaction = propose(testimony, word_ids=ids_of(testimony, "Sergeant Pellworth,"))
    first, last = (
        word
        for segment in testimony.transcripts.last().segments.all()
        for word in segment.words
        if word["id"] in redaction.word_ids
    )
    assert (redaction.start_ms, redaction.end_ms) == (first["start"], last["end"])
    # The tones stand 40 ms apart: no pause near, so at least 250 ms on each side.
    assert redaction.sound_start_ms <= redaction.start_ms - 250
    assert redaction.sound_end_ms >= redaction.end_ms + 250
    assert redaction.state == RedactionState.PROPOSED


def test_a_stretch_of_time_needs_no_words():
    testimony = testimony_ready()
    redaction = propose(testimony, kind=RedactionKind.MUTE, start_ms=6200, end_ms=7000)
    assert redaction.word_ids == []
    assert redaction.sound_start_ms < 6200
    assert redaction.sound_end_ms > 7000


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"word_ids": ["w99999"]}, "words"),
        ({"word_ids": ["w00001", "w99999"]}, "words"),
        ({"start_ms": 500, "end_ms": 500}, "range"),
        ({"start_ms": -5, "end_ms": 500}, "range"),
        ({"start_ms": 500, "end_ms": 99_000_000}, "range"),
        ({"start_ms": 500}, "range"),
        ({}, "range"),
        ({"word_ids": ["w00001"], "kind": RedactionKind.GENERALISE}, "replacement"),
        ({"word_ids": ["w00001"], "replacement": "somebody"}, "replacement"),
    ],
)
def test_a_span_that_cannot_be_is_refused(fields, code):
    with pytest.raises(Refused) as refusal:
        propose(testimony_ready(), **fields)
    assert refusal.value.code == code
    assert not Redaction.objects.exists()


@pytest.mark.parametrize("approve", [True, False])
def test_nobody_decides_their_own_proposal(approve):
    redaction = RedactionFactory()
    with pytest.raises(SamePerson):
        redaction_decide(redaction=redaction, approve=approve, by=redaction.proposed_by, at=NOW)
    redaction.refresh_from_db()
    assert redaction.state == RedactionState.PROPOSED


@pytest.mark.parametrize(
    ("approve", "state", "withheld"),
    [(True, RedactionState.APPROVED, 1), (False, RedactionState.REJECTED, 0)],
)
def test_another_person_decides_once(approve, state, withheld):
    redaction = RedactionFactory()
    redaction_decide(redaction=redaction, approve=approve, by=UserFactory(), at=NOW)
    assert redaction.state == state
    rows = redactions_withheld(redaction.testimony, audience=Audience.PUBLIC)
    assert rows.count() == withheld
    with pytest.raises(Refused):
        redaction_decide(redaction=redaction, approve=not approve, by=UserFactory(), at=NOW)


def test_lifting_takes_two_people_and_the_span_stays_withheld_until_the_second():
    redaction = RedactionFactory(approved=True)
    first = UserFactory()
    redaction_lift(redaction=redaction, by=first, at=NOW)
    assert redaction.state == RedactionState.APPROVED
    with pytest.raises(SamePerson):
        redaction_lift(redaction=redaction, by=first, at=NOW)
    redaction_lift(redaction=redaction, by=UserFactory(), at=NOW)
    assert redaction.state == RedactionState.LIFTED
    assert not redactions_withheld(redaction.testimony, audience=Audience.PUBLIC).exists()


@pytest.mark.parametrize("state", ["approved", "rejected", "lifted"])
def test_the_database_takes_no_decision_that_nobody_made(state):
    redaction = RedactionFactory()
    with pytest.raises(IntegrityError, match="redaction_decided"), transaction.atomic():
        Redaction.objects.filter(pk=redaction.pk).update(
            state=state, lift_proposed_by=UserFactory(), lifted_by=UserFactory(), lifted_at=NOW
        )


@pytest.mark.parametrize("missing", ["lift_proposed_by", "lifted_by", "lifted_at"])
def test_the_database_takes_no_lift_without_two_people(missing):
    redaction = RedactionFactory(approved=True)
    two = {"lift_proposed_by": redaction.proposed_by, "lifted_by": UserFactory(), "lifted_at": NOW}
    with pytest.raises(IntegrityError, match="redaction_lifted"), transaction.atomic():
        Redaction.objects.filter(pk=redaction.pk).update(
            **{**two, "state": RedactionState.LIFTED, missing: None}
        )


@pytest.mark.parametrize("state", ["proposed", "rejected", "lifted"])
def test_only_what_is_in_force_is_lifted(state):
    redaction = RedactionFactory(state=state)
    with pytest.raises(Refused):
        redaction_lift(redaction=redaction, by=UserFactory(), at=NOW)


@pytest.mark.parametrize(
    ("state", "open_to_research", "public", "research"),
    [
        ("proposed", False, True, True),
        ("proposed", True, True, True),
        ("approved", False, True, True),
        ("approved", True, True, False),
        ("rejected", False, False, False),
        ("rejected", True, False, False),
        ("lifted", False, False, False),
        ("lifted", True, False, False),
    ],
)
def test_who_may_have_a_span(state, open_to_research, public, research):
    redaction = RedactionFactory(state=state, open_to_research=open_to_research)
    withheld = [
        redactions_withheld(redaction.testimony, audience=audience).exists()
        for audience in (Audience.PUBLIC, Audience.RESEARCH)
    ]
    assert withheld == [public, research]


@pytest.mark.parametrize(
    ("word", "covered"),
    [
        ({"id": "w1", "start": 0, "end": 10}, True),  # by its id, wherever it is now
        ({"id": "w9", "start": 1000, "end": 1400}, True),
        ({"id": "w9", "start": 900, "end": 1001}, True),
        ({"id": "w9", "start": 1399, "end": 1500}, True),
        ({"id": "w9", "start": 1200, "end": 1200}, True),  # a word without length
        ({"id": "w9", "start": 600, "end": 1000}, False),
        ({"id": "w9", "start": 1400, "end": 1800}, False),
    ],
)
def test_a_word_is_covered_by_its_id_or_by_its_time(word, covered):
    redaction = RedactionFactory.build(
        testimony=None,
        recording=None,
        proposed_by=None,
        word_ids=["w1"],
        start_ms=1000,
        end_ms=1400,
    )
    assert covers(redaction, word) is covered


def test_a_corrected_transcript_keeps_its_redactions():
    """Words that survived are covered by their ids; new ones in their place by time."""
    transcript = TranscriptFactory()
    redaction = redaction_of(transcript, "Sergeant Pellworth,", approved=True)
    segment = Segment.objects.get(transcript=transcript, position=2)
    n = next(i for i, word in enumerate(segment.words) if word["text"] == "Pellworth,")
    old = segment.words[n]
    middle = (old["start"] + old["end"]) // 2
    segment.words[n : n + 1] = [
        {"id": "w90001", "text": "Pell", "start": old["start"], "end": middle, "p": None},
        {"id": "w90002", "text": "Worth,", "start": middle, "end": old["end"], "p": None},
    ]
    covered = [word["text"] for word in segment.words if covers(redaction, word)]
    assert covered == ["Sergeant", "Pell", "Worth,"]


def test_every_place_of_a_name_waits_for_a_person():
    spoken = [
        ("giver-1", "Pellworth came, and pell worth stayed."),
        ("asker", "Who is Pelworth? Not the Wellworth shop?"),
    ]
    testimony = testimony_ready(spoken=spoken)
    name = name_protect(
        testimony=testimony, name="Pellworth", reason=ReasonCode.THIRD, by=UserFactory(), at=NOW
    )
    texts = [occurrence.text for occurrence in name_occurrences(name)]
    assert texts == ["Pellworth", "pell worth", "Pelworth?", "Wellworth"]
    assert occurrences_undecided(testimony) == 4

    occurrence_keep(
        protected_name=name,
        word_ids=name_occurrences(name)[3].word_ids,
        why="This is the name of a shop.",
        by=UserFactory(),
        at=NOW,
    )
    assert occurrences_undecided(testimony) == 3
    proposals = occurrences_propose(protected_name=name, by=UserFactory(), at=NOW)
    assert len(proposals) == 3
    assert {p.reason for p in proposals} == {ReasonCode.THIRD}
    assert occurrences_undecided(testimony) == 0
    assert redactions_undecided(testimony) == 3


def test_a_rejected_proposal_puts_the_name_back_before_a_person():
    testimony = testimony_ready(spoken=[("giver-1", "Pellworth came.")])
    name = name_protect(
        testimony=testimony, name="Pellworth", reason=ReasonCode.PRIV, by=UserFactory(), at=NOW
    )
    (proposal,) = occurrences_propose(protected_name=name, by=UserFactory(), at=NOW)
    redaction_decide(redaction=proposal, approve=False, by=UserFactory(), at=NOW)
    assert occurrences_undecided(testimony) == 1


@pytest.mark.parametrize(
    ("why", "words", "code"), [("", "Pellworth", "why"), ("x", "came.", "occurrence")]
)
def test_keeping_needs_a_reason_and_a_place(why, words, code):
    testimony = testimony_ready(spoken=[("giver-1", "Pellworth came.")])
    name = name_protect(
        testimony=testimony, name="Pellworth", reason=ReasonCode.PRIV, by=UserFactory(), at=NOW
    )
    with pytest.raises(Refused) as refusal:
        occurrence_keep(
            protected_name=name,
            word_ids=ids_of(testimony, words),
            why=why,
            by=UserFactory(),
            at=NOW,
        )
    assert refusal.value.code == code


def test_the_ledger_tells_every_act_and_no_word():
    testimony = testimony_ready()
    redaction = redact(testimony, "Sergeant Pellworth,", note="his name is Pellworth")
    for by in (UserFactory(), UserFactory()):
        redaction_lift(redaction=redaction, by=by, at=NOW)
    name_protect(
        testimony=testimony, name="Pellworth", reason=ReasonCode.PRIV, by=UserFactory(), at=NOW
    )
    entries = LedgerEntry.objects.filter(testimony=str(testimony.pk))
    assert [e.act for e in entries if e.act.startswith(("redaction", "name"))] == [
        "redaction.propose",
        "redaction.approve",
        "redaction.propose_lift",
        "redaction.lift",
        "name.protect",
    ]
    assert "ellworth" not in str([entry.details for entry in entries])


def lifted(redaction):
    for by in (UserFactory(), UserFactory()):
        redaction_lift(redaction=redaction, by=by, at=NOW)
    return redaction


@pytest.mark.parametrize("shown", ["lifted", "open to research"])
def test_what_was_shown_for_another_reason_decides_nothing_about_a_name(shown):
    testimony = testimony_ready(spoken=[("giver-1", "There stood Pellworth at the gate.")])
    if shown == "lifted":
        lifted(redact(testimony, "stood Pellworth at", reason=ReasonCode.MED))
    else:
        redact(testimony, "stood Pellworth at", open_to_research=True)
    name = name_protect(
        testimony=testimony, name="Pellworth", reason=ReasonCode.SAFE, by=UserFactory(), at=NOW
    )
    assert occurrences_undecided(testimony) == 1
    (proposed,) = occurrences_propose(protected_name=name, by=UserFactory(), at=NOW)
    redaction_decide(redaction=proposed, approve=True, by=UserFactory(), at=NOW)
    assert occurrences_undecided(testimony) == 0
    # Lifting what was made for the name is a decision about the name.
    lifted(proposed)
    assert occurrences_undecided(testimony) == 0
