"""Whether everything that can be read out of a page by a program can be seen on it.

Words under a black box, beside the part of the page that is shown, or in the colour of what they
stand on are found by drawing the page: where letters stand, not everything is of one colour. What
a machine read in a scan lies unseen over the letters of the scan, and passes.
"""

import ctypes

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

SCALE = 1.5  # drawn points for one of the page: 6 pt are nine high
MOST_POINTS = 4_000_000  # of a drawn page
RUN = 3  # letters or digits that stand together; one alone may fill its place
ALIKE = 10  # shades of 256 between neighbours that nobody tells apart
_FINE = 1000  # places of pdfium are whole numbers; so they are to a thousandth of a point


def pages_unseen(data: bytes) -> tuple[int, list[int]]:
    """How many pages there are, and the numbers of those with words that nobody can see."""
    document = pypdfium2.PdfDocument(data)
    try:
        count = len(document)
        return count, [number + 1 for number in range(count) if _unseen(document[number])]
    finally:
        document.close()


def _unseen(page: pypdfium2.PdfPage) -> bool:
    text = page.get_textpage()
    try:
        boxes = _boxes(page, text)
        if not len(boxes):
            return False
        wide, high = page.get_size()
        scale = min(SCALE, (MOST_POINTS / max(wide * high, 1)) ** 0.5)
        drawn = page.render(scale=scale, grayscale=True).to_numpy()
        return _hidden(boxes * scale, drawn.reshape(drawn.shape[:2]))
    finally:
        text.close()
        page.close()


def _boxes(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> np.ndarray:
    """Left, top, right and bottom of each RUN of letters, in points of the page as it is shown."""
    begin, across, down = _axes(page)
    turned = page.get_rotation() * np.pi / 180
    found = pdfium.FS_RECTF()
    letters: list[tuple[float, float, float, float]] = []
    runs, length = [], 0
    for place in range(text.count_chars()):
        sign = chr(min(pdfium.FPDFText_GetUnicode(text, place), 0x10FFFF))
        if not sign.isalnum() or not pdfium.FPDFText_GetLooseCharBox(text, place, found):
            length = 0
            continue
        upright = abs(np.cos(pdfium.FPDFText_GetCharAngle(text, place) + turned)) >= 0.7
        one = begin + found.left * across + found.top * down
        other = begin + found.right * across + found.bottom * down
        letters.append(_middle(one, other, upright=upright))
        length += 1
        if length >= RUN:
            runs.append(range(len(letters) - RUN, len(letters)))
    together = np.array([[letters[place] for place in run] for run in runs]).reshape(-1, RUN, 4)
    return np.concatenate([together[:, :, :2].min(axis=1), together[:, :, 2:].max(axis=1)], axis=1)


def _axes(page: pypdfium2.PdfPage) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the origin of a page's own places is shown, and how far one point of each leads."""
    wide, high = (round(side * _FINE) for side in page.get_size())

    def shown(x: int, y: int) -> np.ndarray:
        left, top = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, left, top)
        return np.array([left.value, top.value]) / _FINE

    begin = shown(0, 0)
    return begin, (shown(100, 0) - begin) / 100, (shown(0, 100) - begin) / 100


def _middle(
    one: np.ndarray, other: np.ndarray, *, upright: bool
) -> tuple[float, float, float, float]:
    """A letter's place without what is above and below it: a cover need not reach further."""
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    wide, high = (right - left) / 4, (bottom - top) / 4
    if upright:
        return left, top + high, right, bottom - high
    return left + wide, top, right - wide, bottom


def _hidden(boxes: np.ndarray, drawn: np.ndarray) -> bool:
    """Whether any box lies outside of what is drawn, or where everything is of one colour."""
    high, wide = drawn.shape
    left, top, right, bottom = np.rint(boxes).astype(int).T
    large = (right - left >= 2) & (bottom - top >= 2)
    outside = (right <= 0) | (bottom <= 0) | (left >= wide) | (top >= high)
    edges = _edges(drawn.astype(np.int16))
    left, right = (np.clip(side, 0, wide - 1) for side in (left, right - 1))
    top, bottom = (np.clip(side, 0, high - 1) for side in (top, bottom - 1))
    within = edges[bottom, right] - edges[top, right] - edges[bottom, left] + edges[top, left]
    return bool((large & (outside | (within == 0))).any())


def _edges(drawn: np.ndarray) -> np.ndarray:
    """How many places above and left of each one differ from their neighbours."""
    differs = np.zeros(drawn.shape, dtype=bool)
    differs[:, :-1] = np.abs(np.diff(drawn, axis=1)) > ALIKE
    differs[:-1] |= np.abs(np.diff(drawn, axis=0)) > ALIKE
    summed = np.zeros((drawn.shape[0] + 1, drawn.shape[1] + 1), dtype=np.int32)
    summed[1:, 1:] = differs.cumsum(axis=0, dtype=np.int32).cumsum(axis=1)
    return summed
