"""Task: a photograph at several widths, each made anew of its points and of nothing else."""

import io
import math
import warnings

from PIL import ExifTags, Image, ImageCms, ImageOps

from media.decoding.child import Unreadable, send
from media.decoding.pictures import MOST_PIXELS

# Of JPEG; above it files grow and nobody sees more.
QUALITY = 82
# Orientations of EXIF in which the camera was turned: the width of what is seen is the height of
# what is kept.
ON_ITS_SIDE = (5, 6, 7, 8)


def task(*, path: str, container: str, widths: list[int]) -> dict[str, object]:
    """Send one JPEG for each width, in order: upright, in sRGB, without anything written beside it.

    A photograph is never enlarged: of one that is narrower than a width, its own width is the last.
    Returns its own size, upright, and for each file its size in points and in bytes. Raises
    Unreadable for what cannot be decoded and for more than MOST_PIXELS.
    """
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=[container.upper()]) as picture:
            return _made(picture, sorted(widths))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unreadable("picture_too_large") from error
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError) as error:
        # What Pillow raises for files that do not hold what they say.
        raise Unreadable("picture_unreadable") from error


def _made(picture: Image.Image, widths: list[int]) -> dict[str, object]:
    if picture.width * picture.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    wide, high = picture.size
    if picture.getexif().get(ExifTags.Base.Orientation) in ON_ITS_SIDE:
        wide, high = high, wide
    # A JPEG is decoded no larger than needed: at least half as wide again as the widest file.
    part = min(1.0, widths[-1] * 1.5 / wide)
    picture.draft("RGB", (math.ceil(picture.width * part), math.ceil(picture.height * part)))
    turned = ImageOps.exif_transpose(picture)
    small = _plain(turned)
    made: list[Image.Image] = []
    # Each is made of the next wider one: the many points of the camera are gone through once.
    for width in sorted({min(wide, one) for one in widths}, reverse=True):
        small = small.resize((width, max(1, round(high * width / wide))), Image.Resampling.LANCZOS)
        made.append(small)
    files: list[dict[str, int]] = []
    for small in reversed(made):
        out = io.BytesIO()
        small.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
        send(b"d", out.getvalue())
        files.append({"width": small.width, "height": small.height, "bytes": out.tell()})
    return {"width": wide, "height": high, "files": files}


def _plain(picture: Image.Image) -> Image.Image:
    """The points alone, in sRGB and on white: a picture that has never heard of its file."""
    if picture.mode.startswith("I;16"):
        # Of 65,536 shades of grey; Pillow would take all above the 256th for white.
        picture = picture.convert("I").point(lambda shade: shade * (1 / 257)).convert("L")
    elif picture.mode in ("I", "F"):
        # Nothing says what is black and what is white.
        raise Unreadable("picture_unreadable")
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            known = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            shown = ImageCms.profileToProfile(
                picture, known, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            picture = picture if shown is None else shown
        except ImageCms.PyCMSError:
            pass  # a profile that nobody can read changes no colour
    if picture.mode != "RGB":
        above = picture.convert("RGBA")
        white = Image.new("RGBA", above.size, "white")
        picture = Image.alpha_composite(white, above).convert("RGB")
    return Image.frombytes("RGB", picture.size, picture.tobytes())
