"""Recommendations in a table: one row each, the columns named in the first line."""

import csv
import io

from commission.recommendations.formats.columns import COLUMNS, FORMULA, NEEDED, delimiter_of
from commission.recommendations.importing.entries import Entry, Reading
from commission.recommendations.importing.values import (
    FIELDS,
    NotTaken,
    list_of,
    number_of,
    numbers_of,
    parts_of,
)
from commission.recommendations.vocabulary import Part

csv.field_size_limit(1024 * 1024)


def read_csv(text: str) -> Reading:
    """The rows of a table. Commas, semicolons, tabs or bars may separate the cells."""
    reading = Reading()
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        names = _columns(next(rows, []), reading)
        if names:
            _rows(rows, names, reading)
    except csv.Error as error:
        # From here on nobody can tell where a cell ends.
        reading.refuse(f"line {rows.line_num}", f"the table cannot be read from here on: {error}")
    return reading


def _columns(cells: list[str], reading: Reading) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        reading.refuse("line 1", f"the first line names no column {' and no '.join(missing)}")
        return []
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        reading.refuse("line 1", f"a column stands twice: {', '.join(twice)}")
        return []
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        reading.note("line 1", f"columns that are not taken: {', '.join(unknown)[:300]}")
    return names


def _rows(rows: "csv._reader", names: list[str], reading: Reading) -> None:  # type: ignore[name-defined]
    line = rows.line_num + 1
    for cells in rows:
        where, line = f"line {line}", rows.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            reading.refuse(where, f"{len(cells)} cells where {len(names)} columns are named")
            continue
        try:
            reading.add(_entry(where, dict(zip(names, map(_bare, cells), strict=True))))
        except NotTaken as refusal:
            reading.refuse(where, str(refusal))


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from reading it as a formula."""
    if cell.startswith("'") and cell[1:].lstrip(" ").startswith(FORMULA):
        return cell[1:]
    return cell


def _entry(where: str, cells: dict[str, str]) -> Entry:
    number = number_of(cells["number"])
    values = {}
    for name, read in FIELDS.items():
        # A kind is never empty: an empty cell says nothing about it.
        if name in cells and (name != "kind" or cells[name].strip()):
            values[name] = read(cells[name])
    if not values["text"]:
        raise NotTaken(f"number {number} has no text")
    bodies = None
    if "lead" in cells or "supporting" in cells:
        bodies = tuple((one, Part.LEAD.value) for one in list_of(cells.get("lead", "")))
        bodies += tuple(
            (one, Part.SUPPORTING.value) for one in list_of(cells.get("supporting", ""))
        )
    return Entry(
        where=where,
        number=number,
        values=values,
        parts=parts_of(cells["parts"]) if "parts" in cells else None,
        themes=list_of(cells["themes"]) if "themes" in cells else None,
        report=cells["report"].strip() or None if "report" in cells else None,
        bodies=bodies,
        findings=numbers_of(cells["findings"]) if "findings" in cells else None,
    )
