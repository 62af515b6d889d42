"""Letters of a paper: the fonts of its pages, with what is needed to draw and to read them."""

from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

FONT = {
    "Type", "Subtype", "BaseFont", "FirstChar", "LastChar", "Widths", "FontDescriptor", "Encoding",
    "ToUnicode", "DescendantFonts",
}  # fmt: skip
_DESCENDANT = {
    "Type", "Subtype", "BaseFont", "CIDSystemInfo", "FontDescriptor", "DW", "W", "DW2", "W2",
    "CIDToGIDMap",
}  # fmt: skip
_DESCRIPTOR = {
    "Type", "FontName", "Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "Leading",
    "CapHeight", "XHeight", "StemV", "StemH", "AvgWidth", "MaxWidth", "MissingWidth", "FontFile",
    "FontFile2", "FontFile3",
}  # fmt: skip
_ENCODING = {"Type", "BaseEncoding", "Differences"}
_STREAM = {"Length", "Filter", "DecodeParms"}
_TABLE = _STREAM | {"Type", "CMapName", "CIDSystemInfo", "UseCMap", "WMode"}
_FILE = _STREAM | {"Length1", "Length2", "Length3", "Subtype"}
_SYSTEM = {"Registry", "Ordering", "Supplement"}


class Fonts:
    """The fonts that a page uses, under names of our own."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.held = Dictionary()
        self._pdf = pdf
        self._names: dict[tuple[int, int], Name] = {}

    def name_of(self, font: Any, *, drawn: bool) -> Name | None:
        """Its name on this page; None for what is no font.

        None also for letters that are drawings themselves where they are to be drawn; where they
        are only to be read each is left empty.
        """
        if not isinstance(font, Dictionary):
            return None
        drawings = str(font.get("/Subtype", "")) == "/Type3"
        if drawings and drawn:
            return None
        kept = font if font.is_indirect else self._pdf.make_indirect(font)
        if kept.objgen not in self._names:
            name = Name(f"/F{len(self._names)}")
            if drawings:
                _drawings_empty(self._pdf, kept)
            else:
                _font_keep(kept)
            self._names[kept.objgen], self.held[str(name)] = name, kept
        return self._names[kept.objgen]


def _drawings_empty(pdf: pikepdf.Pdf, font: Any) -> None:
    keys_keep(font, FONT | {"FontBBox", "FontMatrix", "CharProcs"})
    _encoding_keep(font)
    nothing = pdf.make_stream(b"0 0 d0")
    font.CharProcs = Dictionary(dict.fromkeys(font.CharProcs.keys(), nothing))


def _font_keep(font: Any) -> None:
    keys_keep(font, FONT)
    _encoding_keep(font)
    _descriptor_keep(font)
    for below in font.get("/DescendantFonts", ()):
        keys_keep(below, _DESCENDANT)
        keys_keep(below.get("/CIDSystemInfo"), _SYSTEM)
        _descriptor_keep(below)


def _encoding_keep(font: Any) -> None:
    """Which sign each letter is: a dictionary, or a table of signs in a stream."""
    encoding = font.get("/Encoding")
    keys_keep(encoding, _TABLE if isinstance(encoding, pikepdf.Stream) else _ENCODING)
    keys_keep(font.get("/ToUnicode"), _TABLE)


def _descriptor_keep(font: Any) -> None:
    described = font.get("/FontDescriptor")
    keys_keep(described, _DESCRIPTOR)
    for name in ("/FontFile", "/FontFile2", "/FontFile3"):
        if isinstance(described, Dictionary) and name in described:
            keys_keep(described[name], _FILE)


def keys_keep(one: Any, names: set[str]) -> None:
    """Take away every key of a dictionary that is not named, in place; nothing of anything else."""
    if isinstance(one, Dictionary):
        for name in list(one.keys()):
            if name[1:] not in names:
                del one[name]
    elif isinstance(one, pikepdf.Stream):
        keys_keep(one.stream_dict, names)
