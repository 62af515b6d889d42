"""What of a PDF is kept: what stands here. A program may have put anything else anywhere."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from media.decoding.paper_pictures import picture_bare

ROOT = {"Type", "Pages", "Lang", "MarkInfo", "StructTreeRoot", "PageLabels", "OutputIntents"}
TREE = {"Type", "Parent", "Kids", "Count", "Resources", "MediaBox", "CropBox", "Rotate"}
PAGE = {"Type", "Parent", "MediaBox", "CropBox", "Rotate", "Resources", "Contents", "Group"}
PAGE |= {"StructParents", "Tabs", "UserUnit"}
# The order and the names of what is on a page, for whoever listens to it.
STRUCTURE_ROOT = {"Type", "K", "ParentTree", "ParentTreeNextKey", "RoleMap"}
STRUCTURE = {"Type", "S", "P", "K", "Pg", "Lang", "Alt", "A"}
# Of anything else, these: properties, scripts, attachments, other pictures of the same, links to
# other files, private data of the program that made it, who made a page and when.
NOWHERE = {
    "Metadata", "PieceInfo", "AA", "JS", "Thumb", "LastModified", "AF", "EF", "OC", "OPI", "Ref",
    "Alternates", "Measure", "PtData", "ActualText", "SourceInfo", "VP",
}  # fmt: skip

DRAWN = {"/Font", "/XObject", "/Pattern", "/ExtGState", "/Image", "/Form"}
# Who may say something of how a stretch is to be read; anybody else's is private.
READERS = {"/Layout", "/List", "/Table", "/PrintField"}


def parts_keep(pdf: pikepdf.Pdf) -> None:
    """Take away everything that is not named here, in place. Raises what pikepdf raises."""
    for name in list(pdf.trailer.keys()):
        if name not in ("/Root", "/Size"):
            del pdf.trailer[name]
    pages = {page.obj.objgen for page in pdf.pages}
    _only(pdf.Root, ROOT)
    for page in pdf.pages:
        _only(page.obj, PAGE)
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            _anywhere(pdf, each, pages)
    if "/StructTreeRoot" in pdf.Root:
        _structure(pdf.Root.StructTreeRoot)
    # A page that was taken out may have left its pictures to those that stayed.
    pdf.remove_unreferenced_resources()


def _anywhere(pdf: pikepdf.Pdf, one: Any, pages: set[tuple[int, int]]) -> None:
    kind = str(one.get("/Type", ""))
    if kind == "/Page" and one.objgen not in pages:
        _only(one, {"Type"})  # taken out, and still named by something
    elif kind == "/Pages":
        _only(one, TREE)
    elif kind in ("/OCG", "/OCMD", "/Annot", "/Filespec", "/OBJR"):
        _only(one, {"Type"})
    for inner in _below(one):
        _less(inner)
    if isinstance(one, pikepdf.Stream):
        picture_bare(pdf, one)


def _below(one: Any) -> Iterator[Any]:
    """A dictionary and those that stand inside it, not those that it refers to."""
    waiting = [one]
    while waiting:
        each = waiting.pop()
        is_list = isinstance(each, pikepdf.Array)
        if not is_list:
            yield each
        for value in list(each) if is_list else [each[name] for name in list(each.keys())]:
            if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
                waiting.append(value)


def _less(one: Any) -> None:
    for name in NOWHERE:
        # Fonts and pictures may be called anything, also this.
        if f"/{name}" in one and not _drawn(one[f"/{name}"]):
            del one[f"/{name}"]


def _drawn(value: Any) -> bool:
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return False
    return str(value.get("/Type", "")) in DRAWN or str(value.get("/Subtype", "")) in DRAWN


def _structure(root: Any) -> None:
    """Walked by hand: an element need not say that it is one."""
    _only(root, STRUCTURE_ROOT)
    waiting, seen = [root.get("/K")], set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += list(one)
        elif isinstance(one, pikepdf.Dictionary) and str(one.get("/Type", "")) != "/MCR":
            if one.is_indirect and one.objgen in seen:
                continue
            seen.add(one.objgen)
            _only(one, {"Type"} if str(one.get("/Type", "")) == "/OBJR" else STRUCTURE)
            if not _for_readers(one.get("/A")):
                del one["/A"]
            waiting.append(one.get("/K"))


def _for_readers(how: Any) -> bool:
    """What is said of a stretch: one dictionary, or several with their revisions between."""
    every = list(how) if isinstance(how, pikepdf.Array) else [how] if how is not None else []
    return all(
        str(one.get("/O", "")) in READERS for one in every if isinstance(one, pikepdf.Dictionary)
    )


def _only(one: Any, names: set[str]) -> None:
    for name in list(one.keys()):
        if name[1:] not in names:
            del one[name]
