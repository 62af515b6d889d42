"""What of a PDF is kept beside what is drawn: its pages, and the order in which they are read.

A program may have put anything anywhere; so everything goes that is not named here.
"""

import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from media.decoding.paper_fonts import keys_keep

ROOT = {"Type", "Pages", "Lang", "MarkInfo", "StructTreeRoot"}
TREE = {"Type", "Parent", "Kids", "Count"}
PAGE = {"Type", "Parent", "MediaBox", "CropBox", "Rotate", "UserUnit", "Resources", "Contents"}
PAGE |= {"StructParents", "Tabs"}
_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
# Of the order of a page, for whoever listens to it: the kind of a stretch, its language, what is
# said in place of a picture, and how a table or a list is built.
STRUCTURE_ROOT = {"Type", "K", "ParentTree", "ParentTreeNextKey", "RoleMap"}
STRUCTURE = {"Type", "S", "P", "K", "Pg", "Lang", "Alt", "A"}
_MARKED = {"Type", "Pg", "MCID"}
_NUMBERS = {"Kids", "Nums", "Limits"}
_BUILT = {"O", "ListNumbering", "RowSpan", "ColSpan", "Scope"}
# Programs that were not told what a picture shows write its file's name or its folders.
_OF_A_FILE = re.compile(r"[\\/]|\.\w{2,5}\s*$")


def page_settle(page: pikepdf.Page) -> None:
    """Write into a page itself what it has from those above it, in place."""
    for name in _INHERITED:
        above: Any = page.obj
        steps = 0
        while name not in above and "/Parent" in above and steps < 50:
            above, steps = above.Parent, steps + 1
        if name in above and above is not page.obj:
            page.obj[name] = above[name]


def parts_keep(pdf: pikepdf.Pdf) -> None:
    """Take away everything that is not named here, in place. Raises what pikepdf raises."""
    for name in list(pdf.trailer.keys()):
        if name not in ("/Root", "/Size"):
            del pdf.trailer[name]
    keys_keep(pdf.Root, ROOT)
    if "/MarkInfo" in pdf.Root:
        pdf.Root.MarkInfo = Dictionary(Marked=bool(pdf.Root.MarkInfo.get("/Marked", False)))
    for page in pdf.pages:
        keys_keep(page.obj, PAGE)
    _tree(pdf.Root.Pages)
    if "/StructTreeRoot" in pdf.Root:
        _structure(pdf.Root.StructTreeRoot, {page.obj.objgen for page in pdf.pages})


def _tree(top: Any) -> None:
    waiting = [top]
    while waiting:
        one = waiting.pop()
        if str(one.get("/Type", "")) != "/Page":
            keys_keep(one, TREE)
            waiting += list(one.get("/Kids", ()))


def _structure(root: Any, pages: set[tuple[int, int]]) -> None:
    """Everything that can be reached, since an element need not say that it is one."""
    keys_keep(root, STRUCTURE_ROOT)
    _roles(root)
    numbers = root.get("/ParentTree")
    waiting, seen = [root.get("/K")], {root.objgen}
    waiting += _numbered(numbers)
    while waiting:
        one = waiting.pop()
        if isinstance(one, Array):
            waiting += list(one)
        elif isinstance(one, Dictionary):
            if one.is_indirect and one.objgen in seen:
                continue
            seen.add(one.objgen)
            _element(one, pages)
            waiting += [one.get("/K"), one.get("/P")]


def _element(one: Any, pages: set[tuple[int, int]]) -> None:
    kind = str(one.get("/Type", ""))
    if kind == "/MCR":
        keys_keep(one, _MARKED)
    elif kind == "/OBJR":
        keys_keep(one, {"Type"})
    else:
        keys_keep(one, STRUCTURE)
        if "/A" in one:
            one.A = _built(one.A)
        said = one.get("/Alt")
        if said is not None and (not isinstance(said, String) or _OF_A_FILE.search(str(said))):
            del one["/Alt"]
    page = one.get("/Pg")
    if page is not None and page.objgen not in pages:
        del one["/Pg"]


def _built(how: Any) -> Array:
    """How a table or a list is built; what else programs say of a stretch is private."""
    every = list(how) if isinstance(how, Array) else [how]
    kept = Array()
    for one in every:
        if isinstance(one, Dictionary) and str(one.get("/O", "")) in ("/Table", "/List"):
            said = {name: value for name, value in one.items() if name[1:] in _BUILT}
            kept.append(Dictionary({k: v for k, v in said.items() if isinstance(v, Name | int)}))
    return kept


def _roles(root: Any) -> None:
    roles = root.get("/RoleMap")
    if roles is not None:
        root.RoleMap = Dictionary({k: v for k, v in roles.items() if isinstance(v, Name)})


def _numbered(top: Any) -> list[Any]:
    """What a tree of numbers holds, its own branches left with nothing else."""
    found, waiting, steps = [], [top], 0
    while waiting:
        one, steps = waiting.pop(), steps + 1
        if steps > 100_000:
            raise ValueError("a tree that ends nowhere")
        if isinstance(one, Dictionary):
            keys_keep(one, _NUMBERS)
            waiting += list(one.get("/Kids", ()))
            found += list(one.get("/Nums", ()))
    return found
