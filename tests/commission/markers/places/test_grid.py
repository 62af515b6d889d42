"""A rough place is a cell that is the same for everybody, and no question narrows it."""

from itertools import product
from math import cos, radians

import pytest

from commission.markers.places.grid import DEGREE_M, area_of
from commission.markers.vocabulary import Precision

SPOTS = [
    (latitude, longitude)
    for latitude, longitude in product(
        (-90.0, -89.99, -71.2, -33.9, -0.0001, 0.0, 29.7604, 51.5, 69.65, 89.5, 90.0),
        (-180.0, -95.3698, -0.0001, 0.0, 18.95, 179.9999, 180.0),
    )
]
ROUGH = {Precision.STREET: 100.0, Precision.NEIGHBOURHOOD: 1000.0}


@pytest.mark.parametrize("precision", ROUGH)
@pytest.mark.parametrize(("latitude", "longitude"), SPOTS)
def test_a_cell_holds_its_spot_and_is_as_large_in_metres_everywhere(latitude, longitude, precision):
    area = area_of(latitude, longitude, precision)
    assert area.south - 1e-6 <= latitude <= area.north + 1e-6
    assert area.west - 1e-6 <= longitude <= area.east + 1e-6
    least = ROUGH[precision]
    high = (area.north - area.south) * DEGREE_M
    assert least - 1 <= high <= least * 1.1
    edge = max(abs(area.south), abs(area.north))
    wide = (area.east - area.west) * DEGREE_M * cos(radians(min(edge, 90)))
    if abs(latitude) < 89:
        assert least - 1 <= wide <= least * 1.2


@pytest.mark.parametrize("precision", ROUGH)
@pytest.mark.parametrize(("latitude", "longitude"), SPOTS)
def test_every_spot_of_a_cell_gives_the_same_answer(latitude, longitude, precision):
    area = area_of(latitude, longitude, precision)
    for part in (0.01, 0.3, 0.5, 0.77, 0.99):
        inside = area_of(
            area.south + (area.north - area.south) * part,
            area.west + (area.east - area.west) * (1 - part),
            precision,
        )
        assert inside == area


@pytest.mark.parametrize(("latitude", "longitude"), SPOTS)
def test_the_cell_of_a_street_lies_within_that_of_its_neighbourhood(latitude, longitude):
    street = area_of(latitude, longitude, Precision.STREET)
    around = area_of(latitude, longitude, Precision.NEIGHBOURHOOD)
    assert around.south - 1e-6 <= street.south < street.north <= around.north + 1e-6
    assert around.west - 1e-6 <= street.west < street.east <= around.east + 1e-6


def test_in_words_only_there_is_no_place():
    assert area_of(29.76, -95.36, Precision.WORDS) is None


def test_an_exact_place_is_the_spot_to_a_tenth_of_a_metre():
    area = area_of(29.76043219, -95.36980123, Precision.EXACT)
    assert (area.latitude, area.longitude) == (29.760432, -95.369801)
    assert (area.south, area.east) == (area.latitude, area.longitude)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.1, 0), (-91, 0), (0, 180.5), (0, -181), (float("nan"), 0), (0, float("inf"))],
)
@pytest.mark.parametrize("precision", list(Precision))
def test_what_is_no_place_on_earth_is_refused(latitude, longitude, precision):
    with pytest.raises(ValueError, match="no place"):
        area_of(latitude, longitude, precision)


def test_a_precision_that_is_none_is_refused():
    with pytest.raises(ValueError, match="sharp"):
        area_of(0, 0, "sharp")
