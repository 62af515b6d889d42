"""The map that the server draws, and the shapes that it stands on."""

import gzip
import re

import pytest

from commission.maps.base import WORLD, Shape, world
from commission.maps.clipping import lines_in, ring_in
from commission.maps.drawing import HEIGHT, LEAST_DEGREES, WIDTH, drawn_of
from commission.maps.marks import Box, Mark, around, mark_at

HOUSTON = mark_at(29.76, -95.36, label="3", name="3. Ferry Road bridge")


def shape(*points):
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return Shape(points, Box(min(ys), min(xs), max(ys), max(xs)))


def test_the_packaged_shapes_are_all_there_and_small_enough_to_send():
    assert len(gzip.compress(WORLD.read_bytes(), 9)) < 420_000
    here = world()
    assert len(here.land) > 1_000
    assert here.lakes
    assert here.rivers
    assert here.states
    assert here.borders
    assert len(here.towns) > 1_000
    assert {"Houston", "Bogota", "Monrovia", "Colombo"} <= {town.name for town in here.towns}


def test_a_mark_is_where_it_belongs_on_the_drawing():
    drawn = drawn_of([HOUSTON])
    (placed,) = drawn.placed
    assert WIDTH * 0.3 < placed.x < WIDTH * 0.7
    assert HEIGHT * 0.3 < placed.y < HEIGHT * 0.7
    assert "Houston" in {name.text for name in drawn.ground.names}
    for path in (drawn.ground.land, drawn.ground.borders, drawn.ground.states):
        numbers = [float(one) for one in re.findall(r"-?\d+\.\d", path)]
        assert numbers == [one for one in numbers if -WIDTH < one < 2 * WIDTH]


def test_it_is_never_drawn_closer_than_its_shapes_allow():
    one = drawn_of([HOUSTON])
    near = drawn_of([HOUSTON, mark_at(29.761, -95.361, label="4", name="4")])
    assert near.ground is one.ground
    assert LEAST_DEGREES >= 4


def test_a_rough_place_is_an_area_that_can_be_seen():
    rough = Mark("2", "2", Box(29.76, -95.37, 29.761, -95.369), rough=True)
    drawn = drawn_of([rough])
    (area,) = drawn.rough
    assert area.across >= 14
    assert area.down >= 14


def test_marks_all_over_the_world_are_on_one_map():
    drawn = drawn_of(
        [mark_at(-54.8, -68.3, label="1", name="1"), mark_at(71.2, 178.0, label="2", name="2")]
    )
    for placed in drawn.placed:
        assert 0 <= placed.x <= WIDTH
        assert 0 <= placed.y <= HEIGHT


@pytest.mark.parametrize("latitude", [-90, -85, 0, 85, 90])
def test_a_mark_near_a_pole_is_drawn_too(latitude):
    (placed,) = drawn_of([mark_at(latitude, 12.0, label="1", name="1")]).placed
    assert 0 <= placed.x <= WIDTH


def test_without_marks_there_is_no_map():
    assert drawn_of([]) is None
    assert around([]) is None


def test_a_ring_is_cut_to_the_window():
    square = shape((0, 0), (10, 0), (10, 10), (0, 10), (0, 0))
    cut = ring_in(square, Box(5, 5, 20, 20))
    assert {(round(x), round(y)) for x, y in cut} == {(5, 5), (10, 5), (10, 10), (5, 10)}
    assert ring_in(square, Box(11, 11, 20, 20)) == []
    inner = ring_in(square, Box(2, 2, 3, 3))
    assert {(round(x), round(y)) for x, y in inner} == {(2, 2), (3, 2), (3, 3), (2, 3)}
    assert ring_in(square, Box(-1, -1, 11, 11)) is square.points


def test_a_line_that_leaves_a_window_and_comes_back_is_two():
    line = shape((0, 0), (1, 0), (1, 9), (3, 9), (3, 0), (4, 0))
    assert [len(one) for one in lines_in(line, Box(-1, -1, 5, 5))] == [3, 3]
    assert [len(one) for one in lines_in(line, Box(-1, -1, 5, 2))] == [3]


def test_a_mark_as_geojson_never_sharpens_what_is_rough():
    rough = Mark("2", "2", Box(1, 2, 3, 4), rough=True)
    assert rough.feature["geometry"]["type"] == "Polygon"
    assert HOUSTON.feature["geometry"] == {"type": "Point", "coordinates": [-95.36, 29.76]}
