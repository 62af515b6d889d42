"""Records as rows of a table. A reader's spreadsheet runs nothing of what stands in a cell."""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from commission.recommendations.data.records import Row
from commission.recommendations.formats.columns import COLUMNS, FORMULA, MORE
from commission.recommendations.vocabulary import Part

# A byte order mark: without one a spreadsheet takes the file for an older encoding.
MARK = "\ufeff"
Cells = dict[str, Callable[[Row], Any]]


def _joined(values: Iterable[Any]) -> str:
    return "; ".join(str(value) for value in values)


def _slugs(part: Part) -> Callable[[Row], str]:
    return lambda row: _joined(one["slug"] for one in row["bodies"] if one["part"] == part)


def _view(voice: str, name: str) -> Callable[[Row], str]:
    return lambda row: (row["views"][voice] or {}).get(name) or ""


def _as_it_is(name: str) -> Callable[[Row], Any]:
    return lambda row: row[name]


def _slug(name: str) -> Callable[[Row], str]:
    return lambda row: (row[name] or {}).get("slug", "")


def _themes(row: Row) -> str:
    return _joined(theme["slug"] for theme in row["themes"])


def _parts(row: Row) -> str:
    """One part a line, as an import reads them back; what goes on is moved in."""
    lines = (part["label"] + " " + part["text"].replace("\n", "\n" + MORE) for part in row["parts"])
    return "\n".join(lines)


def _citation(row: Row) -> str:
    if row["reference"] is None:
        return row["state"]
    if row["start_ms"] is None:
        return f"{row['reference']} {row['state']}"
    span = f"{row['start_ms']}-{row['end_ms']}"
    return f"{row['reference']}/{row['edition']} {span} {row['state']}"


# What an import takes again, and what became of it.
RECOMMENDATIONS: Cells = {
    **{name: _as_it_is(name) for name in COLUMNS},
    "parts": _parts,
    "report": _slug("report"),
    "themes": _themes,
    "lead": _slugs(Part.LEAD),
    "supporting": _slugs(Part.SUPPORTING),
    "findings": lambda row: _joined(row["findings"]),
    "evidence_changed": lambda row: row["evidence_changed"],
    "body_says": _view("body", "status"),
    "body_says_on": _view("body", "made_on"),
    "commission_finds": _view("commission", "status"),
    "commission_finds_on": _view("commission", "made_on"),
    "quality": _view("commission", "quality"),
    "community_says": _view("community", "status"),
    "community_says_on": _view("community", "made_on"),
    "apart": lambda row: row["apart"],
    "reports_late": lambda row: sum(report["late"] for report in row["reports"]),
    "addressed": lambda row: row["addressed"],
    "succeeded_by": lambda row: (row["succeeded_by"] or {}).get("number"),
    "address": lambda row: row["address"],
}
FINDINGS: Cells = {
    **{
        name: _as_it_is(name)
        for name in (
            "number",
            "statement",
            "conclusion",
            "standard",
            "standard_reason",
            "made_by",
            "adopted_on",
            "period",
            "place",
        )
    },
    "report": _slug("report"),
    "chapter": lambda row: (row["chapter"] or {}).get("number"),
    "themes": _themes,
    "citations": lambda row: _joined(_citation(one) for one in row["citations"]),
    "held_evidence": lambda row: row["held_evidence"],
    "evidence_changed": lambda row: row["evidence_changed"],
    "recommendations": lambda row: _joined(row["recommendations"]),
    "address": lambda row: row["address"],
}


class _Line:
    """What the csv module writes to, one line at a time."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def table(cells: Cells, rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a table, the names of its columns first."""
    writer = csv.writer(_Line())
    yield MARK + writer.writerow(cells)
    for row in rows:
        yield writer.writerow(_cell(read(row)) for read in cells.values())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
