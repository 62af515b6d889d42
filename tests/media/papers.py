"""Papers for tests, made on the spot: whole, cut, or something else besides."""

import io
import struct
import zlib

from PIL import Image

from tests.media.clips import recording, zip_of

PICTURES = ("jpeg", "png", "tiff")
PAPERS = ("pdf", *PICTURES)


def pdf(text: str = "I agree.") -> bytes:
    """One page with one line, with its table of objects."""
    page = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
    ]
    out, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(places) + 1, table, len(places) + 1, len(out))
    )


def picture(kind: str, *, pages: int = 1, size: tuple[int, int] = (120, 170), **how) -> bytes:
    """A page in greys, not two of them alike."""
    shades = [
        Image.linear_gradient("L").rotate(7 * n).resize(size).convert("RGB") for n in range(pages)
    ]
    out = io.BytesIO()
    more = {"save_all": True, "append_images": shades[1:]} if pages > 1 else {}
    shades[0].save(out, format=kind.upper(), **more, **how)
    return out.getvalue()


def paper(kind: str) -> bytes:
    """A whole document of one of PAPERS."""
    return pdf() if kind == "pdf" else picture(kind)


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of some hundred bytes that says how large it would be."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def tiff_claiming(width: int, height: int) -> bytes:
    """A TIFF whose header speaks of more points than it has bytes for."""
    tags = ((256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1))
    tags += ((278, height), (279, width * height & 0xFFFFFFFF))
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)


def hostile() -> dict[str, tuple[str, bytes]]:
    """What → the code it is refused with, and the bytes."""
    whole, jpeg, png, tiff = pdf(), picture("jpeg"), picture("png"), picture("tiff")
    bent = bytearray(png)
    bent[len(bent) // 2] ^= 0xFF
    return {
        "pdf cut in half": ("pdf_cut", whole[: len(whole) // 2]),
        "pdf without an index": ("pdf_unreadable", whole.replace(b"xref\n0", b"xxxx\n0", 1)),
        "pdf pointing behind itself": (
            "pdf_unreadable",
            b"%PDF-1.4\nnothing\nstartxref\n999999\n%%EOF\n",
        ),
        "pdf of another version": ("pdf_unreadable", b"%PDF-9.9\n" + whole[9:]),
        "pdf with a zip behind it": ("document_two_things", whole + zip_of()),
        "pdf in the comment of a zip": ("document_two_things", zip_around(whole)),
        "pdf with a page of the web": (
            "document_two_things",
            whole.replace(b"I agree.", b"<script>alert(1)</script>"),
        ),
        "pdf that plays": (
            "document_two_things",
            whole[:9] + recording("mp3", 1) + whole[9:],
        ),
        "pdf with something behind its end": ("document_two_things", whole + b"more\n"),
        "jpeg cut in half": ("picture_cut", jpeg[: len(jpeg) // 2]),
        "jpeg with a zip behind it": ("document_two_things", jpeg + zip_of()),
        "jpeg with a pdf in its comment": (
            "document_two_things",
            jpeg[:2] + b"\xff\xfe\x00\x0b%PDF-1.4\n" + jpeg[2:],
        ),
        "jpeg with a film behind it": (
            "picture_and_more",
            jpeg + recording("m4a", 1),
        ),
        "jpeg of noise": ("picture_cut", b"\xff\xd8\xff\xe0" + bytes(range(1, 200))),
        "jpeg without parts": ("picture_unreadable", b"\xff\xd8\xff\xe0\0\2" + bytes(200)),
        "jpeg of nothing": ("picture_unreadable", b"\xff\xd8\xff\xd9"),
        "png cut in half": ("picture_cut", png[: len(png) // 2]),
        "png with something behind its end": ("picture_and_more", png + b"more"),
        "png with one bit turned": ("picture_unreadable", bytes(bent)),
        "png of too many points": ("picture_too_large", png_claiming(20_000, 20_000)),
        "png of more points than there are": ("picture_too_large", png_claiming(2**31 - 1, 9)),
        "png that stops before it says": ("picture_unreadable", png_claiming(400, 400)),
        "tiff cut in half": ("picture_unreadable", tiff[: len(tiff) // 2]),
        "tiff of too many points": ("picture_too_large", tiff_claiming(30_000, 30_000)),
        "tiff of nothing": ("picture_unreadable", b"II*\0" + bytes(40)),
        "tiff with a zip behind it": ("document_two_things", tiff + zip_of()),
        "tiff that plays": ("document_two_things", tiff[:8] + recording("mp3", 1) + tiff[8:]),
    }


def zip_around(data: bytes) -> bytes:
    """Bytes that go on as a zip archive whose comment holds the end of them."""
    at = data.index(b"startxref")
    archive, comment = zip_of(), data[at:]
    return data[:at] + archive[:-2] + struct.pack("<H", len(comment)) + comment
