"""Finding 6 with all that a page can show: voices, a removal, a note, a change, a decision."""

from datetime import date, timedelta

from archive.withdrawal.models import Withdrawal
from commission.documents.models import Access, Document
from commission.findings.evidence import evidence_of
from commission.findings.models import DocumentCitation, EvidenceDecision, HeldEvidence
from tests.browser.public import wren
from tests.commission.factories import (
    FindingFactory,
    RecommendationFactory,
    ThemeFactory,
    WordsFactory,
    cite,
)
from tests.commission.recommendations.riverbend import TITLES, fourteen
from tests.factories import NOW, EditionFactory, TestimonyFactory, UserFactory

CONCLUSION = """Between 1994 and 2005 the Riverbend Police Service had no form, book or file in \
which force used at a traffic stop was written down. This was not an oversight by single officers.

Families who asked in writing were told that there was nothing to send. That was true, and the \
commission finds that this was known.

The commission does not find that records were destroyed. It finds that they were never made."""


def withdrawn(reference="RB-0088", *, listed=True, at=NOW):
    """An account that was cited and taken back since."""
    edition = EditionFactory(reference=reference, withdrawn=True)
    Withdrawal.objects.create(
        testimony=edition.testimony,
        asked_by="giver",
        listed=listed,
        was_public=True,
        withdrawn_by=UserFactory(),
        withdrawn_at=at,
    )
    return edition


def paper(title, *, access=Access.PUBLIC, **kwargs):
    """A document."""
    return Document.objects.create(
        title=title,
        access=access,
        language="en",
        taken_in_by=UserFactory(),
        taken_in_at=NOW,
        **kwargs,
    )


def decide(finding, kind, text, *, at=NOW):
    """A decision about every change that stands, with its reasons."""
    changes = [one for one in evidence_of(finding.citations.all(), at=at) if one.changed]
    return EvidenceDecision.objects.create(
        finding=finding,
        kind=kind,
        covers=[one.mark for one in changes],
        words=WordsFactory(text=text),
        decided_by=UserFactory(),
        decided_at=at,
    )


def six(*, files=True):
    """The finding of the design."""
    samuel = wren(
        "RB-0203", title="Samuel Adeyemi-Holt", attribution="real_name", number=1, files=files
    )
    group = EditionFactory(
        reference="RB-0211",
        title="A group of six from Lower Wharf",
        attribution="real_name",
        language="es",
        kind="written",
        duration_ms=0,
        turns=[
            ("", [{"text": "Guardamos las cartas en una lata de galletas, por si algún día."}]),
            ("", [{"text": "Nos enseñaron a no llamar."}]),
        ],
    )
    edition = wren(files=files)
    gone = withdrawn()
    row = fourteen()
    finding = FindingFactory(
        number=6,
        statement="For eleven years the police service kept no record of force used at traffic "
        "stops.",
        conclusion=CONCLUSION,
        standard_reason="Former officers, families and the service’s own daily books say the same "
        "thing. The daily books of one district, 1998, are missing: that is why it stops here.",
        themes=[ThemeFactory(), ThemeFactory(slug="police", name="Police practice")],
    )
    places = [(edition, 9), (samuel, 5), (edition, 6), (group, 0), (edition, 3), (gone, 1)]
    for n, (one, turn) in enumerate(places):
        cite(finding, one, turn=turn, sort_order=n)
    decide(
        finding,
        "kept",
        "The passage told us when the practice became known to the families. It was not needed to "
        "show that the practice existed; four other people and three documents do that.",
        at=NOW + timedelta(days=1),
    )
    for n, (title, pages) in enumerate(
        [("Daily book, East District, winter 1996", "41 to 44"), ("Standing order 12, 1993", "3")]
    ):
        DocumentCitation.objects.create(
            finding=finding, document=paper(title, size=9), pages=pages, sort_order=n
        )
    held = {"finding": finding, "added_by": UserFactory(), "added_at": NOW}
    HeldEvidence.objects.create(testimony=TestimonyFactory(), note="Not to be named.", **held)
    HeldEvidence.objects.create(testimony=TestimonyFactory(), **held)
    HeldEvidence.objects.create(document=paper("A list of names", access=Access.HELD), **held)
    row.findings.add(finding)
    row.save()
    body = row.addressed.get().body
    for number in (8, 27):
        RecommendationFactory(
            number=number, title=TITLES[number], of=body, findings=[finding], due_on=None
        )
    FindingFactory(
        number=7,
        statement="Nobody was asked why the forms were missing.",
        adopted_on=date(2025, 9, 30),
        cites=samuel,
        cites__turn=1,
    )
    return finding
