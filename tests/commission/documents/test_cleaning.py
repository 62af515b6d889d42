"""What is taken out of papers before anybody reads them, and what stays."""

import io
import struct
import zlib

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageStat

from commission.documents import cleaning
from commission.documents.cleaning import document_clean
from media.confine import Limits
from media.refusal import Refused
from tests.commission.documents.hiding import (
    HIDDEN,
    PLAIN,
    RED,
    SAID,
    SECRET,
    SHOWN,
    covered,
    framed,
    hidden,
    note,
    photograph,
    saved,
    sheet,
    striped,
    unpacked,
)
from tests.media.clips import put


@pytest.fixture
def clean(tmp_path):
    """The copy of these bytes that readers get."""

    def cleaned(data: bytes, kind: str = "pdf") -> cleaning.Cleaned:
        return document_clean(put(tmp_path, "paper", data), kind)

    return cleaned


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def words(data: bytes) -> str:
    """What a program reads on the first page."""
    with pypdfium2.PdfDocument(data) as document:
        return document[0].get_textpage().get_text_range()


def drawn(data: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=1).to_pil().convert("L")


@pytest.mark.parametrize("what", HIDDEN)
def test_what_no_reader_sees_does_not_go_out(what, clean):
    data = hidden(what)
    assert SECRET in unpacked(data)
    cleaned = clean(data)
    assert SECRET not in unpacked(cleaned.data)
    assert cleaned.pages == 1
    assert words(cleaned.data).strip() == "Nobody wrote it down."


@pytest.mark.parametrize("what", covered())
def test_words_that_nobody_can_see_are_refused_in_a_sentence(what, clean):
    code, data = covered()[what]
    with pytest.raises(Refused) as refused:
        clean(data)
    assert refused.value.code == code
    assert str(refused.value.message).endswith((".", "that."))
    assert SECRET.decode() not in str(refused.value.message)
    if code == "paper_unseen":
        assert "page 1." in str(refused.value.message)


def test_of_many_pages_the_first_are_named(clean):
    pdf = pikepdf.new()
    for number in range(8):
        page, _ = sheet(PLAIN if number == 1 else SHOWN.replace(b"Tf ", b"Tf 3 Tr "))
        pdf.pages.extend(page.pages)
    with pytest.raises(Refused, match="paper_unseen") as refused:
        clean(saved(pdf))
    assert "page 1, 3, 4, 5, 6, …." in str(refused.value.message)


def test_what_a_program_leaves_in_a_document_is_gone(clean):
    pdf, page = sheet()
    pdf.docinfo["/Author"] = SAID
    with pdf.open_metadata() as meta:
        meta["dc:creator"] = [SECRET.decode()]
    pdf.attachments["notes.txt"] = pikepdf.AttachedFileSpec(pdf, SECRET, filename="notes.txt")
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=SAID)
    note(pdf, page, "Link", A=Dictionary(S=Name.URI, URI=SAID))
    cleaned = clean(saved(pdf))
    assert SECRET not in unpacked(cleaned.data)
    with opened(cleaned.data) as left:
        assert not left.attachments
        assert not dict(left.docinfo)
        assert set(left.Root.keys()) == {"/Type", "/Pages"}


def test_an_earlier_version_of_a_document_is_gone(clean):
    first, _page = sheet(SHOWN)
    before = saved(first)
    with opened(before) as pdf:
        size = int(pdf.trailer.Size)
        contents, root = pdf.pages[0].obj.Contents.objgen, pdf.Root.objgen
    body = b"%d %d obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        *contents, len(PLAIN), PLAIN,
    )  # fmt: skip
    at = before.rindex(b"startxref") + len(b"startxref")
    table = b"xref\n%d 1\n%010d %05d n \ntrailer\n<< /Size %d /Root %d %d R /Prev %d >>\n" % (
        contents[0], len(before), contents[1], size, *root, int(before[at:].split()[0]),
    )  # fmt: skip
    end = b"startxref\n%d\n%%%%EOF\n" % (len(before) + len(body))
    again = before + body + table + end
    assert words(again).strip() == "Nobody wrote it down."
    assert b"qxsecretqx" in unpacked(before)
    assert SECRET not in unpacked(clean(again).data)


def test_what_stands_in_a_field_is_seen_as_before_and_is_no_field_any_more(clean):
    pdf, page = sheet()
    font = page.Resources.Font.F1
    field = note(
        pdf, page, "Widget", FT=Name.Tx, T=SAID, V=pikepdf.String("Yes, all five"),
        TU=SAID, DA=pikepdf.String("/F1 12 Tf 0 g"),
    )  # fmt: skip
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]),
        DR=Dictionary(Font=Dictionary(F1=font)),
        DA=pikepdf.String("/F1 12 Tf 0 g"),
        NeedAppearances=True,
    )
    cleaned = clean(saved(pdf))
    assert "Yes, all five" in words(cleaned.data)
    assert SECRET not in unpacked(cleaned.data)
    with opened(cleaned.data) as left:
        assert "/AcroForm" not in left.Root
        assert "/Annots" not in left.pages[0].obj


