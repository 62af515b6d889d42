"""Markers in the search of the site."""

import pytest

from commission.markers.search_kind import MARKERS
from tests.commission.factories import locale
from tests.commission.markers.factories import InscriptionFactory, MarkerFactory
from tests.commission.markers.riverbend import ARABIC, PAPER, SPOKEN, riverbend
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_what_stands_on_its_page_is_found_but_for_spoken_words():
    marker = riverbend()
    found = list(MARKERS.passages(str(marker.pk)))
    text = " ".join(one.text for one in found)
    for said in ("Ferry Road bridge", ARABIC, "A bookkeeper at the cannery wrote", "mother’s"):
        assert said in text
    for spoken in (SPOKEN, PAPER):
        assert spoken not in text
    assert {one.group for one in found} == {"M3"}
    assert {one.year for one in found} == {2026}


def test_what_is_not_public_is_not_indexed():
    draft = MarkerFactory(draft=True)
    assert not list(MARKERS.passages(str(draft.pk)))
    assert str(draft.pk) not in list(MARKERS.records("public", at=NOW))
    assert MARKERS.shown([str(draft.pk)], audiences=["public"], at=NOW) == {}


def test_a_translation_is_indexed_in_its_own_language():
    original = MarkerFactory(number=3)
    InscriptionFactory(marker=original, text=PAPER)
    spanish = MarkerFactory(
        number=3,
        title="Puente",
        locale=locale("es"),
        translation_key=original.translation_key,
        translated_from=original,
        state="none",
    )
    (first, *_rest) = MARKERS.passages(str(spanish.pk))
    assert first.language == "es"
    assert "Puente" in first.title
    shown = MARKERS.shown([str(original.pk)], audiences=["public"], at=NOW)[str(original.pk)]
    assert shown.url.endswith("/markers/3/")
    assert shown.meta["place"] == original.place_words
