"""PDFs in which a secret lies where no reader sees it, made on the spot."""

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

SECRET = b"qxsecretqx"
SAID = String(SECRET.decode())
SHOWN = b"BT /F1 20 Tf 50 150 Td (qxsecretqx) Tj ET "
PLAIN = b"BT /F1 20 Tf 50 250 Td (Nobody wrote it down.) Tj ET "
BOX = b"0 0 0 rg 40 140 200 40 re f "


def sheet(content: bytes = PLAIN) -> tuple[Pdf, Dictionary]:
    """A PDF of one page with this on it."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    page = pdf.pages[0].obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    page.Contents = pdf.make_stream(content)
    return pdf, page


def saved(pdf: Pdf, **how) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def unpacked(data: bytes) -> bytes:
    """The file as it lies there, and every stream as it reads."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    return data + out.getvalue()


def note(pdf: Pdf, page: Dictionary, kind: str, drawn: bytes = b"", **more) -> Dictionary:
    """A note on the page; `drawn` is how it looks."""
    row = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[40, 140, 240, 180], **more)
    if drawn:
        look = pdf.make_stream(drawn, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 40])
        row.AP = Dictionary(N=look)
    kept = pdf.make_indirect(row)
    page.Annots = Array([kept])
    return kept


def photograph(kind: str = "JPEG") -> bytes:
    """A picture whose camera wrote the secret beside it."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[315] = SECRET.decode()  # artist
    Image.linear_gradient("L").convert("RGB").save(out, kind, exif=exif, comment=SECRET)
    return out.getvalue()


def framed(pdf: Pdf, page: Dictionary, data: bytes, name: str, **more) -> None:
    """A picture on the page."""
    stream = pikepdf.Stream(pdf, data)
    for key, value in {
        "Type": Name.XObject, "Subtype": Name.Image, "Width": 256, "Height": 256,
        "ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8, "Filter": Name(name), **more,
    }.items():  # fmt: skip
        stream[f"/{key}"] = value
    page.Resources.XObject = Dictionary(I=pdf.make_indirect(stream))
    page.Contents = pdf.make_stream(PLAIN + b"q 200 0 0 200 20 20 cm /I Do Q")


def _of_trailer(pdf: Pdf, page: Dictionary) -> None:
    pdf.trailer["/Secret"] = SAID


def _of_threads(pdf: Pdf, page: Dictionary) -> None:
    pdf.Root.Threads = Array([pdf.make_indirect(Dictionary(I=Dictionary(Author=SAID)))])


def _of_outline(pdf: Pdf, page: Dictionary) -> None:
    launch = Dictionary(S=Name.Launch, F=SAID)
    first = pdf.make_indirect(Dictionary(Title=String("x"), A=launch))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=1, First=first))


def _of_certificates(pdf: Pdf, page: Dictionary) -> None:
    pdf.Root.DSS = Dictionary(Certs=Array([pdf.make_stream(SECRET)]))


def _of_structure(pdf: Pdf, page: Dictionary) -> None:
    text = note(pdf, page, "Text", T=SAID, Contents=SAID)
    named = Dictionary(Type=Name.OBJR, Obj=text)
    element = Dictionary(S=Name.Annot, K=named, T=SAID, ActualText=SAID)
    element.A = Dictionary(O=Name.UserProperties, P=Array([Dictionary(N=SAID, V=SAID)]))
    root = Dictionary(Type=Name.StructTreeRoot, K=Array([pdf.make_indirect(element)]))
    pdf.Root.StructTreeRoot = pdf.make_indirect(root)


def _of_removed_page(pdf: Pdf, page: Dictionary) -> None:
    pdf.add_blank_page(page_size=(300, 300))
    gone = pdf.pages[1].obj
    gone.Contents = pdf.make_stream(SECRET)
    del pdf.pages[1]
    root = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.P, Pg=gone))
    pdf.Root.StructTreeRoot = pdf.make_indirect(root)


def _of_resources(pdf: Pdf, page: Dictionary) -> None:
    left = pdf.make_stream(SECRET, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    page.Resources.XObject = Dictionary(Left=left)


def _of_page(pdf: Pdf, page: Dictionary) -> None:
    page.Private = SAID
    page.PieceInfo = Dictionary(X=SAID)


def _of_camera(pdf: Pdf, page: Dictionary) -> None:
    framed(pdf, page, photograph(), "/DCTDecode")


def _of_second_picture(pdf: Pdf, page: Dictionary) -> None:
    plain = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(plain, "JPEG")
    framed(pdf, page, plain.getvalue() + photograph(), "/DCTDecode")


def _of_jpeg_2000(pdf: Pdf, page: Dictionary) -> None:
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(out, "JPEG2000")
    remark = SECRET + b" " * 14
    box = (8 + len(remark)).to_bytes(4) + b"xml " + remark
    framed(pdf, page, out.getvalue() + box, "/JPXDecode")


def _of_remark(pdf: Pdf, page: Dictionary) -> None:
    page.Contents = pdf.make_stream(b"% " + SECRET + b"\n" + PLAIN + b"BX (" + SECRET + b") zz EX")


def _of_mark(pdf: Pdf, page: Dictionary) -> None:
    said = b"/Span << /ActualText (" + SECRET + b") /MCID 0 >> BDC "
    page.Contents = pdf.make_stream(said + PLAIN + b"EMC /X << /Y (" + SECRET + b") >> DP")


def _of_private_keys(pdf: Pdf, page: Dictionary) -> None:
    _of_camera(pdf, page)
    for one in (page.Resources.XObject.I, page.Resources.Font.F1, page.Resources):
        one["/Private"] = SAID


def _of_file_name(pdf: Pdf, page: Dictionary) -> None:
    figure = Dictionary(S=Name.Figure, Alt=String(rf"C:\Users\{SECRET.decode()}\scan.png"))
    root = Dictionary(Type=Name.StructTreeRoot, K=Array([pdf.make_indirect(figure)]))
    pdf.Root.StructTreeRoot = pdf.make_indirect(root)


def _of_numbers(pdf: Pdf, page: Dictionary) -> None:
    element = pdf.make_indirect(Dictionary(S=Name.P, T=SAID))
    tree = Dictionary(Nums=Array([0, Array([element])]), X=SAID)
    root = Dictionary(Type=Name.StructTreeRoot, K=Array([]), ParentTree=tree)
    root.RoleMap = Dictionary(Head=Name.H1, Other=SAID)
    pdf.Root.StructTreeRoot = pdf.make_indirect(root)


# What → how it comes into a PDF. None of it is seen on the page, and none of it may go out.
HIDDEN: dict[str, Callable[[Pdf, Dictionary], None]] = {
    "a key of the trailer": _of_trailer,
    "the author of an article": _of_threads,
    "a file that a bookmark starts": _of_outline,
    "certificates of a signature": _of_certificates,
    "a note that the structure names": _of_structure,
    "a page that was taken out": _of_removed_page,
    "a drawing that no page draws": _of_resources,
    "private data of a page": _of_page,
    "what a camera wrote": _of_camera,
    "a picture behind a picture": _of_second_picture,
    "remarks of a JPEG 2000": _of_jpeg_2000,
    "remarks beside what is drawn": _of_remark,
    "what a mark says in place of words": _of_mark,
    "private keys of what is drawn": _of_private_keys,
    "a file that a picture was made of": _of_file_name,
    "the numbers of a structure": _of_numbers,
}


def hidden(what: str) -> bytes:
    """A PDF with the secret in one of the places of HIDDEN."""
    pdf, page = sheet()
    HIDDEN[what](pdf, page)
    return saved(pdf)


RED = (255, 0, 0)


def _red() -> bytes:
    """A white picture with a red stripe in its middle, which is not to be seen."""
    image = Image.new("RGB", (200, 200), "white")
    image.paste(RED, (0, 80, 200, 120))
    return image.tobytes()


def _stripe(drawn: bytes) -> tuple[Pdf, Dictionary, Dictionary]:
    pdf, page = sheet()
    image = pdf.make_stream(
        _red(), Type=Name.XObject, Subtype=Name.Image, Width=200, Height=200,
        ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip
    page.Resources.XObject = Dictionary(I=image)
    page.Contents = pdf.make_stream(PLAIN + drawn)
    return pdf, page, image


def striped() -> dict[str, bytes]:
    """What → a PDF with a picture of which the red part cannot be seen, and can be taken out."""
    placed, under = b"q 100 0 0 100 20 20 cm /I Do Q ", b"0 0 0 rg 20 55 100 30 re f "
    found = {"under a box": saved(_stripe(placed + under)[0])}
    pdf, page, _image = _stripe(placed)
    note(pdf, page, "Square", b"0 0 0 rg 0 0 200 40 re f").Rect = [20, 55, 120, 85]
    found["under a note"] = saved(pdf)
    found["cut off"] = saved(_stripe(b"20 90 100 30 re W n " + placed)[0])
    pdf, page, image = _stripe(placed)
    page.CropBox = [0, 90, 300, 300]
    found["beside what is shown"] = saved(pdf)
    pdf, page, image = _stripe(placed)
    image.SMask = pdf.make_stream(
        b"\xff" * 200 * 80 + b"\0" * 200 * 40 + b"\xff" * 200 * 80, Type=Name.XObject,
        Subtype=Name.Image, Width=200, Height=200, ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    found["made transparent"] = saved(pdf)
    pdf, page, image = _stripe(placed + b"q 100 0 0 100 20 20 cm /J Do Q")
    page.Resources.XObject.J = pdf.make_stream(
        b"\x80\x80\x80", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
        ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip
    found["under a picture"] = saved(pdf)
    return found


def covered() -> dict[str, tuple[str, bytes]]:
    """What → the code it is refused with: words that are on a page, and that nobody can see."""
    found: dict[str, tuple[str, bytes]] = {}
    pdf, page = sheet(SHOWN + BOX)
    found["under a black box"] = "paper_unseen", saved(pdf)
    pdf, page = sheet(SHOWN + BOX)
    page.Rotate = 90
    found["under a black box of a page on its side"] = "paper_unseen", saved(pdf)
    pdf, page = sheet(SHOWN + BOX.replace(b"0 0 0 rg", b"1 1 1 rg"))
    found["under a white box"] = "paper_unseen", saved(pdf)
    pdf, page = sheet(b"1 1 1 rg " + SHOWN)
    found["white on white"] = "paper_unseen", saved(pdf)
    pdf, page = sheet(SHOWN.replace(b"Tf ", b"Tf 3 Tr "))
    found["never drawn"] = "paper_unseen", saved(pdf)
    pdf, page = sheet(SHOWN)
    page.CropBox = [0, 200, 300, 300]
    found["cut off the page"] = "paper_unseen", saved(pdf)
    pdf, page = sheet(SHOWN)
    note(pdf, page, "Square", b"0 0 0 rg 0 0 200 40 re f")
    found["under a note that can be taken off"] = "paper_unseen", saved(pdf)
    pdf, page = sheet(SHOWN)
    note(pdf, page, "Square", IC=[0, 0, 0])
    found["under a note that each program draws itself"] = "paper_marks", saved(pdf)
    pdf, page = sheet(SHOWN)
    note(pdf, page, "Redact", b"1 0 0 RG 0 0 200 40 re S")
    found["to be redacted, and not redacted"] = "paper_marks", saved(pdf)
    pdf, page = sheet(b"/OC /O BDC " + SHOWN + b"EMC")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    page.Resources.Properties = Dictionary(O=layer)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    found["in a layer that is off"] = "paper_layers", saved(pdf)
    pdf, page = sheet(SHOWN.replace(SECRET, b"Bo") + BOX)
    found["a short name under a black box"] = "paper_unseen", saved(pdf)
    pdf, page = sheet(SHOWN.replace(b"/F1 20", b"/F1 1"))
    found["smaller than anybody reads"] = "paper_unseen", saved(pdf)
    pdf, page = sheet(b"/G gs " + SHOWN)
    page.Resources.ExtGState = Dictionary(G=Dictionary(ca=0.01))
    found["all but transparent"] = "paper_unseen", saved(pdf)
    pdf, page = sheet(b"/A Do " + BOX)
    below = pdf.make_stream(SHOWN, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 300])
    below.Resources = Dictionary(Font=page.Resources.Font)
    page.Resources.XObject = Dictionary(A=below)
    found["in a drawing under a black box"] = "paper_unseen", saved(pdf)
    pdf, page = sheet(b"/Span << /ActualText ( ) >> BDC " + SHOWN + b"EMC " + BOX)
    found["under a black box, and said to be nothing"] = "paper_unseen", saved(pdf)
    pdf, page = sheet()
    framed(pdf, page, photograph(), "/DCTDecode")
    page.Contents = pdf.make_stream(SHOWN + b"q 300 0 0 300 0 0 cm /I Do Q")
    found["under a photograph"] = "paper_unseen", saved(pdf)
    return found
