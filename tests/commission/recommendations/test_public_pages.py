"""The tracker as visitors read it."""

import pytest
import time_machine

from tests.commission.recommendations.riverbend import forty_two
from tests.factories import NOW, EditionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


def test_smoke(client):
    forty_two(editions=[(1, EditionFactory())])
    for path in [
        "/en/recommendations/",
        "/es/recommendations/",
        "/en/recommendations/?order=due",
        "/en/recommendations/14/",
        "/es/recommendations/14/",
        "/en/recommendations/3/",
        "/en/bodies/",
        "/en/bodies/riverbend-police-service/",
        "/en/bodies/city-council/",
    ]:
        response = client.get(path)
        assert response.status_code == 200, path
