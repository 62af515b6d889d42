"""Recommendations in JSON, as the published schema for imports describes them."""

import json
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from commission.recommendations.formats.schemas import schema
from commission.recommendations.importing.entries import Entry, Reading
from commission.recommendations.importing.values import NotTaken, day_of, text_of

DAYS = ("made_on", "due_on")
TEXTS = ("text", "title", "page", "checked_by")
PLAIN = ("kind", "priority")
TAKEN = {*DAYS, *TEXTS, *PLAIN, "number", "parts", "themes", "report", "bodies", "findings"}


def read_json(text: str) -> Reading:
    """The list "recommendations" of a JSON object."""
    reading = Reading()
    try:
        whole = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        reading.refuse(f"line {error.lineno}", f"this is no JSON: {error.msg}")
        return reading
    except (NotTaken, ValueError, RecursionError) as error:
        said = str(error) if isinstance(error, NotTaken) else "this is nested or long beyond reason"
        reading.refuse("the file", said)
        return reading
    if not isinstance(whole, dict) or not isinstance(whole.get("recommendations"), list):
        reading.refuse("the file", "it is no object with a list “recommendations”")
        return reading
    one = schema("recommendations-import")
    check = Draft202012Validator(
        {"$defs": one["$defs"], "$ref": "#/$defs/recommendation"}, format_checker=FormatChecker()
    )
    for place, row in enumerate(whole["recommendations"]):
        _row(f"/recommendations/{place}", row, check, reading)
    return reading


def _row(where: str, row: Any, check: Draft202012Validator, reading: Reading) -> None:
    wrong = next(iter(sorted(check.iter_errors(row), key=lambda one: one.json_path)), None)
    if wrong is not None:
        place = "".join(f"/{step}" for step in wrong.absolute_path)
        reading.refuse(f"{where}{place}", f"{wrong.message[:200]}")
        return
    try:
        reading.add(_entry(where, row))
    except NotTaken as refusal:
        reading.refuse(where, str(refusal))
        return
    other = sorted(set(row) - TAKEN)
    if other:
        reading.note(where, f"not taken: {', '.join(other)[:200]}")


def _entry(where: str, row: dict[str, Any]) -> Entry:
    values: dict[str, Any] = {name: text_of(row[name]) for name in TEXTS if name in row}
    values |= {name: row[name] for name in PLAIN if name in row}
    values |= {name: _day(row[name]) for name in DAYS if name in row}
    if not values["text"]:
        raise NotTaken(f"number {row['number']} has no text")
    report = row.get("report")
    return Entry(
        where=where,
        number=row["number"],
        values=values,
        parts=_pairs(row, "parts", "label", "text"),
        themes=_names(row, "themes"),
        report=report["slug"] if isinstance(report, dict) else report,
        bodies=_bodies(row),
        findings=tuple(dict.fromkeys(row["findings"])) if "findings" in row else None,
    )


def _pairs(row: dict[str, Any], name: str, *keys: str) -> tuple[tuple[str, str], ...] | None:
    if name not in row:
        return None
    return tuple((text_of(one[keys[0]]), text_of(one[keys[1]])) for one in row[name])


def _names(row: dict[str, Any], name: str) -> tuple[str, ...] | None:
    """Names, or the slugs of objects that an export wrote."""
    if name not in row:
        return None
    names = (one["slug"] if isinstance(one, dict) else text_of(one) for one in row[name])
    return tuple(dict.fromkeys(names))


def _bodies(row: dict[str, Any]) -> tuple[tuple[str, str], ...] | None:
    if "bodies" not in row:
        return None
    return tuple((text_of(one.get("slug") or one["name"]), one["part"]) for one in row["bodies"])


def _day(value: str | None) -> date | None:
    return day_of(value) if value else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotTaken("an object says the same thing twice")
    return found


def _no_number(value: str) -> Any:
    raise NotTaken(f"{value} is no number")
