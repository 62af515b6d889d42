"""Findings of the demonstration, resting on its testimonies, and what was recommended from them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from commission.accounts.models import User
from commission.demo.citing import citations_of
from commission.demo.reviewing import Hands, published_in_both
from commission.demo.told import (
    in_language,
    row_with_translation,
    texts,
    themes_named,
    themes_write,
)
from commission.demo.tracker import Followers, became, bills_record, focal_points_name
from commission.findings.deciding import evidence_decide
from commission.findings.models import Finding
from commission.findings.selectors import findings_with_changed_evidence
from commission.findings.vocabulary import DecisionKind
from commission.recommendations.bodies.models import Body
from commission.recommendations.recommendation.models import (
    AddressedBody,
    Recommendation,
    RecommendationPart,
)
from commission.reports.models import Chapter, Report
from commission.review.services import record_create, record_submit

MADE_DAYS_AGO = 420  # days since the invented report came out
FINDING_TEXTS = ("statement", "conclusion", "standard_reason")
RECOMMENDATION_TEXTS = ("title", "text")


@dataclass(frozen=True)
class Concluders:
    """Who writes findings, who approves, and who follows what becomes of them."""

    registrar: User
    commissioner: User
    tracker: User
    focal: User
    assessor: User


def conclude(people: Concluders) -> None:
    """Make the report, its findings and its recommendations, each once; harmless twice."""
    told = texts("conclusions")
    today = timezone.localdate()
    report = row_with_translation(
        Report,
        find={"slug": "final-report"},
        published_on=today - timedelta(days=MADE_DAYS_AGO),
        **told["report"],
    )
    chapters = {
        one["number"]: row_with_translation(
            Chapter, find={"report": report, "number": one["number"]}, title=one["title"]
        )
        for one in told["chapters"]
    }
    themes_write()
    bodies = {
        one["slug"]: row_with_translation(
            Body,
            find={"slug": one["slug"]},
            **{name: value for name, value in one.items() if name != "slug"},
        )
        for one in told["bodies"]
    }
    findings = [
        _finding(number, one, chapters, people)
        for number, one in enumerate(told["findings"], start=1)
    ]
    followers = Followers(people.tracker, people.focal, people.assessor)
    focal_points_name(list(bodies.values()), followers)
    for one in told["recommendations"]:
        _recommendation(one, report, bodies, findings, people, followers)


def findings_keep(commissioner: User) -> None:
    """Let the commissioners keep each finding that they have reasons to keep. Harmless twice."""
    kept = {
        number: one["kept"]["en"]
        for number, one in enumerate(texts("conclusions")["findings"], start=1)
        if "kept" in one
    }
    now = timezone.now()
    for row in findings_with_changed_evidence(at=now):
        if row.finding.number in kept:
            evidence_decide(
                finding=row.finding,
                kind=DecisionKind.KEPT,
                reasons=kept[row.finding.number],
                language="en",
                seen=[one.mark for one in row.changes],
                by=commissioner,
                at=now,
            )


def _finding(
    number: int,
    told: dict[str, Any],
    chapters: dict[int, Chapter],
    people: Concluders,
) -> Finding:
    present = Finding.objects.originals().filter(number=number).first()
    if present is not None:
        return present
    english = in_language(told, "en")
    finding = Finding(
        number=number,
        chapter=chapters[told["chapter"]],
        standard=told["standard"],
        made_by="Five commissioners, all agreeing",
        adopted_on=timezone.localdate() - timedelta(days=MADE_DAYS_AGO),
        period="1994/2005",
        place="Riverbend",
        locale=Locale.objects.get(language_code="en"),
        **{name: english[name] for name in FINDING_TEXTS if name in english},
    )
    finding.themes.set(themes_named(told["themes"]))
    finding.citations.set(citations_of(told["cites"]))
    if told.get("ends") == "waiting":
        record_submit(
            record=record_create(record=finding, by=people.registrar), by=people.registrar
        )
        return finding
    hands = Hands(people.registrar, people.commissioner)
    return published_in_both(finding, told, FINDING_TEXTS, hands)


def _recommendation(
    told: dict[str, Any],
    report: Report,
    bodies: dict[str, Body],
    findings: list[Finding],
    people: Concluders,
    followers: Followers,
) -> None:
    if Recommendation.objects.originals().filter(number=told["number"]).exists():
        return
    english = in_language(told, "en")
    recommendation = Recommendation(
        number=told["number"],
        title=english["title"],
        text=english["text"],
        kind=told["kind"],
        priority=told.get("priority", False),
        report=report,
        made_on=report.published_on,
        due_on=timezone.localdate() + timedelta(days=35),
        checked_by="The commission's follow-up panel",
        locale=Locale.objects.get(language_code="en"),
    )
    recommendation.themes.set(themes_named(told["themes"]))
    recommendation.findings.set([findings[number - 1] for number in told["findings"]])
    recommendation.addressed.set([AddressedBody(body=bodies[told["body"]])])
    recommendation.parts.set(
        RecommendationPart(label=f"{number}.", text=part["text"]["en"], sort_order=number)
        for number, part in enumerate(told.get("parts", ()), start=1)
    )
    hands = Hands(people.tracker, people.commissioner)
    recommendation = published_in_both(recommendation, told, RECOMMENDATION_TEXTS, hands)
    became(recommendation, told, followers)
    if told["kind"] == "legislative":
        bills_record(recommendation, followers)
