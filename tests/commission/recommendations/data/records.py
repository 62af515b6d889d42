"""One recommendation with everything that can become of it."""

from datetime import date

from django.utils import timezone

from commission.recommendations.models import (
    AddressedBody,
    Bill,
    BillFor,
    BillStage,
    RecommendationPart,
    Session,
    Succession,
)
from commission.recommendations.vocabulary import Part, Status, Voice
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    ProgressReportFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
    WordsFactory,
)
from tests.factories import NOW, EditionFactory, UserFactory


def whole(**kwargs):
    """Recommendation with a finding, two bodies, parts, three views that disagree, and a bill."""
    body = BodyFactory()
    record = RecommendationFactory(
        of=body,
        themes=[ThemeFactory()],
        findings=[FindingFactory(cites=EditionFactory())],
        **kwargs,
    )
    AddressedBody.objects.create(
        recommendation=record, body=BodyFactory(), part=Part.SUPPORTING, sort_order=1
    )
    for place, label in enumerate(("i.", "ii.")):
        RecommendationPart.objects.create(
            recommendation=record, label=label, text="Keep a book.", sort_order=place
        )
    ResponseFactory(recommendation=record, body=body)
    action = ActionFactory(recommendation=record, body=body)
    ProgressReportFactory(recommendation=record, body=body, due_on=date(2026, 2, 1))
    for voice, status in (
        (Voice.COMMISSION, Status.UNDERWAY),
        (Voice.COMMUNITY, Status.NOT_STARTED),
    ):
        AssessmentFactory(recommendation=record, voice=voice, status=status)
    AssessmentFactory(recommendation=record, voice=Voice.BODY, status=Status.COMPLETED, body=body)
    AssessmentFactory(recommendation=record, action=action, status=Status.PROPOSED)
    billed(record)
    return record


def billed(record, *, number="HB 212", ends_on=date(2026, 12, 18), stage="passed_committee"):
    """A bill under a recommendation, in a session that ends on a day."""
    session = Session.objects.create(
        legislature="State Legislature",
        name="2026 session",
        begins_on=date(2026, 1, 5),
        ends_on=ends_on,
    )
    bill = Bill.objects.create(
        number=number,
        title="Police Records Act",
        chamber="House",
        link="https://legislature.example/hb212",
        session=session,
        recorded_by=UserFactory(),
        recorded_at=NOW,
    )
    BillFor.objects.create(bill=bill, recommendation=record, covers="part")
    BillStage.objects.create(
        bill=bill, stage=stage, on=date(2026, 3, 1), recorded_by=UserFactory(), recorded_at=NOW
    )
    return bill


def succeeded(record, by):
    """Another recommendation takes the place of this one."""
    return Succession.objects.create(
        recommendation=record,
        kind="superseded",
        by=by,
        on=date(2026, 5, 1),
        recorded_by=UserFactory(),
        recorded_at=NOW,
    )


def taken_down(words):
    """The words of a view are taken down."""
    words.text, words.taken_down_at, words.taken_down_why = "", timezone.now(), "PRIV"
    words.taken_down_by = UserFactory()
    words.save()


__all__ = ["WordsFactory", "billed", "succeeded", "taken_down", "whole"]
