"""Findings of the demonstration, resting on its testimonies, and what was recommended from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from archive.consent.models import Attribution
from archive.edition.models import Edition, EditionState
from archive.edition.quoting import place_between
from archive.edition.word_times import Words, words_of
from commission.accounts.models import User
from commission.demo.told import in_language, row_with_translation, texts
from commission.demo.tracker import Followers, became, bills_record, focal_points_name
from commission.findings.citing.services import citation_make
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
from commission.reports.models import Chapter, Report, Theme
from commission.review.models import PublicRecord
from commission.review.services import (
    record_approve,
    record_create,
    record_save_draft,
    record_submit,
    record_translate,
)
from media.audience import Audience

MADE_DAYS_AGO = 420  # days since the invented report came out
FINDING_TEXTS = ("statement", "conclusion", "standard_reason")
RECOMMENDATION_TEXTS = ("title", "text")


@dataclass(frozen=True)
class Concluders:
    """Who writes findings, who approves, and who follows what becomes of them."""

    registrar: User
    commissioner: User
    editor: User
    focal: User
    assessor: User


def conclude(people: Concluders) -> None:
    """Make the report, its findings and its recommendations, each once; harmless twice."""
    told = texts()
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
    themes = {
        one["slug"]: row_with_translation(Theme, find={"slug": one["slug"]}, name=one["name"])
        for one in told["themes"]
    }
    bodies = {
        one["slug"]: row_with_translation(
            Body,
            find={"slug": one["slug"]},
            **{name: value for name, value in one.items() if name != "slug"},
        )
        for one in told["bodies"]
    }
    findings = [
        _finding(number, one, chapters, themes, people)
        for number, one in enumerate(told["findings"], start=1)
    ]
    followers = Followers(people.editor, people.focal, people.assessor)
    focal_points_name(list(bodies.values()), followers)
    for one in told["recommendations"]:
        _recommendation(one, report, bodies, themes, findings, people, followers)


def findings_keep(commissioner: User) -> None:
    """Let the commissioners keep each finding that they have reasons to keep. Harmless twice."""
    kept = {
        number: one["kept"]["en"]
        for number, one in enumerate(texts()["findings"], start=1)
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
    themes: dict[str, Theme],
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
    finding.themes.set([themes[slug] for slug in told["themes"]])
    finding.citations.set(list(_citations(told["cites"])))
    finding = record_create(record=finding, by=people.registrar)
    record_submit(record=finding, by=people.registrar)
    if told.get("ends") == "waiting":
        return finding
    finding = record_approve(record=finding, by=people.commissioner)
    _translate(finding, told, FINDING_TEXTS, people.registrar, people.commissioner)
    return finding


def _recommendation(
    told: dict[str, Any],
    report: Report,
    bodies: dict[str, Body],
    themes: dict[str, Theme],
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
    recommendation.themes.set([themes[slug] for slug in told["themes"]])
    recommendation.findings.set([findings[number - 1] for number in told["findings"]])
    recommendation.addressed.set([AddressedBody(body=bodies[told["body"]])])
    recommendation.parts.set(
        RecommendationPart(label=f"{number}.", text=part["text"]["en"], sort_order=number)
        for number, part in enumerate(told.get("parts", ()), start=1)
    )
    recommendation = record_create(record=recommendation, by=people.editor)
    record_submit(record=recommendation, by=people.editor)
    recommendation = record_approve(record=recommendation, by=people.commissioner)
    _translate(recommendation, told, RECOMMENDATION_TEXTS, people.editor, people.commissioner)
    became(recommendation, told, followers)
    if told["kind"] == "legislative":
        bills_record(recommendation, followers)


def _translate(
    record: PublicRecord,
    told: dict[str, Any],
    names: Iterable[str],
    writes: User,
    approves: User,
) -> None:
    """The same in Spanish, approved by the second person as the original was."""
    spanish = record_translate(
        record=record, locale=Locale.objects.get(language_code="es"), by=writes
    )
    for name, text in in_language(told, "es").items():
        if name in names:
            setattr(spanish, name, text)
    if hasattr(spanish, "parts"):
        for part, said in zip(spanish.parts.all(), told.get("parts", ()), strict=True):
            part.text = said["text"]["es"]
        spanish.parts.set(list(spanish.parts.all()))
    record_save_draft(record=spanish, by=writes)
    record_submit(record=spanish, by=writes)
    record_approve(record=spanish, by=approves)


def _citations(cites: list[dict[str, str]]) -> Iterable[Any]:
    for order, one in enumerate(cites):
        edition = _edition_of(one["who"])
        if edition is None:
            continue
        words = words_of(edition)
        turns = list(edition.turns.order_by("position"))
        place = place_between(turns, words, *_said_between(words, one["first"], one["last"]))
        if place is None:
            raise LookupError(one["first"])
        citation = citation_make(edition=edition, place=place, at=timezone.now())
        citation.sort_order = order
        yield citation


def _edition_of(who: str) -> Edition | None:
    """The open public edition under a chosen name; without a name, that of nobody named."""
    rows = Edition.objects.filter(state=EditionState.OPEN, audience=Audience.PUBLIC)
    if who:
        return rows.filter(title=who).first()
    return rows.filter(attribution=Attribution.ANONYMOUS).first()


def _said_between(words: Words, first: str, last: str) -> tuple[int, int]:
    """When a stretch of a known text begins and ends, in ms, found by its first and last words."""
    said = [word for turn in sorted(words.items()) for word in turn[1]]
    plain = [_plain(word.get("text", "")) for word in said]
    begins = _index(plain, [_plain(word) for word in first.split()], 0)
    wanted = [_plain(word) for word in last.split()]
    ends = _index(plain, wanted, begins) + len(wanted) - 1
    return said[begins]["start"], said[ends]["end"]


def _index(words: list[str], wanted: list[str], after: int) -> int:
    for place in range(after, len(words)):
        if words[place : place + len(wanted)] == wanted:
            return place
    raise LookupError(" ".join(wanted))


def _plain(word: str) -> str:
    return "".join(sign for sign in word.casefold() if sign.isalnum())
