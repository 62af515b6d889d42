"""A page as a picture of what is seen on it, and nothing else."""

import io
import zlib
from dataclasses import dataclass

import pikepdf
import pypdfium2
from pikepdf import Name
from PIL import Image

SHARP = 200 / 72  # drawn points for one of the page: letters of 6 pt are read and printed
MOST_POINTS = 16_000_000  # of a page; a poster is drawn less sharp
_QUALITY = 85
_FEW = 256  # colours: those of a letter, not of a photograph
_SPACES = {"1": "/DeviceGray", "L": "/DeviceGray", "RGB": "/DeviceRGB"}


@dataclass(frozen=True)
class Picture:
    """Points as a PDF holds them; `box` is the part of the page that is shown, in its own places.

    Left, bottom, right and top.
    """

    data: bytes
    how: str
    mode: str
    size: tuple[int, int]
    box: tuple[float, float, float, float]

    def stream(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The points as a part of this PDF."""
        return pdf.make_indirect(
            pikepdf.Stream(
                pdf,
                self.data,
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=self.size[0],
                Height=self.size[1],
                ColorSpace=Name(_SPACES[self.mode]),
                BitsPerComponent=1 if self.mode == "1" else 8,
                Filter=Name(self.how),
            )
        )

    def drawn(self, name: str) -> bytes:
        """How a page says that the picture of this name fills it."""
        left, bottom, right, top = self.box
        place = f"{right - left:.4f} 0 0 {top - bottom:.4f} {left:.4f} {bottom:.4f}"
        return f"q {place} cm {name} Do Q\n".encode()


def page_drawn(page: pypdfium2.PdfPage) -> Picture:
    """The page as it is seen, not turned: its own turning stays with it."""
    wide, high = page.get_size()
    scale = min(SHARP, (MOST_POINTS / max(wide * high, 1)) ** 0.5)
    turned = -page.get_rotation() % 360
    image = page.render(scale=scale, rotation=turned, rev_byteorder=True).to_pil().convert("RGB")
    return picture_of(image, page.get_bbox())


def picture_of(image: Image.Image, box: tuple[float, float, float, float]) -> Picture:
    """Points of a mode that `_SPACES` names: exact where that is not much larger, else as JPEG."""
    if image.mode == "RGB" and _grey(image):
        image = image.convert("L")
    data, how = _packed(image)
    return Picture(data, how, image.mode, image.size, box)


def _grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return red.tobytes() == green.tobytes() == blue.tobytes()


def _packed(image: Image.Image) -> tuple[bytes, str]:
    exact = b""
    if image.mode != "RGB" or image.getcolors(_FEW) is not None:
        exact = zlib.compress(image.tobytes())
        if image.mode == "1":
            return exact, "/FlateDecode"
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    if exact and len(exact) < 2 * out.tell():  # sharp letters are worth some bytes
        return exact, "/FlateDecode"
    return out.getvalue(), "/DCTDecode"
