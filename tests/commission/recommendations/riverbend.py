"""A record of recommendations as the design shows it: 42, eleven of them of the police."""

from datetime import date, timedelta
from html.parser import HTMLParser

from commission.documents.models import Document, Words
from commission.recommendations.models import (
    ActionDue,
    AddressedBody,
    Assessment,
    AssessmentEvidence,
    Bill,
    BillFor,
    BillStage,
    ProgressReport,
    Recommendation,
    RecommendationPart,
    Session,
)
from commission.recommendations.vocabulary import Kind, Part, ResponseKind, Stage, Status, Voice
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
    cite,
    locale,
)
from tests.factories import NOW, UserFactory

TITLES = {
    14: "Record every use of force on the day it happens, and publish the figures each quarter",
    8: "Open the complaint files from 1994 to 2005 to the people named in them",
    3: "Give families one named person to write to, who must answer within 30 days",
    19: "Pass a law requiring an outside investigation of every death after police contact",
    31: "Pay for counselling for those who testified and their families, for life",
    27: "Put up a marker at the Ferry Road bridge, with words chosen by the families",
}
POLICE = (3, 5, 7, 8, 12, 13, 14, 15, 22, 25, 36)
LETTERS = {"n": Status.NOT_STARTED, "p": Status.PROPOSED, "u": Status.UNDERWAY}
LETTERS |= {"c": Status.COMPLETED, "s": Status.STALLED, "-": None}
BODIES = "cpucunpcccnucucuupuuucpcucccccncnpncpcunpp"
FINDS = "cpucunppcunscuupppuusucuscccccnpnpncpcunpp"
COMMUNITY = "upsucnnpcusnnuppppunsncsscccccnpnpucpnnsnp"


def police():
    """The body that the design has a page of."""
    return BodyFactory(
        slug="riverbend-police-service",
        name="Riverbend Police Service",
        answerable="The Chief of Police",
        contact_office="Records Office",
        money="City Council, police budget",
    )


def fourteen(body=None, *, editions=(), **kwargs):
    """Recommendation 14 with all that a page can show. `editions`: turns and editions to cite."""
    body = body or police()
    editor = UserFactory()
    row = RecommendationFactory(
        number=14,
        title=TITLES[14],
        text="Record every use of force, however slight, on the day it happens, and publish the "
        "figures each quarter in a form anyone can check.",
        priority=True,
        of=body,
        themes=[ThemeFactory(), ThemeFactory(slug="police", name="Police practice")],
        **kwargs,
    )
    if editions:
        finding = FindingFactory(
            number=6,
            statement="For eleven years the police service kept no record of force used at "
            "traffic stops.",
            standard_reason="The daily books of one district, 1998, are missing: that is why it "
            "stops here.",
        )
        for turn, edition in editions:
            cite(finding, edition, turn=turn)
        row.findings.add(finding)
        row.save()
    views = {
        Voice.BODY: (
            Status.COMPLETED,
            "Riverbend Police Service",
            date(2026, 3, 3),
            "Form 88 has been in use across the Service since January.",
        ),
        Voice.COMMISSION: (
            Status.UNDERWAY,
            "Follow-up panel",
            date(2026, 4, 14),
            "The form is in use in 3 of 5 districts. No figures have been published.",
        ),
        Voice.COMMUNITY: (
            Status.NOT_STARTED,
            "Families of Ferry Road",
            date(2026, 5, 2),
            "We have asked for the numbers at four forums. We have not seen one.",
        ),
    }
    for voice, (status, author, made_on, text) in views.items():
        view = AssessmentFactory(
            recommendation=row,
            voice=voice,
            status=status,
            author=author,
            made_on=made_on,
            body=body if voice == Voice.BODY else None,
            quality="unacceptable" if voice == Voice.COMMISSION else "",
            words=WordsFactory(text=text),
        )
    papers = [document("Visit note"), document("A list of names", access="held")]
    for paper in papers:
        AssessmentEvidence.objects.create(
            assessment=row.assessments.get(voice=Voice.COMMISSION), document=paper
        )
    assert view.voice == Voice.COMMUNITY
    ResponseFactory(recommendation=row, body=body, document=document("Letter of the Chief"))
    for title, owner, due_on, found in [
        ("Write and test one form for all five districts", "Records Office", -90, "completed"),
        ("Train every shift leader to use it the same day", "Training Division", -60, "underway"),
        ("Publish quarterly figures, with the method, as open data", "Records Office", 200, None),
    ]:
        action = ActionFactory(
            recommendation=row,
            body=body,
            title=title,
            owner=owner,
            due_on=NOW.date() + timedelta(days=due_on),
        )
        if found:
            AssessmentFactory(recommendation=row, action=action, status=found)
    ActionDue.objects.create(
        action=action,
        due_on=NOW.date() + timedelta(days=300),
        words=WordsFactory(text="The method needs another round of tests."),
        set_by=editor,
        set_at=NOW,
    )
    ProgressReportFactory(recommendation=row, body=body, due_on=NOW.date() - timedelta(days=61))
    ProgressReportFactory(recommendation=row, body=body, due_on=NOW.date() + timedelta(days=25))
    bill(row, editor, number="House Bill 212", title="Police Records Act")
    return row