def test_a_mark_that_covers_nothing_is_drawn_into_its_page(clean):
    pdf, page = sheet()
    note(pdf, page, "Square", b"0 0 0 rg 0 0 200 40 re f", Contents=SAID)
    cleaned = clean(saved(pdf))
    assert drawn(cleaned.data).getpixel((140, 140)) < 20
    assert SECRET not in unpacked(cleaned.data)


def test_whoever_listens_to_a_document_hears_it_in_order_as_before(clean):
    pdf, page = sheet(b"/H1 << /MCID 0 >> BDC " + PLAIN + b"EMC")
    cell = Dictionary(O=Name.Table, Scope=Name.Column)
    heading = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.H1, Pg=page, K=0, Alt=pikepdf.String("x"), A=cell)
    )
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([heading])))
    heading.P = root
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)
    pdf.Root.Lang = pikepdf.String("en")
    with opened(clean(saved(pdf)).data) as left:
        (kept,) = left.Root.StructTreeRoot.K
        assert (str(kept.S), str(kept.Alt), str(kept.A[0].Scope)) == ("/H1", "x", "/Column")
        assert kept.Pg.objgen == left.pages[0].obj.objgen
        assert str(left.Root.Lang) == "en"


def test_a_structure_that_goes_round_in_a_circle_ends(clean):
    pdf, _page = sheet()
    element = pdf.make_indirect(Dictionary(S=Name.P))
    element.K = Array([element, element])
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(K=element))
    assert clean(saved(pdf)).pages == 1


def test_fonts_and_pictures_may_be_called_like_anything(clean):
    pdf, page = sheet(PLAIN.replace(b"/F1", b"/JS"))
    page.Resources = Dictionary(Font=Dictionary(JS=page.Resources.Font.F1))
    assert words(clean(saved(pdf)).data).strip() == "Nobody wrote it down."


def alike(one: bytes, other: bytes) -> bool:
    """Whether the first pages look the same, but for what a second drawing makes softer."""
    apart = ImageChops.difference(drawn(one), drawn(other))
    return ImageStat.Stat(apart).mean[0] < 1.5


@pytest.mark.parametrize("what", HIDDEN)
def test_a_page_looks_as_before(what, clean):
    assert alike(hidden(what), clean(hidden(what)).data)


@pytest.mark.parametrize("what", striped())
def test_what_of_a_picture_nobody_sees_is_not_in_it(what, clean):
    data = striped()[what]
    assert any(RED in seen for seen in colours(data))
    cleaned = clean(data).data
    assert alike(data, cleaned)
    assert words(cleaned).strip() == "Nobody wrote it down."
    for seen in colours(cleaned):
        assert not any(red > 200 and green < 100 for red, green, _blue in seen)


def colours(data: bytes) -> list[set[tuple[int, int, int]]]:
    """Those of each picture in a document, wherever it may lie."""
    with opened(data) as pdf:
        images = [
            pikepdf.PdfImage(one).as_pil_image().convert("RGB")
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and str(one.get("/Subtype", "")) == "/Image"
        ]
    return [{colour for _n, colour in image.getcolors(1 << 20)} for image in images]


def test_letters_that_are_drawings_can_still_be_read(clean):
    pdf, page = sheet(b"BT /T 20 Tf 50 250 Td (aaa) Tj ET")
    glyph = pdf.make_stream(b"1000 0 0 0 800 800 d1 0 0 800 800 re f % " + SECRET)
    page.Resources.Font.T = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 1000, 1000], FirstChar=97, LastChar=97,
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0], CharProcs=Dictionary(a=glyph), Widths=Array([1000]),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
    )  # fmt: skip
    data = saved(pdf)
    cleaned = clean(data).data
    assert alike(data, cleaned)
    assert words(cleaned).strip() == "aaa"
    assert SECRET not in unpacked(cleaned)


def test_text_and_lines_stay_as_sharp_as_they_are(clean):
    pdf, _page = sheet(PLAIN + b"0.5 w 50 240 m 250 240 l S 0.9 g 50 100 200 30 re f")
    data = saved(pdf)
    cleaned = clean(data).data
    assert colours(cleaned) == []
    assert drawn(data).tobytes() == drawn(cleaned).tobytes()


