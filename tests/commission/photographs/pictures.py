"""Photographs with secrets beside their points, made on the spot."""

import io
import struct

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

SECRET = b"qxsecretqx"


def shades(size=(2000, 1000)) -> Image.Image:
    """Dark on the left, light on the right; the upper half red."""
    picture = Image.linear_gradient("L").rotate(90).resize(size).convert("RGB")
    picture.paste((200, 0, 0), (0, 0, size[0], size[1] // 2))
    return picture


def jpeg(size=(2000, 1000), *, orientation: int = 1) -> bytes:
    """With a place, a camera, a smaller picture, a profile, a comment and XMP in it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9C9B] = orientation, SECRET.decode(), SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (29.0, 45.0, 37.5), 3: "W", 4: (95.0, 22.0, 11.3)})
    exif.get_ifd(0x8769)[0x9286] = SECRET
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    shades(size).save(
        out, "JPEG", exif=exif, comment=SECRET, icc_profile=profile, xmp=b"<x>%s</x>" % SECRET
    )
    data = out.getvalue()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0a" + SECRET
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    return data[:2] + segment + data[2:]


def png(size=(900, 600)) -> bytes:
    """With text in it, and half of it seen through; what is seen through hides a colour."""
    text = PngInfo()
    text.add_text("Author", SECRET.decode())
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    picture = shades(size).convert("RGBA")
    picture.putalpha(Image.new("L", size, 255))
    picture.paste((10, 200, 10, 0), (0, size[1] // 2, size[0], size[1]))
    out = io.BytesIO()
    picture.save(out, "PNG", pnginfo=text)
    return out.getvalue()


def tiff(size=(640, 480)) -> bytes:
    """With a description."""
    out = io.BytesIO()
    shades(size).save(out, "TIFF", description=SECRET.decode())
    return out.getvalue()
