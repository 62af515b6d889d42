"""Whoever sets up tiles is told what cannot be right."""

import pytest

from commission.maps.checks import map_settings


def ids(settings, template, attribution="© somebody"):
    settings.MAP_TILES, settings.MAP_TILES_ATTRIBUTION = template, attribution
    return [one.id for one in map_settings(None)]


def test_without_tiles_there_is_nothing_to_say(settings):
    assert ids(settings, "", "") == []


def test_an_address_with_its_three_fields_is_right(settings):
    assert ids(settings, "https://tiles.example/{z}/{x}/{y}.png?key=1") == []


@pytest.mark.parametrize(
    "template",
    [
        "https://tiles.example/{z}/{x}.png",
        "https://{s}.tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}/{y}/{}.png",
        "https://tiles.example/{z}/{x}/{y}.png{",
        "file:///tiles/{z}/{x}/{y}.png",
        "/tiles/{z}/{x}/{y}.png",
    ],
)
def test_every_other_is_refused(settings, template):
    assert ids(settings, template) == ["maps.E001"]


def test_the_makers_of_tiles_want_to_be_named(settings):
    assert ids(settings, "https://tiles.example/{z}/{x}/{y}.png", "") == ["maps.W002"]
