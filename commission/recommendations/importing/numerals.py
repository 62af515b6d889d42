"""Numbers of parts as their source writes them."""

ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
LONGEST = 8  # characters of `RecommendationPart.label`


def roman(number: int) -> str:
    """A number from 1 to 3999 in lower-case Roman numerals."""
    found = ""
    for value, sign in ROMAN:
        found += sign * (number // value)
        number %= value
    return found


def label_of(number: str, ending: str, notes: str) -> str:
    """The number of a part: "i." where a note of the list asks for Roman numerals, else "1."."""
    label = number
    if "roman" in notes.casefold() and 1 <= int(number) <= 3999:
        label = roman(int(number))
    if len(label + ending) > LONGEST:
        label = number
    return (label + ending)[:LONGEST]
