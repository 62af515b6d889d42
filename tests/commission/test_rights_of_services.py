"""Who may do what, asked of the services themselves: every act, for everybody, in every state.

Addresses can be forgotten in a table and services called from a new one: the right is asked for
here as well.
"""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from archive.testimony.models import Testimony
from commission.documents.models import Document, Words
from commission.findings.deciding import evidence_decide
from commission.findings.held.services import held_add, held_remove
from commission.findings.models import Finding, HeldEvidence
from commission.papers.taking_down import document_take_down
from commission.recommendations.actions.services import action_move, action_record
from commission.recommendations.assessments.services import OTHER_VOICES, assessment_record
from commission.recommendations.bodies.services import focal_point_end, focal_point_name
from commission.recommendations.legislature.services import (
    bill_record,
    bill_stage_record,
    session_record,
)
from commission.recommendations.models import (
    Action,
    Bill,
    Body,
    FocalPoint,
    ProgressReport,
    ReportingDuty,
)
from commission.recommendations.progress.duties import duty_end, duty_set
from commission.recommendations.progress.services import (
    report_ask,
    report_return,
    report_submit,
    report_take_in,
    report_write,
)
from commission.recommendations.recommendation.services import succession_record
from commission.recommendations.responses.services import response_record
from commission.recommendations.taking_down import tracker_words_take_down
from media.refusal import Refused
from tests.archive.desk.test_rights import state
from tests.commission.factories import (
    FindingFactory,
    RecommendationFactory,
    WordsFactory,
    locale,
)
from tests.commission.hearings.acts import ACTS as AT_HEARINGS
from tests.commission.hearings.acts import Sat
from tests.commission.markers.acts import ACTS as ON_MARKERS
from tests.commission.markers.acts import Stood
from tests.commission.rights import PEOPLE, TRACKER, everything, person_of
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db

DAY = NOW.date()
SAID = {"text": "Because.", "language": "en"}
COMMUNITY = "recommendations.assess_for_community"
CHANGES, DECIDES = "findings.change_finding", "findings.approve_finding"


def view(voice, **more):
    """An assessment by one voice."""
    said = {"status": "stalled", "author": "Panel", "made_on": DAY, **SAID}
    return lambda one, who: assessment_record(
        recommendation=one.asked, voice=voice, **said, **more, **who
    )


# Act: (the one right that it takes, or several of which it takes one; what calls it).
ACTS = {
    **AT_HEARINGS,
    **ON_MARKERS,
    "response_record": (
        TRACKER,
        lambda one, who: response_record(
            recommendation=one.asked, body=one.body, kind="noted", given_on=DAY, **SAID, **who
        ),
    ),
    "action_record": (
        TRACKER,
        lambda one, who: action_record(
            recommendation=one.asked, body=one.body, title="A", owner="B", due_on=DAY, **who
        ),
    ),
    "action_move": (
        TRACKER,
        lambda one, who: action_move(
            action=Action.objects.get(), due_on=DAY, why="Later.", language="en", **who
        ),
    ),
    "duty_end": (TRACKER, lambda one, who: duty_end(duty=ReportingDuty.objects.get(), **who)),
    "duty_set": (
        TRACKER,
        lambda one, who: duty_set(
            recommendation=one.other, body=one.body, every_months=6, first_due_on=DAY, **who
        ),
    ),
    "report_ask": (
        TRACKER,
        lambda one, who: report_ask(
            recommendation=one.asked, body=one.body, due_on=date(2030, 1, 1), **who
        ),
    ),
    "report_return": (
        TRACKER,
        lambda one, who: report_return(report=one.sent, question="Why?", language="en", **who),
    ),
    "report_take_in": (TRACKER, lambda one, who: report_take_in(report=one.sent, **who)),
    "the commission's view": (TRACKER, view("commission")),
    "the community's view": (COMMUNITY, view("community")),
    "a body's claim by hand": ("", view("body")),
    "succession_record": (
        TRACKER,
        lambda one, who: succession_record(
            recommendation=one.asked,
            kind="merged",
            by_recommendation=one.other,
            on=DAY,
            **SAID,
            **who,
        ),
    ),
    "session_record": (
        TRACKER,
        lambda one, who: session_record(
            legislature="L", name="S", begins_on=DAY, ends_on=DAY, **who
        ),
    ),
    "bill_record": (
        TRACKER,
        lambda one, who: bill_record(
            session=Bill.objects.get().session,
            number="2",
            title="Act",
            chamber="",
            link="",
            covers={one.asked: "all"},
            **who,
        ),
    ),
    "bill_stage_record": (
        TRACKER,
        lambda one, who: bill_stage_record(
            bill=Bill.objects.get(), stage="passed_committee", on=DAY, **who
        ),
    ),
    "focal_point_name": (
        TRACKER,
        lambda one, who: focal_point_name(body=one.body, user=one.newcomer, part="main", **who),
    ),
    "focal_point_end": (
        TRACKER,
        lambda one, who: focal_point_end(focal_point=FocalPoint.objects.get(), **who),
    ),
    "words_take_down": (
        TRACKER,
        lambda one, who: tracker_words_take_down(
            words=Words.objects.get(pk=one.records["words"]), why="PRIV", **who
        ),
    ),
    # The one document here came with a progress report.
    "document_take_down": (
        TRACKER,
        lambda one, who: document_take_down(
            document=Document.objects.get(pk=one.records["document"]), why="PRIV", **who
        ),
    ),
    # Nobody here was named for the body, whatever they may.
    "report_write": (
        "",
        lambda one, who: report_write(report=one.expected, claim="", **SAID, **who),
    ),
    "report_submit": (
        "",
        lambda one, who: report_submit(report=one.expected, claim="stalled", **SAID, **who),
    ),
    "held_add": (
        CHANGES,
        lambda one, who: held_add(finding=one.finding, testimony=Testimony.objects.first(), **who),
    ),
    "held_remove": (CHANGES, lambda one, who: held_remove(held=HeldEvidence.objects.get(), **who)),
    "evidence_decide": (
        DECIDES,
        lambda one, who: evidence_decide(
            finding=one.finding, kind="kept", reasons="It holds.", language="en", seen=[], **who
        ),
    ),
}


