"""Markers as KML, as maps on the web hand them out: a placemark each.

What is said of a placemark stands in `ExtendedData`, or in the description as lines that begin with
a label in bold. No entity is replaced, nothing is fetched, and a file that declares any of its own
is not read.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from lxml import etree, html

from commission.markers.importing.cells import Entries, name_of
from commission.markers.importing.entries import Reading
from commission.markers.vocabulary import State
from commission.recommendations.importing.values import NotTaken
from media.refusal import Refused

# The year in brackets with which many inscriptions end: "… in 1947. (1984)"
YEAR = re.compile(r"\(((?:1[6-9]|20)\d\d)\)\s*$")
# Marked by whoever made the map as not put up yet.
PENDING = re.compile(r"^\s*\[pending\]\s*", re.I)


def read_kml(content: bytes, text: str) -> Reading:
    """The placemarks of a document, in whatever folders they lie. Raises Refused for no KML."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise Refused("not_kml", _("This file is no KML: it is not well formed.")) from None
    if root.getroottree().docinfo.doctype or etree.QName(root).localname != "kml":
        raise Refused("not_kml", _("This file is no KML."))
    reading = Reading()
    entries = Entries(reading)
    for number, placemark in enumerate(root.iterfind(".//{*}Placemark"), 1):
        where = f"placemark {number} (line {placemark.sourceline})"
        try:
            spot = _spot(placemark.findtext("{*}Point/{*}coordinates") or "")
        except ValueError:
            reading.refuse(where, "its point has no longitude and latitude")
            continue
        try:
            cells = _cells(placemark)
        except NotTaken as refusal:
            reading.refuse(where, str(refusal))
            continue
        entries.take(where, cells, spot=spot)
    return reading


def _spot(text: str) -> tuple[float, float] | None:
    if not text.strip():
        return None
    longitude, latitude = text.strip().split(",")[:2]
    return float(latitude), float(longitude)


def _cells(placemark: etree._Element) -> dict[str, str]:
    title = placemark.findtext("{*}name") or ""
    cells = _described(placemark.findtext("{*}description") or "")
    for data in placemark.iterfind("{*}ExtendedData//{*}Data"):
        if name := name_of(data.get("name", "")):
            cells[name] = data.findtext("{*}value") or ""
    for data in placemark.iterfind("{*}ExtendedData//{*}SimpleData"):
        if name := name_of(data.get("name", "")):
            cells[name] = data.text or ""
    cells["title"] = PENDING.sub("", title)
    if own := placemark.get("id"):
        cells.setdefault("reference", own)
    if PENDING.match(title):
        cells.setdefault("state", State.APPROVED.value)
    if year := YEAR.search(cells.get("inscription", "")):
        cells.setdefault("erected_on", year.group(1))
    return cells


def _described(description: str) -> dict[str, str]:
    """What a description says, under its labels; what stands before the first is how to get there.

    Address and county together are where it is, in words.
    """
    found: dict[str, str] = {}
    for label, text in _labelled(description):
        found[label] = f"{found.get(label, '')}\n{text}".strip()
    place = [one for one in (found.pop("address", ""), found.pop("county", "")) if one]
    cells = {name: text for label, text in found.items() if (name := name_of(label))}
    if directions := found.get(""):
        cells.setdefault("directions", directions)
    if place:
        cells.setdefault("place_words", ", ".join(dict.fromkeys(place)))
    return cells


def _labelled(description: str) -> Iterator[tuple[str, str]]:
    """Pairs of a label in bold, without its colon, and the text up to the next one."""
    if not description.strip():
        return
    try:
        described = html.fragment_fromstring(description, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        # What lxml raises for characters that are no text, and for a page without a body.
        raise NotTaken("its description cannot be read") from None
    label, text = "", ""
    for node in described.iter():
        if node.tag in ("b", "strong"):
            if text.strip():
                yield label, text.strip()
            said = (node.text_content() or "").strip()
            label, text = (said[:-1].casefold(), "") if said.endswith(":") else ("note", said)
        elif node.tag == "br":
            text += "\n"
        elif isinstance(node.tag, str):
            text += node.text or ""
        text += node.tail or "" if isinstance(node.tag, str) else ""
        if node.tag == "br" and label == "note":
            yield label, text.strip()
            label, text = "", ""
    if text.strip():
        yield label, text.strip()
