"""From names and texts to a marker: what all formats have in common."""

import re
from collections import Counter
from collections.abc import Mapping

from django.core.exceptions import ValidationError

from archive.ledger.canonical import sha256_of
from commission.dates import edtf_validate
from commission.markers.importing.entries import Entry, Reading
from commission.markers.places.grid import area_of
from commission.markers.record.models import LANGUAGE, Inscription, Marker
from commission.markers.vocabulary import FIRST, Precision
from commission.recommendations.importing.values import NotTaken, text_of

# Plain fields that a file may give, under their own names.
FIELDS = (
    "title",
    "summary",
    "commentary",
    "material",
    "colour",
    "size",
    "erected_on",
    "erected_by",
    "sponsors",
    "upkeep",
    "place_words",
    "directions",
    "place_reason",
)
OTHERS = (
    "reference",
    "inscription",
    "language",
    "latitude",
    "longitude",
    "precision",
    "state",
    "series",
)
# What other registers call the same.
CALLED = {
    "name": "title",
    "id": "reference",
    "marker text": "inscription",
    "text": "inscription",
    "year": "erected_on",
    "erected": "erected_on",
    "erected by": "erected_by",
    "lat": "latitude",
    "lon": "longitude",
    "lng": "longitude",
    "long": "longitude",
    "color": "colour",
}
# An inscription in a language of its own: "inscription_es".
IN_LANGUAGE = re.compile(r"inscription[_ ]([a-z]{2,3}(?:-[a-z0-9]{2,8})*)")
LONGEST = {name: Marker._meta.get_field(name).max_length for name in FIELDS}
LONGEST_LANGUAGE = Inscription._meta.get_field("language").max_length or 0


def name_of(name: str) -> str:
    """A column's, property's or label's name as it is called here; "" for one that is not taken."""
    name = name.strip().strip(":").casefold()
    name = CALLED.get(name, name.replace(" ", "_"))
    return name if name in FIELDS or name in OTHERS or IN_LANGUAGE.fullmatch(name) else ""


class Entries:
    """Makes entries of one file, and references for those that have none."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._same: Counter[str] = Counter()

    def take(
        self, where: str, cells: Mapping[str, str], *, spot: tuple[float, float] | None = None
    ) -> None:
        """Add what these cells say of a marker, or say why not."""
        try:
            self.reading.add(self._entry(where, cells, spot))
        except NotTaken as refusal:
            self.reading.refuse(where, str(refusal))

    def _entry(
        self, where: str, cells: Mapping[str, str], spot: tuple[float, float] | None
    ) -> Entry:
        said = {name: text_of(cell) for name, cell in cells.items()}
        values = {name: said[name] for name in FIELDS if said.get(name)}
        if not values.get("title"):
            raise NotTaken("it has no title")
        for name, value in values.items():
            longest = LONGEST[name]
            if longest is not None and len(value) > longest:
                raise NotTaken(f"its {name} is longer than {longest} characters")
        try:
            edtf_validate(values.get("erected_on", ""))
        except ValidationError:
            raise NotTaken(f"“{values['erected_on'][:40]}” is no date in EDTF") from None
        return Entry(
            where=where,
            reference=self._reference(said),
            values={**values, **({"reference": ref} if (ref := said.get("reference")) else {})},
            inscriptions=_inscriptions(said),
            spot=_spot(said) if spot is None else _on_earth(*spot),
            precision=_one_of(Precision.values, said.get("precision", ""), "precision"),
            state=_one_of([one.value for one in FIRST], said.get("state", ""), "state"),
            series=said.get("series", "")[:200],
        )

    def _reference(self, said: Mapping[str, str]) -> str:
        """What the source calls it; else made of its title and place, and numbered where two agree.

        Not of its words or its degrees: those are what a later file corrects.
        """
        if own := said.get("reference"):
            if len(own) > 80:
                raise NotTaken("its reference is longer than 80 characters")
            return own
        known = {name: said.get(name, "") for name in ("title", "place_words")}
        made = f"by-name-{sha256_of(known)[:24]}"
        self._same[made] += 1
        return made if self._same[made] == 1 else f"{made}-{self._same[made]}"


def _inscriptions(said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    rows = [(said.get("language", ""), said.get("inscription", ""))]
    for name, text in said.items():
        if found := IN_LANGUAGE.fullmatch(name):
            rows.append((found.group(1), text))
    for language, _text in rows:
        if language and not (len(language) <= LONGEST_LANGUAGE and LANGUAGE.fullmatch(language)):
            raise NotTaken(f"“{language[:40]}” is no code of a language")
    return tuple((language, text) for language, text in rows if text)


def _spot(said: Mapping[str, str]) -> tuple[float, float] | None:
    given = said.get("latitude", ""), said.get("longitude", "")
    if not any(given):
        return None
    try:
        latitude, longitude = (float(one) for one in given)
    except ValueError:
        raise NotTaken("its latitude or longitude is no number of degrees") from None
    return _on_earth(latitude, longitude)


def _on_earth(latitude: float, longitude: float) -> tuple[float, float]:
    try:
        area_of(latitude, longitude, Precision.EXACT)
    except ValueError:
        raise NotTaken("its latitude or longitude is no place on earth") from None
    return latitude, longitude


def _one_of(values: list[str], given: str, what: str) -> str:
    wanted = given.casefold().replace(" ", "_")
    if wanted and wanted not in values:
        raise NotTaken(f"“{given[:40]}” is no {what}: use one of {', '.join(sorted(values))}")
    return wanted
