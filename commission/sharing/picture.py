"""The picture that stands beside a link: 1200 by 630, made of public facts alone."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from commission.sharing.mark import mark

FONTS = Path(__file__).parent / "fonts"
WIDTH, HEIGHT = 1200, 630
MARGIN, GAP = 80, 24
# The tokens of look.css, in light: a picture knows no reader's preference.
PAPER, INK, QUIET, RIVER, VOICE, RULE = (
    "#f6f4f0",
    "#221f1e",
    "#655d57",
    "#155060",
    "#96470f",
    "#847a70",
)
MARK = 48
LARGEST, SMALLEST = 62, 34
MOST_LINES = 6
LONGEST = 1_000  # characters that are measured; fewer have room


@dataclass(frozen=True)
class Box:
    """A status as three boxes: who says it, in words, and how many of them are filled."""

    who: str
    label: str
    filled: int
    stalled: bool = False


@dataclass(frozen=True)
class Facts:
    """All that a picture shows."""

    commission: str
    what: str
    sentence: str
    boxes: Sequence[Box] = ()


def picture(facts: Facts) -> bytes:
    """The picture as PNG, without any metadata."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    image.paste(RIVER, (MARGIN, 50), mark(MARK))
    beside = MARGIN + MARK + GAP // 2
    name = _cut(draw, _plain(facts.commission), _sans(30), WIDTH - MARGIN - beside)
    draw.text((beside, 56), name, font=_sans(30), fill=INK)
    draw.line((MARGIN, 112, WIDTH - MARGIN, 112), fill=RULE, width=2)
    what = _cut(draw, _plain(facts.what), _sans(30), WIDTH - 2 * MARGIN)
    draw.text((MARGIN, 140), what, font=_sans(30), fill=QUIET)
    room = HEIGHT - 200 - (150 if facts.boxes else 70)
    lines, font, step = _fitted(draw, _plain(facts.sentence[: 2 * LONGEST])[:LONGEST], room)
    for number, line in enumerate(lines):
        draw.text((MARGIN, 196 + number * step), line, font=font, fill=INK)
    if facts.boxes:
        _boxes(draw, facts.boxes)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _boxes(draw: ImageDraw.ImageDraw, boxes: Sequence[Box]) -> None:
    each = (WIDTH - 2 * MARGIN) // len(boxes)
    for number, box in enumerate(boxes):
        left, top = MARGIN + number * each, HEIGHT - 142
        who = _cut(draw, _plain(box.who), _sans(24), each - GAP)
        draw.text((left, top), who, font=_sans(24), fill=QUIET)
        for place in range(3):
            x = left + place * 36
            full = place < box.filled
            colour = VOICE if box.stalled else RIVER
            draw.rectangle(
                (x, top + 40, x + 28, top + 62),
                outline=colour,
                width=3,
                fill=colour if full else None,
            )
        label = _cut(draw, _plain(box.label), _sans(28), each - GAP)
        draw.text((left, top + 74), label, font=_sans(28), fill=INK)


def _fitted(
    draw: ImageDraw.ImageDraw, text: str, room: int
) -> tuple[list[str], ImageFont.FreeTypeFont, int]:
    """The text in lines, in the largest size in which it has room; else cut with an ellipsis."""
    for size in range(LARGEST, SMALLEST - 1, -4):
        font, step = _serif(size), round(size * 1.22)
        lines = _lines(draw, text, font)
        if len(lines) * step <= room and len(lines) <= MOST_LINES:
            return lines, font, step
    kept = lines[: max(1, min(MOST_LINES, room // step))]
    return [*kept[:-1], _cut(draw, kept[-1] + "…", font, WIDTH - 2 * MARGIN)], font, step


def _cut(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, room: int) -> str:
    """One line that has room, cut with an ellipsis where it has none."""
    if draw.textlength(text, font=font) <= room:
        return text
    text = text.removesuffix("…")
    while text and draw.textlength(text + "…", font=font) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _lines(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Broken between words; a word longer than a line, and a script without spaces, anywhere."""
    lines: list[str] = [""]
    for word in text.split():
        tried = f"{lines[-1]} {word}".strip()
        if draw.textlength(tried, font=font) <= WIDTH - 2 * MARGIN:
            lines[-1] = tried
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if draw.textlength(lines[-1] + sign, font=font) > WIDTH - 2 * MARGIN:
                lines.append("")
            lines[-1] += sign
    return [line for line in lines if line]


def _plain(text: str) -> str:
    """One line of text, without what would draw itself elsewhere."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


@cache
def _serif(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / "literata.ttf"), size)


@cache
def _sans(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / "source-sans-3.ttf"), size)
