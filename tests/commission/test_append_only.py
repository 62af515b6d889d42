"""What was said of findings and recommendations is added to, and the database itself sees to it."""

import pytest
from django.db import IntegrityError, connection, transaction

from archive.ledger.rules import APPEND_ONLY, TWO_PEOPLE, rules
from commission.findings.models import EvidenceDecision
from commission.findings.vocabulary import DecisionKind
from commission.hearings.models import Cipher, OrderCover, OrderHold
from commission.markers.models import ConditionSeen, MarkerWithdrawal, StateChange
from commission.pages.models import PageDecision, PageTold
from commission.pages.told import PageDecisionKind
from commission.recommendations.models import (
    ActionDue,
    Assessment,
    AssessmentEvidence,
    BillStage,
    Reminder,
    Response,
    SentBack,
    Succession,
)
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    ProgressReportFactory,
    RecommendationFactory,
    ResponseFactory,
    WordsFactory,
)
from tests.commission.hearings.factories import (
    CipherFactory,
    DelayedReleaseFactory,
    DocketEntryFactory,
    RestrictionOrderFactory,
)
from tests.commission.markers.factories import (
    ConditionFactory,
    MarkerFactory,
    StateChangeFactory,
)
from tests.commission.pages.factories import home_page
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db

OURS = [rule for rule in rules() if rule not in (*APPEND_ONLY, *TWO_PEOPLE)]


def one_row(label: str) -> None:
    """A row of the table, with what it needs."""
    recommendation = RecommendationFactory(of=BodyFactory())
    by = {"recorded_by": UserFactory(), "recorded_at": NOW}
    match label.split(".")[1]:
        case "EvidenceDecision":
            EvidenceDecision.objects.create(
                finding=FindingFactory(),
                kind=DecisionKind.KEPT,
                words=WordsFactory(),
                decided_by=UserFactory(),
                decided_at=NOW,
            )
        case "ActionDue":
            ActionFactory(recommendation=recommendation)
        case "Assessment":
            AssessmentFactory(recommendation=recommendation)
        case "AssessmentEvidence":
            paper = document()
            assessment = AssessmentFactory(recommendation=recommendation)
            AssessmentEvidence.objects.create(assessment=assessment, document=paper)
        case "BillStage":
            BillStage.objects.create(bill=bill(), stage="introduced", on=NOW.date(), **by)
        case "Reminder":
            report = ProgressReportFactory(recommendation=recommendation)
            Reminder.objects.create(report=report, kind="due", sent_at=NOW)
        case "Response":
            ResponseFactory(recommendation=recommendation)
        case "SentBack":
            SentBack.objects.create(
                report=ProgressReportFactory(recommendation=recommendation),
                claim="completed",
                words=WordsFactory(),
                question=WordsFactory(),
                submitted_by=UserFactory(),
                submitted_at=NOW,
                returned_by=UserFactory(),
                returned_at=NOW,
            )
        case "Succession":
            Succession.objects.create(
                recommendation=recommendation,
                kind="merged",
                by=RecommendationFactory(),
                on=NOW.date(),
                **by,
            )
        case "Cipher":
            CipherFactory()
        case "OrderCover":
            RestrictionOrderFactory(covers=[DocketEntryFactory()])
        case "OrderHold":
            hold = DelayedReleaseFactory().hold
            OrderHold.objects.create(order=RestrictionOrderFactory(), hold=hold)
        case "ConditionSeen":
            ConditionFactory(marker=MarkerFactory(state="none"))
        case "MarkerWithdrawal":
            MarkerFactory(state="none", withdrawn=True)
        case "StateChange":
            StateChangeFactory(marker=MarkerFactory(state="none"))
        case "PageDecision":
            PageDecision.objects.create(
                page=home_page(),
                kind=PageDecisionKind.KEPT,
                reason="It stands without it.",
                decided_by=UserFactory(),
                decided_at=NOW,
            )
        case "PageTold":
            PageTold.objects.create(page=home_page(), state="withdrawn", sent_at=NOW)
        case other:
            raise AssertionError(f"no row is made here for {other}")


def bill():
    from commission.recommendations.models import Bill, Session

    session = Session.objects.create(
        legislature="State", name="2026", begins_on=NOW.date(), ends_on=NOW.date()
    )
    return Bill.objects.create(
        number="HB 1", title="Act", session=session, recorded_by=UserFactory(), recorded_at=NOW
    )


def document():
    from commission.documents.models import Document

    return Document.objects.create(
        title="Letter", language="en", taken_in_by=UserFactory(), taken_in_at=NOW
    )


def test_these_tables_are_protected():
    assert {rule.model.split(".")[1] for rule in OURS} == {
        model.__name__
        for model in (
            EvidenceDecision,
            ActionDue,
            Assessment,
            AssessmentEvidence,
            BillStage,
            Reminder,
            Response,
            SentBack,
            Succession,
            Cipher,
            OrderCover,
            OrderHold,
            ConditionSeen,
            MarkerWithdrawal,
            StateChange,
            PageDecision,
            PageTold,
        )
    }


@pytest.mark.parametrize("rule", OURS, ids=lambda rule: rule.model)
def test_a_row_is_neither_changed_nor_removed(rule):
    one_row(rule.model)
    key = rule.meta.pk.column
    for statement in (
        f"UPDATE {rule.table} SET {key} = {key}",
        f"DELETE FROM {rule.table}",
    ):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert rule.meta.model.objects.count() == 1
