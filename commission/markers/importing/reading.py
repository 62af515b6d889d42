"""Reading a file that may be anything at all."""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from commission.markers.importing.csv_file import read_csv
from commission.markers.importing.entries import LARGEST, Reading
from commission.markers.importing.geojson_file import read_geojson
from commission.markers.importing.kml_file import read_kml
from commission.recommendations.importing.reading import text_read
from media.refusal import Refused

# XML says itself in which way it is written, so its bytes are read; the others are given as text.
READERS: dict[str, Callable[[bytes, str], Reading]] = {
    "csv": read_csv,
    "geojson": read_geojson,
    "kml": read_kml,
}
ENDINGS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".geojson": "geojson",
    ".json": "geojson",
    ".kml": "kml",
}


def file_read(path: Path, *, kind: str = "") -> Reading:
    """What a file holds. `kind` is one of READERS; empty: its name says so.

    Raises Refused for a file that is not there, too large, no text, or of no kind known here.
    """
    kind = kind or ENDINGS.get(path.suffix.lower(), "")
    if kind not in READERS:
        raise Refused("format", _("Say which format this is: --format csv, geojson or kml."))
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError:
        raise Refused("no_file", _("There is no such file, or it may not be read.")) from None
    if len(content) > LARGEST:
        raise Refused("too_large", _("This file is larger than 50 MB. Divide it."))
    return READERS[kind](content, "" if kind == "kml" else text_read(content))
