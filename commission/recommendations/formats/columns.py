"""The columns of a table of recommendations, and how its cells are written."""

import csv

# What a file may give, in the order in which the export writes it. Only the first two are needed.
COLUMNS = (
    "number",
    "text",
    "title",
    "parts",
    "kind",
    "priority",
    "report",
    "page",
    "made_on",
    "due_on",
    "checked_by",
    "themes",
    "lead",
    "supporting",
    "findings",
)
NEEDED = ("number", "text")
# A cell that begins like this is a formula to a spreadsheet; the export writes an apostrophe first.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
# What begins a line of a part that goes on.
MORE = "    "
# Characters of the first line; of a longer one, guessing would take minutes (the square of it).
SNIFFED = 4_096


def delimiter_of(text: str) -> str:
    """What separates the cells of a table: comma, semicolon, tab or bar, told by its first line."""
    first = text[:SNIFFED].partition("\n")[0]
    try:
        return csv.Sniffer().sniff(first, delimiters=",;\t|").delimiter
    except csv.Error:
        return ","
