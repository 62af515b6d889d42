"""One recommendation as a page: everything that the template prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from commission.documents.wording import taken_down
from commission.recommendations.public.law import Law, law_of
from commission.recommendations.public.next_dates import days_late, late_of
from commission.recommendations.public.promises import Answer, Promise, answers_of, promises_from
from commission.recommendations.public.rows import language_of, title_of
from commission.recommendations.public.said import Paper, Said, paper_of, said_of
from commission.recommendations.public.standing import Where, where_it_stands
from commission.recommendations.public.why import Why, why_of
from commission.recommendations.recommendation.models import (
    AddressedBody,
    Recommendation,
    SuccessionKind,
)
from commission.recommendations.timeline import Rows, timeline_from
from commission.recommendations.timeline.events import Event
from commission.recommendations.vocabulary import DEFINITIONS, Kind, Part, Status
from commission.reports.definition import Definition
from commission.reports.models import Report
from commission.reports.naming import theme_names
from commission.review.translations import translated, translated_all

EVENTS = 40  # a page of the history
# A text up to this length is its own heading.
HEADING = 320
ACTIONS = 25  # what stands in the first table; the rest opens under it


@dataclass(frozen=True)
class Asked:
    """A body that is asked, and who answers there."""

    slug: str
    name: str
    answerable: str
    office: str
    part: str  # how it is asked, where it is not the only one


@dataclass(frozen=True)
class Told:
    """One event of the history."""

    event: Event
    said: Said | None
    paper: Paper | None
    paper_down: str  # that its document was taken down


@dataclass(frozen=True)
class Follows:
    """Another recommendation that took this one's place, or whose place it took."""

    number: int
    title: str
    on: date
    sentence: str
    said: Said | None
    language: str


@dataclass(frozen=True)
class RecommendationPage:
    """What the template prints."""

    record: Recommendation  # in the language of the page where there is such a one
    number: int
    language: str
    heading: str
    body: str  # the text under the heading; empty where the heading is the text
    parts: Sequence[Any]
    source: str
    report: Report | None
    kind: str
    themes: Sequence[tuple[str, str]]  # what stands in its address, and its name
    asked: Sequence[Asked]
    late: str
    where: Where
    why: Why
    answers: Sequence[Answer]
    promises: Sequence[Promise]
    more_promises: Sequence[Promise]
    law: Law | None
    history: Page
    told: Sequence[Told]
    succeeded: Sequence[Follows]
    succeeds: Sequence[Follows]
    definitions: Sequence[Definition]

    @property
    def several(self) -> bool:
        """Whether more than one body was asked."""
        return len(self.asked) > 1

    @property
    def query(self) -> str:
        """What names this recommendation in the addresses of files and feeds."""
        return f"number={self.number}"

    @property
    def silent(self) -> bool:
        """Whether nothing at all is known of what became of it."""
        return not self.answers and not self.promises and not self.more_promises


def page_of(
    recommendation: Recommendation, *, at: datetime, history: str | None = None
) -> RecommendationPage:
    """Everything that a page of this recommendation shows at a moment.

    The number of queries depends on nothing that was recorded about it.
    """
    today = timezone.localdate(at)
    rows = Rows([recommendation], at=at, quoted=True)
    themes = theme_names(recommendation.themes.select_related("locale"))
    bodies = translated_all(one.body for one in rows.addressed)
    report = translated(recommendation.report) if recommendation.report else None
    record = translated(recommendation)
    promises = promises_from(rows.actions, rows.assessments, today=today, names=bodies)
    events = Paginator(timeline_from(rows)[recommendation.pk], EVENTS).get_page(history)
    heading, body = _heading(record)
    return RecommendationPage(
        record=record,
        number=recommendation.number,
        language=language_of(record),
        heading=heading,
        body=body,
        parts=_parts(record, recommendation),
        source=_source(recommendation, report),
        report=recommendation.report,
        kind=str(Kind(recommendation.kind).label) if recommendation.kind in Kind.values else "",
        themes=themes,
        asked=_asked(rows.addressed, bodies),
        late=_late(recommendation, today=today),
        where=where_it_stands(rows),
        why=why_of(rows),
        answers=answers_of(rows, today=today, names=bodies),
        promises=promises[:ACTIONS],
        more_promises=promises[ACTIONS:],
        law=law_of(rows, today=today),
        history=events,
        told=[
            Told(event, said_of(event.words), paper_of(event.document), taken_down(event.document))
            for event in events.object_list
        ],
        succeeded=_successions(rows, by=True),
        succeeds=_successions(rows, by=False),
        definitions=list(DEFINITIONS.get(Status, ())),
    )


def _parts(record: Recommendation, original: Recommendation) -> list[Any]:
    """The numbered parts of a text, or of the original's where a translation has none."""
    parts = list(record.parts.all())
    return parts or ([] if record == original else list(original.parts.all()))


def _heading(record: Recommendation) -> tuple[str, str]:
    """The text as its own heading where it is short enough; else its title, and the text below."""
    text = record.text.strip()
    if len(text) <= HEADING and "\n" not in text:
        return text, ""
    return record.title or str(record), text


def _source(recommendation: Recommendation, report: Report | None) -> str:
    """Where it stands in print; `report` is the row in the language of the page."""
    parts = [_("Recommendation %(number)s") % {"number": recommendation.number}]
    if report is not None:
        parts.append(report.title)
    if recommendation.chapter is not None:
        parts.append(_("chapter %(number)s") % {"number": recommendation.chapter.number})
    if recommendation.page:
        parts.append(_("page %(page)s") % {"page": recommendation.page})
    return ", ".join(parts)


def _asked(addressed: Sequence[AddressedBody], bodies: dict[Any, Any]) -> list[Asked]:
    return [
        Asked(
            slug=one.body.slug,
            name=bodies[one.body_id].name,
            answerable=bodies[one.body_id].answerable,
            office=bodies[one.body_id].contact_office,
            part=str(Part(one.part).label).lower() if len(addressed) > 1 else "",
        )
        for one in addressed
    ]


def _late(recommendation: Recommendation, *, today: date) -> str:
    """How long ago the day passed by which the whole was due."""
    days = days_late(recommendation.due_on, today=today) if recommendation.due_on else 0
    return late_of(None, days) if days else ""


def _successions(rows: Rows, *, by: bool) -> list[Follows]:
    """What took its place (`by`), or what it took the place of. Of public ones only."""
    mine, other = ("recommendation", "by") if by else ("by", "recommendation")
    public = [
        row
        for row in rows.successions
        if getattr(row, f"{mine}_id") in rows.batch and getattr(row, other).live
    ]
    others = translated_all(getattr(row, other) for row in public)
    found = []
    for row in public:
        one = others[getattr(row, f"{other}_id")]
        number = getattr(row, other).number
        found.append(
            Follows(
                number=number,
                title=title_of(one),
                on=row.on,
                sentence=_said(row.kind, by=by) % {"number": number},
                said=said_of(row.words) if by else None,
                language=language_of(one),
            )
        )
    return found


def _said(kind: str, *, by: bool) -> str:
    if by:
        return (
            _("Superseded by recommendation %(number)s")
            if kind == SuccessionKind.SUPERSEDED
            else _("Merged into recommendation %(number)s")
        )
    return (
        _("It supersedes recommendation %(number)s")
        if kind == SuccessionKind.SUPERSEDED
        else _("Recommendation %(number)s was merged into it")
    )
