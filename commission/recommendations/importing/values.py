"""What stands in the cells of a file, as values of a recommendation."""

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from commission.recommendations.formats.columns import MORE
from commission.recommendations.vocabulary import Kind

YES = frozenset({"yes", "true", "1", "sí", "si"})
NO = frozenset({"no", "false", "0", ""})
HIGHEST = 999_999_999  # what an address takes
NO_TEXT = ("Cc", "Cs", "Cn", "Co")
# Signs that make the text after them run the other way: what is read is not what is written.
TURNS = frozenset({"\u202d", "\u202e"})


class NotTaken(ValueError):
    """Why a value cannot be taken; the message is for people."""


def text_of(value: str) -> str:
    """Text in one form of Unicode, without blanks around it. Raises NotTaken for what is no text.

    The same word must not be two words because two programs wrote its accents differently.
    """
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    for sign in value:
        if sign in TURNS or (sign not in "\n\t" and unicodedata.category(sign) in NO_TEXT):
            raise NotTaken(f"the character U+{ord(sign):04X} is no text")
    return value


def number_of(value: str) -> int:
    """A number of a recommendation. Raises NotTaken."""
    value = value.strip()
    if not (value.isascii() and value.isdecimal() and len(value) <= 10):
        raise NotTaken(f"“{value[:40]}” is no number")
    number = int(value)
    if not 1 <= number <= HIGHEST:
        raise NotTaken(f"{number} is no number that a recommendation can have")
    return number


def day_of(value: str) -> date | None:
    """A day, or None for nothing. Raises NotTaken for all but 2026-12-31."""
    value = value.strip()
    if not value:
        return None
    try:
        if len(value) != 10:
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise NotTaken(f"“{value[:40]}” is no day: write 2026-12-31") from None


def kind_of(value: str) -> str:
    """A kind, by its code or by its English name. Raises NotTaken."""
    wanted = value.strip().casefold()
    for kind in Kind:
        if wanted == kind.value:
            return kind.value
    raise NotTaken(f"“{value[:40]}” is no kind: use one of {', '.join(Kind.values)}")


def truth_of(value: str) -> bool:
    """Yes or no. Raises NotTaken for anything else."""
    said = value.strip().casefold()
    if said in YES:
        return True
    if said in NO:
        return False
    raise NotTaken(f"“{value[:40]}” is neither yes nor no")


def list_of(value: str) -> tuple[str, ...]:
    """Names that semicolons separate, each once, in their order."""
    names = (text_of(one) for one in value.split(";"))
    return tuple(dict.fromkeys(name for name in names if name))


def numbers_of(value: str) -> tuple[int, ...]:
    """Numbers that semicolons separate. Raises NotTaken."""
    return tuple(number_of(one) for one in list_of(value))


def parts_of(value: str) -> tuple[tuple[str, str], ...]:
    """Numbered parts, one a line: "i. Keep a book." Raises NotTaken where a line has no number.

    A line that four blanks begin goes on with the part before it.
    """
    found: list[tuple[str, str]] = []
    for line in text_of(value).split("\n"):
        if found and line.startswith(MORE):
            label, text = found[-1]
            found[-1] = (label, f"{text}\n{line.removeprefix(MORE)}")
            continue
        if not line.strip():
            continue
        label, _blank, rest = line.strip().partition(" ")
        if not rest.strip() or len(label) > 8:
            raise NotTaken(f"the part “{line[:40]}” does not begin with its number, such as “i.”")
        found.append((label, rest.strip()))
    return tuple(found)


# The plain fields that a file may give, and how a cell of each is read.
FIELDS: dict[str, Callable[[str], Any]] = {
    "title": text_of,
    "text": text_of,
    "kind": kind_of,
    "priority": truth_of,
    "page": text_of,
    "made_on": day_of,
    "due_on": day_of,
    "checked_by": text_of,
}
