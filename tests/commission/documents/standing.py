"""A document in each of the places where one can stand."""

from datetime import date
from typing import Any

from commission.documents.models import Access, Document
from commission.findings.models import DocumentCitation, HeldEvidence
from commission.recommendations.models import AssessmentEvidence, SentBack
from tests.commission.factories import (
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    ProgressReportFactory,
    RecommendationFactory,
    ResponseFactory,
    WordsFactory,
)
from tests.factories import NOW, UserFactory

TITLE = "Letter of Zebedee Quillfeather"
SENTENCE = "A document was taken down on 12 May 2026: personal information."


def document(access: str = Access.PUBLIC, **kwargs: Any) -> Document:
    """A public document of a body, with no bytes behind it, that stands nowhere."""
    given = {"title": TITLE, "access": access, "language": "en", "taken_in_at": NOW, "size": 9}
    kwargs.setdefault("taken_in_by", UserFactory(role="focal_point"))
    return Document.objects.create(**given, **kwargs)


def asked() -> Any:
    return RecommendationFactory(number=14, of=BodyFactory(name="City Police"))


def cited(paper: Document, **kwargs: Any) -> None:
    DocumentCitation.objects.create(finding=FindingFactory(number=6, **kwargs), document=paper)


def counted(paper: Document) -> None:
    HeldEvidence.objects.create(
        finding=FindingFactory(number=6), document=paper, added_by=UserFactory(), added_at=NOW
    )


def answered(paper: Document) -> None:
    ResponseFactory(recommendation=asked(), document=paper)


def judged(paper: Document) -> None:
    view = AssessmentFactory(recommendation=asked())
    AssessmentEvidence.objects.create(assessment=view, document=paper)


def reported(paper: Document, state: str = "taken_in", **kwargs: Any) -> Any:
    return ProgressReportFactory(
        recommendation=asked(),
        document=paper,
        state=state,
        claim="underway",
        words=WordsFactory(),
        **kwargs,
    )


def waits(paper: Document) -> None:
    reported(paper, "submitted", submitted_at=NOW, submitted_by=UserFactory())


def sent_back(paper: Document) -> None:
    by = UserFactory()
    SentBack.objects.create(
        report=ProgressReportFactory(recommendation=asked(), due_on=date(2026, 6, 1)),
        claim="underway",
        words=WordsFactory(),
        document=paper,
        submitted_by=by,
        submitted_at=NOW,
        question=WordsFactory(),
        returned_by=by,
        returned_at=NOW,
    )
