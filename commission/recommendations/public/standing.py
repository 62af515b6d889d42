"""Where a recommendation stands: three views side by side, and whether they agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commission.documents.closing import closed_as_held
from commission.documents.wording import taken_down
from commission.recommendations.assessments.models import Assessment, AssessmentEvidence
from commission.recommendations.assessments.selectors import Standing, standing_from
from commission.recommendations.public.said import Paper, Said, is_held, paper_of, said_of
from commission.recommendations.timeline import Rows
from commission.recommendations.vocabulary import Quality, Status, Voice

WAY = (Status.NOT_STARTED, Status.PROPOSED, Status.UNDERWAY, Status.COMPLETED)


@dataclass(frozen=True)
class Step:
    """One stop on the way from nothing to done."""

    label: str
    done: bool
    present: bool


@dataclass(frozen=True)
class Claim:
    """What another body than the first says."""

    author: str
    status: str
    made_on: date


@dataclass(frozen=True)
class View:
    """One voice. Without a status it has not spoken yet."""

    who: str
    voice: str
    status: str = ""
    label: str = ""
    ladder: Sequence[Step] = ()
    said: Said | None = None
    quoted: bool = False
    author: str = ""
    made_on: date | None = None
    quality: str = ""
    papers: Sequence[Paper] = ()
    papers_down: Sequence[str] = ()
    held: int = 0
    others: Sequence[Claim] = ()


@dataclass(frozen=True)
class Where:
    """The three, and a sentence on whether they agree."""

    views: Sequence[View]
    agreement: str


def where_it_stands(rows: Rows) -> Where:
    """What each voice says now of the one recommendation that these rows are about, in the order in
    which they always stand.
    """
    standing = standing_from(rows.assessments, rows.addressed)
    papers: dict[object, list[AssessmentEvidence]] = {}
    named = AssessmentEvidence.objects.filter(assessment__in=standing.given)
    for row in named.select_related("document"):
        papers.setdefault(row.assessment_id, []).append(row)
    closed_as_held(
        [row.document for several in papers.values() for row in several], at=timezone.now()
    )
    others = _other_claims(rows, standing.body)
    return Where(
        views=[
            _view(
                voice,
                view,
                papers.get(view.pk, []) if view else [],
                others if voice == Voice.BODY else (),
            )
            for voice, view in standing.voices
        ],
        agreement=agreement_of(standing),
    )


def ladder_of(status: str) -> list[Step]:
    """The stops up to a status; none for one that is no place on the way."""
    if status not in WAY:
        return []
    place = WAY.index(Status(status))
    labels = (
        str(Status.NOT_STARTED.label),
        pgettext("status alone", "Proposed"),
        pgettext("status alone", "Underway"),
        str(Status.COMPLETED.label),
    )
    return [Step(label, n < place, n == place) for n, label in enumerate(labels)]


def agreement_of(standing: Standing) -> str:
    """Whether those who gave a view agree, as a fact and in a sentence."""
    given = len(standing.given)
    if not given:
        return _("Nobody has given a view yet.")
    if given == 1:
        return _("One view has been given. The others are awaited; it does not stand for them.")
    if standing.agree:
        return _("All three say the same.") if given == 3 else _("The two that were given agree.")
    said = (
        _("The three do not agree.") if given == 3 else _("The two that were given do not agree.")
    )
    return said + " " + _("Each is published as it was given; none is averaged.")


def _view(
    voice: Voice,
    view: Assessment | None,
    evidence: Sequence[AssessmentEvidence],
    others: Sequence[Claim],
) -> View:
    who = str(voice.label)
    if view is None:
        return View(who, voice.value)
    documents = [row.document for row in evidence]
    if view.report is not None and view.report.document is not None:
        documents.insert(0, view.report.document)
    papers = (paper_of(one) for one in documents)
    return View(
        who=who,
        voice=voice.value,
        status=view.status,
        label=str(Status(view.status).label),
        ladder=ladder_of(view.status),
        said=said_of(view.words),
        quoted=voice != Voice.COMMISSION,
        author=view.author,
        made_on=view.made_on,
        quality=str(Quality(view.quality).label).lower() if view.quality else "",
        papers=[one for one in papers if one],
        papers_down=[sentence for one in documents if (sentence := taken_down(one))],
        held=sum(is_held(one) for one in documents),
        others=others,
    )


def _other_claims(rows: Rows, shown: Assessment | None) -> list[Claim]:
    """The newest claim of each body whose claim is not the one that stands first."""
    if shown is None:
        return []
    newest = {
        row.body_id: row
        for row in rows.assessments
        if row.voice == Voice.BODY and row.action_id is None and row.body_id != shown.body_id
    }
    return [
        Claim(row.author, str(Status(row.status).label).lower(), row.made_on)
        for row in newest.values()
    ]
