"""Markers in a table: one row each, the columns named in the first line."""

import csv
import io

from commission.markers.importing.cells import Entries, name_of
from commission.markers.importing.entries import Reading
from commission.recommendations.formats.columns import FORMULA, delimiter_of

csv.field_size_limit(1024 * 1024)


def read_csv(content: bytes, text: str) -> Reading:
    """The rows of a table. Commas, semicolons, tabs or bars may separate the cells."""
    reading = Reading()
    entries = Entries(reading)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        names = _columns(next(rows, []), reading)
        line = rows.line_num + 1
        for cells in rows if names else ():
            where, line = f"line {line}", rows.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(names):
                reading.refuse(where, f"{len(cells)} cells where {len(names)} columns are named")
                continue
            named = zip(names, map(_bare, cells), strict=True)
            entries.take(where, {name: cell for name, cell in named if name})
    except csv.Error as error:
        # From here on nobody can tell where a cell ends.
        reading.refuse(f"line {rows.line_num}", f"the table cannot be read from here on: {error}")
    return reading


def _columns(cells: list[str], reading: Reading) -> list[str]:
    names = [name_of(cell) for cell in cells]
    if "title" not in names:
        reading.refuse("line 1", "the first line names no column title")
        return []
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        reading.refuse("line 1", f"a column stands twice: {', '.join(twice)}")
        return []
    unknown = [cell.strip() for cell, name in zip(cells, names, strict=True) if not name]
    if unknown:
        reading.note("line 1", f"columns that are not taken: {', '.join(unknown)[:300]}")
    return names


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from reading it as a formula."""
    if cell.startswith("'") and cell[1:].lstrip(" ").startswith(FORMULA):
        return cell[1:]
    return cell