class World:
    """One record of everything, by short names."""

    def __init__(self) -> None:
        locale("en"), locale("es")
        self.records = everything()
        self.asked = self.records["recommendation"]
        self.body = Body.objects.get()
        self.sent = ProgressReport.objects.get(pk=self.records["report"])
        self.expected = ProgressReport.objects.get(pk=self.records["written"])
        self.other = RecommendationFactory(number=700, of=self.body)
        self.newcomer = UserFactory(role="focal_point")
        self.finding = Finding.objects.get(pk=self.records["finding"])
        self.sat, self.stood = Sat(), Stood()


@pytest.mark.parametrize("name", PEOPLE)
def test_every_act_takes_its_right_and_changes_nothing_without(name):
    world, person = World(), person_of(name)
    others = person.holds(*OTHER_VOICES)
    before, wrong, allowed = state(), [], []
    who = {"by": person.user, "at": NOW}
    for act, (right, do) in ACTS.items():
        rights = (right,) if isinstance(right, str) else right
        if right and person.holds(*rights) and not (right == COMMUNITY and others):
            allowed.append((act, do))
            continue
        # In no transaction but the service's own: what is refused must leave nothing behind.
        with pytest.raises((Refused, PermissionDenied)):
            do(world, who)
    assert state() == before
    for act, do in allowed:
        with transaction.atomic():
            try:
                do(world, who)
            except Refused as error:
                # Whoever may decide, may still be told that there is nothing to decide.
                if error.code != "nothing_changed":
                    wrong.append((act, error.code))
            transaction.set_rollback(True)
    assert wrong == []


ABOUT_A_RECOMMENDATION = (
    "response_record",
    "action_record",
    "report_ask",
    "the commission's view",
    "the community's view",
    "succession_record",
    "bill_record",
)


@pytest.mark.parametrize("act", ABOUT_A_RECOMMENDATION)
@pytest.mark.parametrize("stands", ["not_public", "translation"])
def test_the_tracker_follows_nothing_but_public_originals(act, stands):
    world = World()
    role = "community_assessor" if "community" in act else "tracker_editor"
    if stands == "not_public":
        world.asked.live = False
        world.asked.save()
    else:
        original = world.asked
        world.asked = RecommendationFactory(number=14, locale=locale("es"), title="Registrar")
        world.asked.translated_from = original
        world.asked.save()
    before = state()
    with pytest.raises(Refused) as refused, transaction.atomic():
        ACTS[act][1](world, {"by": person_of(f"role {role}").user, "at": NOW})
    assert refused.value.code == stands
    assert {key: value for key, value in state().items() if "accounts" not in key} == {
        key: value for key, value in before.items() if "accounts" not in key
    }


def test_words_of_a_finding_are_not_taken_down_through_the_tracker():
    words = WordsFactory()
    FindingFactory()
    with pytest.raises(Refused, match="not_of_tracker"):
        tracker_words_take_down(
            words=words, why="PRIV", by=UserFactory(role="tracker_editor"), at=NOW
        )
