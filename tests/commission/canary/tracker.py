"""Findings and recommendations over the testimonies of the world, full of canaries of their own."""

from datetime import date, timedelta
from enum import StrEnum

from django.utils import timezone

from commission.documents.models import Access, Document
from commission.documents.services import words_take_down
from commission.findings.models import Finding, HeldEvidence
from commission.following.models import Follow, Rate, TopicKind
from commission.following.services import follow_ask
from commission.following.topics import Topic
from commission.recommendations.assessments.services import assessment_record
from commission.recommendations.models import (
    Body,
    FocalPoint,
    ProgressReport,
    Recommendation,
)
from commission.recommendations.progress.services import (
    report_return,
    report_submit,
    report_take_in,
    report_write,
)
from commission.recommendations.vocabulary import Status, Voice
from commission.review.services import (
    record_approve,
    record_create,
    record_save_draft,
    record_send_back,
    record_submit,
    record_translate,
)
from tests.commission.canary.world import World
from tests.commission.factories import (
    BodyFactory,
    ChapterFactory,
    FindingFactory,
    RecommendationFactory,
    ReportFactory,
    ThemeFactory,
    cite,
    locale,
)
from tests.factories import NOW, UserFactory


class Kept(StrEnum):
    """Where a word was put that occurs nowhere else."""

    FINDING = "qyfinding"
    FINDING_DRAFT = "qyfindraft"
    FINDING_WAITS = "qyfinwaits"
    FINDING_NEXT = "qyfinnext"
    FINDING_SPANISH = "qyfinspanish"
    FINDING_SENT_BACK = "qyfinback"
    RECOMMENDATION = "qyrecommend"
    RECOMMENDATION_DRAFT = "qyrecdraft"
    RECOMMENDATION_NEXT = "qyrecnext"
    THEME_HIDDEN = "qythemehidden"
    REPORT_HIDDEN = "qyreporthidden"
    BODY_HIDDEN = "qybodyhidden"
    HELD_NOTE = "qyheldnote"
    HELD_TITLE = "qyheldtitle"
    PUBLIC_TITLE = "qypublictitle"
    REPORT_TAKEN_IN = "qytakenin"
    REPORT_SENT = "qysent"
    REPORT_DRAFT = "qyreportdraft"
    QUESTION = "qyquestion"
    COMMUNITY = "qycommunity"
    TAKEN_DOWN = "qytakendown"
    FOCAL_NAME = "qyfocalname"
    FOLLOWER = "qyfollower"


PUBLIC = {
    Kept.FINDING,
    Kept.RECOMMENDATION,
    Kept.PUBLIC_TITLE,
    Kept.REPORT_TAKEN_IN,
    Kept.COMMUNITY,
}
FINDINGS = {
    Kept.FINDING_DRAFT,
    Kept.FINDING_WAITS,
    Kept.FINDING_NEXT,
    Kept.FINDING_SPANISH,
}
TRACKER = {Kept.RECOMMENDATION_DRAFT, Kept.RECOMMENDATION_NEXT}
STANDS_IN = {Kept.THEME_HIDDEN, Kept.REPORT_HIDDEN}
# Beside what everybody may see. The vault's staff and visitors see nothing else.
MAY_SEE: dict[str, set[Kept]] = {
    "registrar": FINDINGS
    | TRACKER
    | STANDS_IN
    | {Kept.HELD_NOTE, Kept.HELD_TITLE, Kept.FINDING_SENT_BACK, Kept.BODY_HIDDEN},
    "commissioner": FINDINGS | TRACKER | STANDS_IN | {Kept.FINDING_SENT_BACK, Kept.BODY_HIDDEN},
    "tracker_editor": FINDINGS
    | TRACKER
    | STANDS_IN
    | {
        Kept.BODY_HIDDEN,
        Kept.REPORT_SENT,
        Kept.QUESTION,
        Kept.FOCAL_NAME,
        Kept.HELD_TITLE,
        Kept.FINDING_SENT_BACK,
    },
    "focal_point": {Kept.REPORT_SENT, Kept.REPORT_DRAFT, Kept.QUESTION, Kept.FOCAL_NAME},
}
PERSONAS = (
    "anonymous",
    "researcher",
    "publisher",
    "registrar",
    "commissioner",
    "tracker_editor",
    "focal_point",
    "other_focal_point",
    "community_assessor",
)


