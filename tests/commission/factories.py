"""Findings and the tracker for tests. Rows are written directly, in states that services make.

`FindingFactory(cites=edition)` rests on the first sentence of that edition's giver.
"""

from datetime import date

import factory
from wagtail.models import Locale

from archive.edition.quoting import place_between, quotation_at
from archive.edition.word_times import text_of, words_of
from commission.documents.models import Words
from commission.findings.models import Citation, Finding
from commission.findings.vocabulary import StandardOfProof
from commission.recommendations.models import (
    Action,
    ActionDue,
    AddressedBody,
    Assessment,
    Body,
    FocalPoint,
    ProgressReport,
    Recommendation,
    ReportingDuty,
    Response,
)
from commission.recommendations.vocabulary import Kind, Part, ResponseKind, Status, Voice
from commission.reports.models import Chapter, Report, Theme
from tests.factories import NOW, UserFactory


def locale(code: str = "en") -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


class InEnglish(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    locale = factory.LazyFunction(locale)


class ThemeFactory(InEnglish):
    class Meta:
        model = Theme
        django_get_or_create = ("locale", "slug")

    slug = "records"
    name = "Records and reporting"


class ReportFactory(InEnglish):
    class Meta:
        model = Report
        django_get_or_create = ("locale", "slug")

    slug = "final-report"
    title = "Final report"
    published_on = date(2025, 9, 30)


class ChapterFactory(InEnglish):
    class Meta:
        model = Chapter
        django_get_or_create = ("report", "number", "locale")

    report = factory.SubFactory(ReportFactory)
    number = 5
    title = "Records and reporting"


class BodyFactory(InEnglish):
    class Meta:
        model = Body

    slug = factory.Sequence(lambda n: f"body-{n}")
    name = factory.Sequence(lambda n: f"Riverbend Service {n}")
    kind = "police"
    answerable = "The Chief"


class WordsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Words

    text = "The form is in use in three of five districts."
    language = "en"


class FindingFactory(InEnglish):
    """A public finding; `draft=True` one that nobody has approved."""

    class Meta:
        model = Finding
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: n + 1)
    chapter = factory.SubFactory(ChapterFactory)
    statement = "For eleven years the police service kept no record of force used."
    conclusion = "There was no form, book or file.\n\nThey were never made."
    standard = StandardOfProof.CLEAR
    standard_reason = "The books of one district are missing."
    made_by = "Five commissioners, all agreeing"
    adopted_on = date(2025, 9, 30)
    period = "1994/2005"
    place = "All five districts"
    live = True
    first_published_at = NOW

    class Params:
        draft = factory.Trait(live=False, first_published_at=None)

    @factory.post_generation
    def themes(self, create, extracted, **kwargs):
        self.themes.set(extracted or [])
        self.save()

    @factory.post_generation
    def cites(self, create, extracted, **kwargs):
        for edition in extracted if isinstance(extracted, list) else [extracted] * bool(extracted):
            cite(self, edition, **kwargs)


def cite(record, edition, *, turn: int = 1, model=Citation, field: str = "finding", **kwargs):
    """Let a finding, or another record, point at one whole turn of an edition."""
    values = passage_of(edition, turn)
    return model.objects.create(**{field: record}, edition=edition, **values, **kwargs)


def passage_of(edition, turn: int = 1) -> dict[str, object]:
    """What a citation keeps of one whole turn of an edition."""
    rows = list(edition.turns.order_by("position"))
    row = rows[turn]
    place = place_between(rows, words_of(edition), row.start_ms, row.end_ms)
    assert place is not None
    assert (place.first_turn, place.to_char) == (row.position, len(text_of(row)))
    quotation = quotation_at(edition, place, rows)
    assert quotation is not None
    return {
        "start_ms": row.start_ms,
        "end_ms": row.end_ms,
        "first_turn": place.first_turn,
        "from_char": place.from_char,
        "last_turn": place.last_turn,
        "to_char": place.to_char,
        "quote_hash": quotation.hash,
    }


class RecommendationFactory(InEnglish):
    """A public recommendation; `of=body` addresses it, `draft=True`: nobody has approved it."""

    class Meta:
        model = Recommendation
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: n + 1)
    title = "Record every use of force on the day it happens"
    text = "Record every use of force, however slight, on the day it happens."
    report = factory.SubFactory(ReportFactory)
    kind = Kind.POLICE
    made_on = date(2025, 9, 30)
    due_on = date(2026, 12, 31)
    checked_by = "The follow-up panel"
    live = True
    first_published_at = NOW

    class Params:
        draft = factory.Trait(live=False, first_published_at=None)

    @factory.post_generation
    def of(self, create, extracted, **kwargs):
        if extracted:
            AddressedBody.objects.create(recommendation=self, body=extracted, part=Part.LEAD)

    @factory.post_generation
    def themes(self, create, extracted, **kwargs):
        self.themes.set(extracted or [])
        self.save()

    @factory.post_generation
    def findings(self, create, extracted, **kwargs):
        self.findings.set(extracted or [])
        self.save()


class ResponseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Response

    recommendation = factory.SubFactory(RecommendationFactory)
    body = factory.LazyAttribute(lambda o: o.recommendation.addressed.get().body)
    kind = ResponseKind.ACCEPTED
    given_on = date(2025, 12, 12)
    words = factory.SubFactory(WordsFactory)
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = NOW


class ActionFactory(factory.django.DjangoModelFactory):
    """An action that is due on `due_on`."""

    class Meta:
        model = Action
        skip_postgeneration_save = True

    recommendation = factory.SubFactory(RecommendationFactory)
    body = factory.LazyAttribute(lambda o: o.recommendation.addressed.get().body)
    title = "Write and test one form for all districts"
    owner = "Records Office"
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = NOW

    @factory.post_generation
    def due_on(self, create, extracted, **kwargs):
        ActionDue.objects.create(
            action=self,
            due_on=extracted or date(2026, 1, 31),
            set_by=self.recorded_by,
            set_at=NOW,
        )


class AssessmentFactory(factory.django.DjangoModelFactory):
    """The commission's view, unless told otherwise."""

    class Meta:
        model = Assessment

    recommendation = factory.SubFactory(RecommendationFactory)
    voice = Voice.COMMISSION
    status = Status.UNDERWAY
    author = "Follow-up panel"
    made_on = date(2026, 5, 1)
    words = factory.SubFactory(WordsFactory)
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = NOW


class ReportingDutyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReportingDuty

    recommendation = factory.SubFactory(RecommendationFactory)
    body = factory.LazyAttribute(lambda o: o.recommendation.addressed.get().body)
    every_months = 6
    first_due_on = date(2026, 5, 1)
    set_by = factory.SubFactory(UserFactory)
    set_at = NOW


class ProgressReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgressReport

    recommendation = factory.SubFactory(RecommendationFactory)
    body = factory.LazyAttribute(lambda o: o.recommendation.addressed.get().body)
    due_on = date(2026, 6, 1)


def focal_point_of(body: Body, **kwargs) -> FocalPoint:
    """Somebody with an account who answers for a body."""
    return FocalPoint.objects.create(
        body=body,
        user=UserFactory(role="focal_point", **kwargs),
        named_by=UserFactory(),
        named_at=NOW,
    )
