"""A marker and its translation on their way to the public."""

import pytest

from commission.markers.models import Marker, MarkerPerson
from commission.markers.vocabulary import Part
from commission.review.services import (
    record_approve,
    record_create,
    record_save_draft,
    record_submit,
    record_translate,
)
from commission.review.workflow import review_workflow_create
from tests.commission.factories import locale
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def approved(marker: Marker, keeper) -> Marker:
    record_submit(record=marker, by=keeper)
    return record_approve(record=marker, by=UserFactory(role="commissioner"))


def test_whoever_had_a_part_in_a_marker_is_told_in_each_language():
    review_workflow_create()
    keeper = UserFactory(role="marker_keeper")
    marker = Marker(title="Ferry Road bridge", locale=locale())
    marker.people.set([MarkerPerson(part=Part.WORDS, person="Four families", verb="chose")])
    marker = approved(record_create(record=marker, by=keeper), keeper)
    spanish = record_translate(record=marker, locale=locale("es"), by=keeper)
    (person,) = spanish.people.all()
    person.person, person.verb = "Cuatro familias", "eligieron"
    spanish.people.set([person])
    record_save_draft(record=spanish, by=keeper)
    assert approved(spanish, keeper).people.get().verb == "eligieron"
    assert not Marker.objects.behind().exists()
    draft = marker.get_latest_revision_as_object()
    (person,) = draft.people.all()
    person.verb = "wrote"
    draft.people.set([person])
    record_save_draft(record=draft, by=keeper)
    approved(marker, keeper)
    assert list(Marker.objects.behind()) == [Marker.objects.get(pk=spanish.pk)]
