"""What is drawn on a page of a PDF, said again. Nothing comes along that is not known here.

A page of text, straight lines and boxes is said again as it is. Any other is drawn as a picture of
what is seen (`papers`); its words are then said again without being drawn, for whoever searches it
or listens to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

from media.decoding.paper_fonts import Fonts

Said = tuple[list[Any], Operator]

STATE = {"q", "Q", "cm"}
TEXT = {"BT", "ET", "Tc", "Tw", "Tz", "TL", "Ts", "Td", "TD", "Tm", "T*"}
SHOWS = {"Tj": 1, "TJ": 1, "'": 1, '"': 3}  # with how many operands
LINES = {"w", "J", "j", "M", "d", "m", "l", "h", "re", "W", "W*"}
STROKES, FILLS, NOTHING = {"S", "s"}, {"f", "F", "f*", "B", "B*", "b", "b*"}, {"n"}
COLOURS = {"g", "G", "rg", "RG", "k", "K", "sc", "SC", "scn", "SCN"}
PLAIN = STATE | TEXT | LINES | STROKES | FILLS | NOTHING | COLOURS
MARKS = {"BDC", "BMC", "EMC"}
# What is read of a page, whether it is drawn or not.
READ = {*SHOWS, "Tf", *MARKS}
# They say something beside the page, or how exact it is to be.
LEFT_OUT = {"MP", "DP", "BX", "EX", "ri", "i"}
_DEVICES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
# Of a graphics state what changes nothing that is seen on a page of text and lines.
_SAME: dict[str, set[Any]] = {
    "/ca": {1}, "/CA": {1}, "/BM": {"/Normal", "/Compatible"}, "/SMask": {"/None"},
}  # fmt: skip
_NO_MATTER = {"/Type", "/SA", "/AIS", "/OP", "/op", "/OPM", "/TK", "/SM", "/FL", "/RI"}
FRAME = 4  # lines that make one
DEEPEST = 12  # drawings within drawings


class _Other(Exception):
    """The page is more than text, lines and boxes."""


@dataclass(frozen=True)
class Content:
    """What a page says, and the fonts that it says it in."""

    data: bytes
    fonts: Dictionary


def content_plain(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Content | None:
    """A page of text, straight lines and boxes as it is; None for any other."""
    fonts = Fonts(pdf)
    try:
        said = list(_plain(page, page.obj.get("/Resources", Dictionary()), fonts))
    except _Other:
        return None
    return Content(pikepdf.unparse_content_stream(said), fonts.held)


def content_words(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Content:
    """The words of a page where they stand, to be read and not drawn."""
    fonts = Fonts(pdf)
    resources = page.obj.get("/Resources", Dictionary())
    said: list[Said] = [([3], Operator("Tr")), *_words(page, resources, fonts, 0)]
    return Content(pikepdf.unparse_content_stream(said), fonts.held)


def marks_drop(pdf: pikepdf.Pdf) -> None:
    """Leave the letters of every page and drawing without what marks say of them, in place."""
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(_unmarked(page))
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and str(one.get("/Subtype", "")) == "/Form":
            one.write(_unmarked(one))


def _unmarked(holder: Any) -> bytes:
    kept = [one for one in pikepdf.parse_content_stream(holder) if str(one.operator) not in MARKS]
    return pikepdf.unparse_content_stream(kept)


def _plain(page: Any, resources: Any, fonts: Fonts) -> Iterator[Said]:
    lines = 0
    for operands, operator in _instructions(page):
        what = str(operator)
        if what in LEFT_OUT or (what == "gs" and _same(_of(resources, "/ExtGState", operands))):
            continue
        lines += what == "l"
        # What a box can hide are letters, which are looked for. Longer lines and filled shapes may
        # be handwriting.
        if (what in FILLS and lines) or lines > FRAME:
            raise _Other
        if what in STROKES | FILLS | NOTHING:
            lines = 0
        if what in ("cs", "CS"):
            operands = [Name(_device(operands, resources))]
        elif what == "Tr":
            if operands not in ([0], [1], [2]):
                raise _Other
        elif what in READ:
            kept = _read(what, operands, resources, fonts, drawn=True)
            if kept is None:
                raise _Other
            operands, operator = kept
        elif what not in PLAIN or not all(_counts(one) for one in operands):
            raise _Other
        yield operands, operator


def _words(holder: Any, resources: Any, fonts: Fonts, depth: int) -> Iterator[Said]:
    """Marks in a drawing within the page are left out: they belong to no place of its order."""
    states = 0
    for operands, operator in _instructions(holder):
        what = str(operator)
        if what in ("q", "Q"):
            # A drawing leaves what it did not begin.
            if what == "Q" and not states:
                continue
            states += 1 if what == "q" else -1
        if what == "Do":
            yield from _below(_of(resources, "/XObject", operands), resources, fonts, depth + 1)
        elif what in READ:
            kept = _read(what, operands, resources, fonts, drawn=False)
            if kept is not None and not (depth and what in MARKS):
                yield kept
        elif what in STATE | TEXT and all(_counts(one) for one in operands):
            yield operands, operator
    yield from [([], Operator("Q"))] * states


def _below(form: Any, resources: Any, fonts: Fonts, depth: int) -> Iterator[Said]:
    if not isinstance(form, pikepdf.Stream) or str(form.get("/Subtype", "")) != "/Form":
        return
    if depth > DEEPEST:
        raise ValueError("too deep")
    yield [], Operator("q")
    if "/Matrix" in form:
        yield list(form.Matrix), Operator("cm")
    yield from _words(form, form.get("/Resources", resources), fonts, depth)
    yield [], Operator("Q")


def _instructions(holder: Any) -> Iterator[tuple[list[Any], Operator]]:
    for one in pikepdf.parse_content_stream(holder):
        yield list(one.operands), one.operator


def _read(
    what: str, operands: list[Any], resources: Any, fonts: Fonts, *, drawn: bool
) -> Said | None:
    """Letters, their font, or a mark; None for what is none."""
    if what in SHOWS:
        last = operands[-SHOWS[what] :]
        return (last, Operator(what)) if last and all(_shows(one) for one in last) else None
    if what == "Tf":
        name = fonts.name_of(_of(resources, "/Font", operands), drawn=drawn)
        sized = len(operands) == 2 and _counts(operands[1])
        return ([name, operands[1]], Operator("Tf")) if name and sized else None
    if what == "EMC":
        return [], Operator(what)
    return _mark(operands, resources)


def _mark(operands: list[Any], resources: Any) -> Said:
    """Its kind and its number in the order of the page. What else stands in it is not seen."""
    kind = operands[0] if operands and isinstance(operands[0], Name) else Name.Span
    how = operands[1] if len(operands) > 1 else None
    if isinstance(how, Name):
        how = _of(resources, "/Properties", [how])
    number = how.get("/MCID") if isinstance(how, Dictionary) else None
    if isinstance(number, int):
        return [kind, Dictionary(MCID=number)], Operator("BDC")
    return [kind], Operator("BMC")


def _of(resources: Any, kind: str, operands: list[Any]) -> Any:
    held = resources.get(kind)
    known = isinstance(held, Dictionary) and operands and isinstance(operands[0], Name)
    return held.get(str(operands[0])) if known else None


def _same(state: Any) -> bool:
    if not isinstance(state, Dictionary):
        return False
    return all(
        name in _NO_MATTER or (name in _SAME and _value(value) in _SAME[name])
        for name, value in state.items()
    )


def _value(one: Any) -> Any:
    return one if isinstance(one, int | float | Decimal) else str(one)


def _device(operands: list[Any], resources: Any) -> str:
    """Colours as any screen shows them, in place of those of one printer."""
    name = str(operands[0]) if operands else ""
    if name in _DEVICES.values():
        return name
    space = _of(resources, "/ColorSpace", operands)
    if isinstance(space, Name) and str(space) in _DEVICES.values():
        return str(space)
    if isinstance(space, Array) and len(space) == 2 and str(space[0]) == "/ICCBased":
        found = _DEVICES.get(int(space[1].get("/N", 0)))
        if found:
            return found
    raise _Other


def _counts(one: Any) -> bool:
    """A number, or numbers in a row, as dashes are."""
    if isinstance(one, Array):
        return all(isinstance(part, int | float | Decimal) for part in one)
    return isinstance(one, int | float | Decimal)


def _shows(one: Any) -> bool:
    if isinstance(one, Array):
        return all(isinstance(part, int | float | Decimal | String) for part in one)
    return isinstance(one, int | float | Decimal | String)
