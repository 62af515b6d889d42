"""Pictures of the demonstration, drawn when it is prepared: plain shapes that show nobody."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

WIDE, HIGH = 1600, 1067
SKY, WATER, STONE = (214, 219, 220), (120, 142, 150), (126, 116, 104)
BRONZE, LIGHT, DARK = (112, 84, 52), (196, 160, 104), (62, 56, 50)


def bridge() -> bytes:
    """A low stone wall with a plate on it, and a bridge behind it over the water."""
    picture = Image.new("RGB", (WIDE, HIGH), SKY)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 560, WIDE, HIGH), fill=WATER)
    pen.rectangle((0, 470, WIDE, 520), fill=DARK)
    for left in range(80, WIDE, 380):
        pen.rectangle((left, 500, left + 60, 720), fill=STONE)
        pen.arc((left + 30, 510, left + 410, 830), 180, 360, fill=DARK, width=14)
    for row, top in enumerate(range(720, HIGH, 90)):
        for left in range(-120 * (row % 2), WIDE, 240):
            pen.rectangle((left, top, left + 232, top + 82), fill=STONE)
    pen.rectangle((520, 760, 1080, 1010), fill=BRONZE, outline=DARK, width=8)
    for top in (820, 870, 930):
        pen.line((580, top, 1020, top), fill=LIGHT, width=10)
    return _jpeg(picture)


def plate() -> bytes:
    """The same plate from near: two lines of raised letters, too close to be read, and rain."""
    picture = Image.new("RGB", (WIDE, HIGH), BRONZE)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((70, 70, WIDE - 70, HIGH - 70), outline=LIGHT, width=12)
    for top in (350, 610):
        for step in range(14):
            left = 170 + step * 92
            pen.rounded_rectangle((left, top, left + 62, top + 110), 14, fill=LIGHT)
            pen.rounded_rectangle((left + 16, top + 24, left + 46, top + 86), 8, fill=BRONZE)
    for drop in range(60):
        left, top = (drop * 397) % WIDE, (drop * 211) % HIGH
        pen.ellipse((left, top, left + 16, top + 20), fill=(150, 130, 104))
    return _jpeg(picture)


def gate() -> bytes:
    """A brick gate; of the plate beside it the bolts are left, and the lighter wall behind."""
    picture = Image.new("RGB", (WIDE, HIGH), SKY)
    pen = ImageDraw.Draw(picture)
    for row, top in enumerate(range(140, HIGH, 56)):
        for left in range(-60 * (row % 2), WIDE, 120):
            pen.rectangle((left, top, left + 113, top + 49), fill=(150, 96, 78))
    pen.rectangle((560, 300, 1040, HIGH), fill=DARK)
    pen.rectangle((1130, 480, 1430, 700), fill=(190, 150, 132))
    for left, top in ((1150, 500), (1394, 500), (1150, 664), (1394, 664)):
        pen.ellipse((left, top, left + 16, top + 16), fill=DARK)
    return _jpeg(picture)


PICTURES: dict[str, Callable[[], bytes]] = {"bridge": bridge, "plate": plate, "gate": gate}


def paper_draw(title: str, line: str) -> bytes:
    """A sheet of paper as a picture: what it is, one line of it, and that it is invented."""
    picture = Image.new("RGB", (1240, 1754), (252, 251, 247))
    pen = ImageDraw.Draw(picture)
    pen.text((140, 180), title, fill=DARK, font=ImageFont.load_default(44))
    pen.text((140, 330), line, fill=DARK, font=ImageFont.load_default(34))
    for top in range(470, 1400, 62):
        pen.line((140, top, 1100, top), fill=(214, 208, 198), width=3)
    invented = "Made for the demonstration. Nothing of it happened."
    pen.text((140, 1580), invented, fill=(110, 102, 94), font=ImageFont.load_default(28))
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def _jpeg(picture: Image.Image) -> bytes:
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=85)
    return kept.getvalue()
