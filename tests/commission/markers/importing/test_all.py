"""All 3,263 markers of a register: taken in and published once, and nothing doubled."""

import io

import pytest
from django.core.management import call_command

from commission.markers.models import (
    ImportedMarker,
    Inscription,
    Marker,
    MarkerPlace,
    PublicPlace,
    StateChange,
)
from commission.markers.selectors import markers_public
from commission.markers.vocabulary import State
from tests.commission.factories import locale
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def run(path, *args) -> str:
    out = io.StringIO()
    call_command("import_markers", str(path), *args, stdout=out)
    return out.getvalue()


def test_all_3263_are_taken_in_once_and_published_by_a_second_person(shared):
    locale()
    keeper, other = UserFactory(role="marker_keeper"), UserFactory(role="commissioner")
    path = shared / "data" / "texas-historical-markers.kml"
    whole = ("--write", "--by", keeper.username, "--publish", "--approved-by", other.username)
    assert "New: 3263. Changed: 0. Unchanged: 0. Not taken: 0." in run(path)
    assert not Marker.objects.exists()
    assert "Drafts written: 3263." in (said := run(path, *whole))
    assert "Published: 3263." in said
    counts = [
        model.objects.count()
        for model in (Marker, ImportedMarker, MarkerPlace, PublicPlace, StateChange, Inscription)
    ]
    assert counts == [3263] * 5 + [2791]
    assert markers_public().count() == 3263
    assert StateChange.objects.filter(state=State.APPROVED).count() == 127
    assert len(set(PublicPlace.objects.values_list("south", "west"))) > 2500
    said = run(path, *whole)
    assert "New: 0. Changed: 0. Unchanged: 3263." in said
    assert "Drafts written: 0." in said
    assert "Published: 0." in said
    assert Marker.objects.count() == 3263
