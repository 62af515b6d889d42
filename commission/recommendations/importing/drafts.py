"""An entry put onto a recommendation, and what that changes."""

from collections.abc import Callable
from typing import Any

from commission.recommendations.importing.matching import Matched
from commission.recommendations.recommendation.models import (
    AddressedBody,
    Recommendation,
    RecommendationPart,
)


def entry_put(record: Recommendation, matched: Matched) -> list[str]:
    """Put what an entry says onto a draft, unsaved. Returns the names of what changed.

    What is the same is not touched, so that its rows stay what they are.
    """
    changed = []
    for name, value in matched.entry.values.items():
        if getattr(record, name) != value:
            setattr(record, name, value)
            changed.append(name)
    for name, put in _RELATIONS.items():
        if put(record, matched):
            changed.append(name)
    return changed


def _report(record: Recommendation, matched: Matched) -> bool:
    if matched.entry.report is None or record.report_id == (matched.report and matched.report.pk):
        return False
    record.report = matched.report
    return True


def _parts(record: Recommendation, matched: Matched) -> bool:
    said = matched.entry.parts
    if said is None or [(row.label, row.text) for row in record.parts.all()] == list(said):
        return False
    record.parts = [
        RecommendationPart(label=label, text=text, sort_order=place)
        for place, (label, text) in enumerate(said)
    ]
    return True


def _bodies(record: Recommendation, matched: Matched) -> bool:
    wanted = [(body.pk, part) for body, part in matched.bodies]
    there = [(row.body_id, row.part) for row in record.addressed.all()]
    if matched.entry.bodies is None or there == wanted:
        return False
    record.addressed = [
        AddressedBody(body=body, part=part, sort_order=place)
        for place, (body, part) in enumerate(matched.bodies)
    ]
    return True


def _themes(record: Recommendation, matched: Matched) -> bool:
    if matched.entry.themes is None:
        return False
    wanted = {row.pk for row in matched.themes}
    if not matched.themes_new and wanted == {row.pk for row in record.themes.all()}:
        return False
    record.themes = list(matched.themes)
    return True


def _findings(record: Recommendation, matched: Matched) -> bool:
    wanted = {row.pk for row in matched.findings}
    if matched.entry.findings is None or wanted == {row.pk for row in record.findings.all()}:
        return False
    record.findings = list(matched.findings)
    return True


_RELATIONS: dict[str, Callable[[Any, Matched], bool]] = {
    "report": _report,
    "parts": _parts,
    "bodies": _bodies,
    "themes": _themes,
    "findings": _findings,
}