def test_drawings_that_draw_each_other_end(clean):
    pdf, page = sheet(b"/A Do " + PLAIN)
    form = pdf.make_stream(b"/A Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = Dictionary(XObject=Dictionary(A=form))
    page.Resources.XObject = Dictionary(A=form)
    with pytest.raises(Refused, match="paper_broken"):
        clean(saved(pdf))


def test_drawings_that_grow_without_end_are_stopped(clean, monkeypatch):
    monkeypatch.setattr(cleaning, "LIMITS", Limits(memory_bytes=1 << 30, cpu_seconds=5))
    pdf, page = sheet(b"/A Do " + PLAIN)
    below = pdf.make_stream(PLAIN, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 300])
    below.Resources = page.Resources
    for _ in range(10):
        again = Dictionary(XObject=Dictionary(A=below))
        below = pdf.make_stream(
            b"/A Do " * 20, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 300]
        )
        below.Resources = again
    page.Resources.XObject = Dictionary(A=below)
    with pytest.raises(Refused, match="paper_unsafe"):
        clean(saved(pdf))


def test_a_picture_that_is_packed_twice_is_cleaned_too(clean):
    pdf, page = sheet()
    data = zlib.compress(photograph())
    framed(pdf, page, data, "/X", Filter=Array([Name.FlateDecode, Name.DCTDecode]))
    before = saved(pdf)
    cleaned = clean(before).data
    assert SECRET not in unpacked(cleaned)
    assert alike(before, cleaned)


@pytest.mark.parametrize(("name", "data"), [("/DCTDecode", SECRET), ("/JPXDecode", bytes(9))])
def test_a_picture_that_is_none_does_not_go_out(name, data, clean):
    pdf, page = sheet()
    framed(pdf, page, data, name)
    cleaned = clean(saved(pdf)).data
    assert SECRET not in unpacked(cleaned)
    assert alike(saved(sheet()[0]), cleaned)


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff"])
def test_a_scan_becomes_a_paper_without_what_the_camera_wrote(kind, clean):
    data = photograph(kind.upper())
    assert SECRET in data
    cleaned = clean(data, kind)
    assert cleaned.pages == 1
    assert SECRET not in unpacked(cleaned.data)
    assert drawn(cleaned.data).getextrema()[1] > 200


def test_each_sheet_of_a_scan_is_a_page(clean):
    out = io.BytesIO()
    sheets = [Image.new("1", (1700, 2200), n % 2) for n in range(30)]
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:], compression="group4")
    assert clean(out.getvalue(), "tiff").pages == 30


def test_what_was_rubbed_out_of_a_picture_does_not_come_back(clean):
    picture = Image.new("RGBA", (80, 40), (0, 0, 0, 0))  # black below, and all of it unseen
    out = io.BytesIO()
    picture.save(out, "PNG")
    assert drawn(clean(out.getvalue(), "png").data).getextrema() == (255, 255)


def test_a_picture_that_lies_on_its_side_is_turned(clean):
    out, exif = io.BytesIO(), Image.Exif()
    exif[274] = 6  # to be turned by a quarter
    Image.new("RGB", (300, 100), "white").save(out, "JPEG", exif=exif)
    with opened(clean(out.getvalue(), "jpeg").data) as pdf:
        _left, _top, wide, high = pdf.pages[0].mediabox
        assert wide < high


def test_a_document_that_is_locked_for_changes_alone_is_read(clean):
    pdf, _page = sheet()
    data = saved(pdf, encryption=pikepdf.Encryption(owner="x", user=""))
    with opened(clean(data).data) as left:
        assert not left.is_encrypted


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (saved(sheet()[0], encryption=pikepdf.Encryption(owner="x", user="x")), "paper_locked"),
        (b"%PDF-1.7\nnonsense", "paper_broken"),
        (saved(pikepdf.new()), "paper_broken"),
        (saved(sheet()[0]).replace(b"/Type /Pages", b"/Type /Pagex"), None),
    ],
    ids=["locked", "nonsense", "no page", "bent"],
)
def test_what_cannot_be_cleaned_is_refused_in_a_sentence(data, code, clean):
    if code is None:
        assert clean(data).pages == 1
        return
    with pytest.raises(Refused) as refused:
        clean(data)
    assert refused.value.code == code


def test_a_form_that_one_program_alone_shows_is_refused(clean):
    pdf, _page = sheet()
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))
    pdf.Root.NeedsRendering = True
    with pytest.raises(Refused, match="paper_form"):
        clean(saved(pdf))


def test_a_picture_that_would_fill_the_memory_is_refused(clean):
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    with pytest.raises(Refused, match="picture_too_large"):
        clean(data, "png")


@pytest.mark.parametrize("limits", [{"memory_bytes": 150 << 20}, {"cpu_seconds": 0}])
def test_a_reader_that_is_stopped_is_told_in_words_about_the_document(limits, clean, monkeypatch):
    monkeypatch.setattr(cleaning, "LIMITS", Limits(**limits))
    bomb, page = sheet()
    stream = pikepdf.Stream(bomb, zlib.compress(bytes(400 << 20)))
    stream.Filter = Name.FlateDecode
    page.Contents = bomb.make_indirect(stream)
    with pytest.raises(Refused, match=r"paper_unsafe|paper_broken"):
        clean(saved(bomb))