class Tracker:
    """One record in each state, made by the tracker's own services."""

    def __init__(self, world: World) -> None:
        roles = ("registrar", "commissioner", "tracker_editor", "community_assessor")
        self.staff = {role: UserFactory(username=role, role=role) for role in roles}
        for name, first in (("focal_point", Kept.FOCAL_NAME.value), ("other_focal_point", "Other")):
            self.staff[name] = UserFactory(
                username=f"{first}-account", first_name=first, role="focal_point"
            )
        self.theme, self.report = ThemeFactory(slug="records"), ReportFactory()
        self.hidden_theme = ThemeFactory(slug="hidden", name=Kept.THEME_HIDDEN.value)
        self.hidden_report = ReportFactory(slug="hidden", title=Kept.REPORT_HIDDEN.value)
        self.body = BodyFactory(slug="police", name="Police Service")
        self.other_body = BodyFactory(slug="council", name="City Council")
        self.hidden_body = BodyFactory(slug="hidden", name=Kept.BODY_HIDDEN.value)
        for body, name in ((self.body, "focal_point"), (self.other_body, "other_focal_point")):
            FocalPoint.objects.create(
                body=body,
                user=self.staff[name],
                named_by=self.staff["tracker_editor"],
                named_at=NOW,
            )
        self.documents = {
            access: Document.objects.create(
                title=title.value,
                access=access,
                language="en",
                taken_in_by=self.staff["registrar"],
                taken_in_at=NOW,
            )
            for access, title in (
                (Access.PUBLIC, Kept.PUBLIC_TITLE),
                (Access.HELD, Kept.HELD_TITLE),
            )
        }
        self._evidence(world)
        self._findings()
        self._recommendations()
        self._became()
        follow_ask(
            address=f"{Kept.FOLLOWER.value}@example.org",
            topic=Topic(
                TopicKind.RECOMMENDATION, str(self.recommendation.number), "Recommendation 1"
            ),
            rate=Rate.DAILY,
            language="en",
            at=timezone.now(),
        )

    def _evidence(self, world: World) -> None:
        """A public finding on every testimony that was ever open, and a recommendation on it."""
        for kept in world.kept:
            if not kept.editions:
                continue
            finding = FindingFactory(number=100 + kept.number, themes=[self.theme])
            cite(finding, kept.editions[0], turn=0)
            RecommendationFactory(
                number=100 + kept.number, of=self.body, findings=[finding], themes=[self.theme]
            )

    def _findings(self) -> None:
        by = self.staff["registrar"]
        self.finding = FindingFactory(
            number=1, statement=f"It {Kept.FINDING.value} was found.", themes=[self.theme]
        )
        HeldEvidence.objects.create(
            finding=self.finding,
            document=self.documents[Access.HELD],
            note=Kept.HELD_NOTE.value,
            added_by=by,
            added_at=NOW,
        )
        self.finding.conclusion = f"Next: {Kept.FINDING_NEXT.value}."
        record_save_draft(record=self.finding, by=by)
        self.draft = self._write(Kept.FINDING_DRAFT)
        waiting = self._write(Kept.FINDING_WAITS)
        record_submit(record=waiting, by=by)
        self.waiting = waiting
        back = self._write(Kept.FINDING_DRAFT)
        record_submit(record=back, by=by)
        record_send_back(
            record=back, comment=Kept.FINDING_SENT_BACK.value, by=self.staff["commissioner"]
        )
        spanish = record_translate(record=self.finding, locale=locale("es"), by=by)
        spanish.statement = Kept.FINDING_SPANISH.value
        record_save_draft(record=spanish, by=by)

    def _write(self, kept: Kept) -> Finding:
        draft = Finding(
            statement=f"Something {kept.value} here.",
            conclusion=f"It is {kept.value}.",
            standard="beyond_doubt",
            chapter=ChapterFactory(report=self.hidden_report, title=kept.value),
            locale=locale(),
        )
        draft.themes.set([self.hidden_theme])
        return record_create(record=draft, by=self.staff["registrar"])

    def _recommendations(self) -> None:
        by = self.staff["tracker_editor"]
        self.recommendation = RecommendationFactory(
            number=1,
            text=f"Do {Kept.RECOMMENDATION.value} now.",
            title="",
            of=self.body,
            findings=[self.finding],
            themes=[self.theme],
        )
        self.recommendation.text = f"Do {Kept.RECOMMENDATION_NEXT.value} now."
        record_save_draft(record=self.recommendation, by=by)
        self.recommendation.refresh_from_db()
        hidden = Recommendation(
            text=f"Do {Kept.RECOMMENDATION_DRAFT.value}.", kind="police", locale=locale()
        )
        hidden.addressed.set([_asked(self.hidden_body)])
        self.hidden = record_create(record=hidden, by=by)
        self.others = RecommendationFactory(number=2, of=self.other_body)

    def _became(self) -> None:
        editor, focal = self.staff["tracker_editor"], self.staff["focal_point"]
        texts = (
            Kept.REPORT_TAKEN_IN,
            Kept.REPORT_SENT,
            Kept.REPORT_DRAFT,
            Kept.REPORT_SENT,
        )
        self.reports: list[ProgressReport] = []
        for month, kept in enumerate(texts, start=1):
            report = ProgressReport.objects.create(
                recommendation=self.recommendation, body=self.body, due_on=date(2026, month, 1)
            )
            said = {"claim": Status.UNDERWAY, "text": f"We {kept.value}.", "language": "en"}
            write = report_write if month == 3 else report_submit
            write(report=report, **said, by=focal, at=NOW + timedelta(minutes=month))
            self.reports.append(report)
        report_take_in(report=self.reports[0], by=editor, at=NOW)
        report_return(
            report=self.reports[3],
            question=f"Which {Kept.QUESTION.value}?",
            language="en",
            by=editor,
            at=NOW,
        )
        for kept in (Kept.TAKEN_DOWN, Kept.COMMUNITY):
            view = assessment_record(
                recommendation=self.recommendation,
                voice=Voice.COMMUNITY,
                status=Status.NOT_STARTED,
                author="Families",
                made_on=date(2026, 5, 1),
                text=f"We say {kept.value}.",
                language="en",
                documents=[self.documents[Access.PUBLIC], self.documents[Access.HELD]],
                by=self.staff["community_assessor"],
                at=NOW,
            )
            if kept is Kept.TAKEN_DOWN:
                words_take_down(words=view.words, why="PRIV", by=editor, at=NOW)

    def approve(self, record: Finding) -> Finding:
        return record_approve(record=record, by=self.staff["commissioner"])


def _asked(body: Body):
    from commission.recommendations.models import AddressedBody

    return AddressedBody(body=body)


def tokens() -> list[str]:
    """What stands in the links of the follower's mails."""
    return list(Follow.objects.values_list("token", flat=True))