def document(title: str, *, access: str = "public") -> Document:
    """A paper of twelve pages."""
    return Document.objects.create(
        title=title,
        access=access,
        language="en",
        pages=12,
        size=9_000,
        taken_in_by=UserFactory(),
        taken_in_at=NOW,
    )


def bill(row, editor, *, number: str, title: str, ends_in: int = 30, stage=Stage.COMMITTEE):
    """A bill that passed a committee, in a session that ends in so many days."""
    session = Session.objects.create(
        legislature="State Legislature",
        name="2026 session",
        begins_on=NOW.date() - timedelta(days=150),
        ends_on=NOW.date() + timedelta(days=ends_in),
    )
    made = Bill.objects.create(
        number=number,
        title=title,
        chamber="House",
        link="https://legislature.example/hb212",
        session=session,
        recorded_by=editor,
        recorded_at=NOW,
    )
    BillFor.objects.create(bill=made, recommendation=row, covers="all")
    BillStage.objects.create(
        bill=made,
        stage=stage,
        on=NOW.date() - timedelta(days=40),
        recorded_by=editor,
        recorded_at=NOW,
    )
    return made


def forty_two(*, editions=()) -> None:
    """The whole tracker of the design."""
    service = police()
    council = BodyFactory(slug="city-council", name="City Council", kind="government")
    legislature = BodyFactory(slug="legislature", name="State legislature", kind="legislature")
    for number in range(1, 43):
        if number == 14:
            fourteen(service, editions=editions)
            continue
        body = service if number in POLICE else legislature if number == 19 else council
        row = RecommendationFactory(
            number=number,
            title=TITLES.get(number, f"Do the thing that recommendation {number} asks for"),
            of=body,
            kind=Kind.LEGISLATIVE if number == 19 else Kind.POLICE,
            due_on=None,
        )
        if number == 8:
            AddressedBody.objects.create(recommendation=row, body=council, part=Part.SUPPORTING)
            ProgressReport.objects.create(
                recommendation=row, body=service, due_on=NOW.date() - timedelta(days=61)
            )
        if number == 3:
            RecommendationPart.objects.create(
                recommendation=row, label="i.", text="A name and a telephone number."
            )
        if number != 31:
            ResponseFactory(
                recommendation=row,
                body=body,
                kind=ResponseKind.IN_PART if number % 3 else ResponseKind.ACCEPTED,
                given_on=date(2025, 9, 30) + timedelta(days=40 + number * 3),
                words=None,
            )
        if number in POLICE:
            ActionFactory(
                recommendation=row,
                body=body,
                title=f"Promise what recommendation {number} asks for",
                due_on=NOW.date() + timedelta(days=number * 20 - 200),
            )
        for voice, line in zip(Voice, (BODIES, FINDS, COMMUNITY), strict=True):
            status = LETTERS[line[number - 1]]
            if status:
                AssessmentFactory(
                    recommendation=row,
                    voice=voice,
                    status=status,
                    body=body if voice == Voice.BODY else None,
                )


class Text(HTMLParser):
    """What stands between the tags of a page."""

    def __init__(self):
        super().__init__()
        self.said = []
        self.read = True

    def handle_starttag(self, tag, attrs):
        self.read = tag != "script"  # data for programs

    def handle_endtag(self, tag):
        self.read = True

    def handle_data(self, data):
        if self.read:
            self.said.append(data)


def text_of(response) -> str:
    """The words of a page, without its tags."""
    parser = Text()
    parser.feed(response.content.decode())
    return " ".join("".join(parser.said).split())


def many(count: int, *, views: int) -> None:
    """So many recommendations with so many views each, written in a few queries."""
    body, editor, english = BodyFactory(), UserFactory(), locale()
    rows = Recommendation.objects.bulk_create(
        Recommendation(
            number=number,
            text=f"Do thing {number}.",
            live=True,
            locale=english,
            made_on=date(2025, 1, 1),
        )
        for number in range(1, count + 1)
    )
    AddressedBody.objects.bulk_create(AddressedBody(recommendation=row, body=body) for row in rows)
    RecommendationPart.objects.bulk_create(
        RecommendationPart(recommendation=row, label="i.", text="A part.") for row in rows
    )
    words = Words.objects.bulk_create(WordsFactory.build() for _ in range(count * views))
    Assessment.objects.bulk_create(
        Assessment(
            recommendation=row,
            voice=list(Voice)[n % 3],
            body=body if n % 3 == 0 else None,
            status=list(Status)[(row.number + n) % 5],
            author="Somebody",
            made_on=date(2026, 1, 1) + timedelta(days=n),
            words=words[place * views + n],
            recorded_by=editor,
            recorded_at=NOW,
        )
        for place, row in enumerate(rows)
        for n in range(views)
    )
