"""Whether everything that can be read out of a page by a program can be seen on it.

Each page is drawn with its letters and without them: a letter whose place is the same in both is
under a black box, beside the part of the page that is shown, or in the colour of what it stands on.
So is one that is smaller than a point.
What a machine read in a scan is never drawn; it passes where it stands over something.
"""

import ctypes
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

SCALE = 1.5  # drawn points for one of the page: 6 pt are nine high
MOST_POINTS = 4_000_000  # of a drawn page
RUN = 3  # letters that were never drawn and stand together; a scan may have a gap for one
ALIKE = 10  # shades of 256 that nobody tells apart
_FINE = 1000  # places of pdfium are whole numbers; so they are to a thousandth of a point
_OTHER = 32  # shades of 256 by which a page says something else; colours of a printer come near
_DEEPEST = 12  # drawings within drawings
Place = tuple[float, float, float, float]  # left, top, right and bottom


@dataclass(frozen=True)
class _Letters:
    """Where letters stand on the page as it is shown: those that are drawn, and runs of others."""

    drawn: list[Place]
    read: list[Place]


def pages_unseen(data: bytes) -> tuple[int, list[int]]:
    """How many pages there are, and the numbers of those with words that nobody can see."""
    document = pypdfium2.PdfDocument(data)
    try:
        count = len(document)
        return count, [number + 1 for number in range(count) if _unseen(document[number])]
    finally:
        document.close()


def pages_differ(document: pypdfium2.PdfDocument, data: bytes, *, but: Collection[int]) -> set[int]:
    """Which pages look different in what was made of a document, counted from 0, but for some."""
    made = pypdfium2.PdfDocument(data)
    try:
        return {
            number
            for number in range(len(document))
            if number not in but and _differ(document[number], made[number])
        }
    finally:
        made.close()


def _differ(one: pypdfium2.PdfPage, other: pypdfium2.PdfPage) -> bool:
    if one.get_size() != other.get_size():
        return True
    scale = _scale(one)
    return bool((np.abs(_points(one, scale) - _points(other, scale)) > _OTHER).any())


def _unseen(page: pypdfium2.PdfPage) -> bool:
    text = page.get_textpage()
    try:
        letters = _letters(page, text)
        if not letters.drawn and not letters.read:
            return False
        scale = _scale(page)
        shown = _points(page, scale)
        if letters.read and _hidden(letters.read, scale, _edges(shown)):
            return True
        if not letters.drawn:
            return False
        _texts_put_out(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, 0)
        differs = np.abs(shown - _points(page, scale)) > ALIKE
        return _hidden(letters.drawn, scale, differs)
    finally:
        text.close()
        page.close()


def _scale(page: pypdfium2.PdfPage) -> float:
    wide, high = page.get_size()
    return float(min(SCALE, (MOST_POINTS / max(wide * high, 1)) ** 0.5))


def _points(page: pypdfium2.PdfPage, scale: float) -> np.ndarray:
    drawn = page.render(scale=scale, grayscale=True).to_numpy()
    return drawn.reshape(drawn.shape[:2]).astype(np.int16)


def _texts_put_out(
    holder: Any, count: Callable[[Any], int], get: Callable[[Any, int], Any], depth: int
) -> None:
    """Draw no letters from now on, also none of drawings within the page."""
    for place in range(count(holder)):
        one = get(holder, place)
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            pdfium.FPDFPageObj_SetIsActive(one, False)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            _texts_put_out(
                one, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, depth + 1
            )


def _letters(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> _Letters:
    drawn: list[Place] = []
    read: list[Place] = []
    run: list[Place] = []
    for place, is_drawn in _each(page, text):
        if place is None or is_drawn:
            run = []
        if place is not None and is_drawn:
            drawn.append(place)
        elif place is not None:
            run.append(place)
            if len(run) >= RUN:
                sides = zip(*run[-RUN:], strict=True)
                left, top, right, bottom = sides
                read.append((min(left), min(top), max(right), max(bottom)))
    return _Letters(drawn, read)


def _each(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage
) -> Iterator[tuple[Place | None, bool]]:
    """The place of each letter or digit and whether it is drawn; no place for any other sign."""
    begin, across, down = _axes(page)
    turned = page.get_rotation() * np.pi / 180
    found = pdfium.FS_RECTF()
    for number in range(text.count_chars()):
        sign = chr(min(pdfium.FPDFText_GetUnicode(text, number), 0x10FFFF))
        if not sign.isalnum() or not pdfium.FPDFText_GetLooseCharBox(text, number, found):
            yield None, True
            continue
        upright = abs(np.cos(pdfium.FPDFText_GetCharAngle(text, number) + turned)) >= 0.7
        one = begin + found.left * across + found.top * down
        other = begin + found.right * across + found.bottom * down
        mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(text, number))
        invisible = mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
        yield _middle(one, other, upright=upright), not invisible


def _axes(page: pypdfium2.PdfPage) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the origin of a page's own places is shown, and how far one point of each leads."""
    wide, high = (round(side * _FINE) for side in page.get_size())

    def shown(x: int, y: int) -> np.ndarray:
        left, top = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, left, top)
        return np.array([left.value, top.value]) / _FINE

    begin = shown(0, 0)
    return begin, (shown(100, 0) - begin) / 100, (shown(0, 100) - begin) / 100


def _middle(one: np.ndarray, other: np.ndarray, *, upright: bool) -> Place:
    """A letter's place without what is above and below it: a cover need not reach further."""
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    wide, high = (right - left) / 4, (bottom - top) / 4
    if upright:
        return left, top + high, right, bottom - high
    return left + wide, top, right - wide, bottom


def _hidden(places: list[Place], scale: float, seen: np.ndarray) -> bool:
    """Whether any place lies outside of what is drawn, is no more than a dot, or nothing in it is
    seen.
    """
    high, wide = seen.shape
    exact = np.array(places) * scale
    dots = np.maximum(exact[:, 2] - exact[:, 0], exact[:, 3] - exact[:, 1]) < 1
    summed = np.zeros((high + 1, wide + 1), dtype=np.int32)
    summed[1:, 1:] = seen.cumsum(axis=0, dtype=np.int32).cumsum(axis=1)
    left, top, right, bottom = np.rint(exact).astype(int).T
    large = (right - left >= 2) & (bottom - top >= 2)
    outside = (right <= 0) | (bottom <= 0) | (left >= wide) | (top >= high)
    left, right = (np.clip(side, 0, wide - 1) for side in (left, right - 1))
    top, bottom = (np.clip(side, 0, high - 1) for side in (top, bottom - 1))
    ends, below = right + 1, bottom + 1
    within = summed[below, ends] - summed[top, ends] - summed[below, left] + summed[top, left]
    return bool((dots | (large & (outside | (within == 0)))).any())


def _edges(drawn: np.ndarray) -> np.ndarray:
    """Where a point differs from its neighbour to the right or below."""
    differs = np.zeros(drawn.shape, dtype=bool)
    differs[:, :-1] = np.abs(np.diff(drawn, axis=1)) > ALIKE
    differs[:-1] |= np.abs(np.diff(drawn, axis=0)) > ALIKE
    return differs
