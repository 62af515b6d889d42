"""Two people at once, on a database that lets them: one takes a document down, one is told so."""

import pytest

from archive.ledger.models import LedgerEntry
from commission.papers.taking_down import document_take_down
from tests.commission.documents.standing import answered, document
from tests.commission.following.test_races import at_once
from tests.commission.recommendations.desk.test_races import refused
from tests.factories import NOW, UserFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _here(postgresql):
    pass


def test_a_document_is_taken_down_once():
    paper = document()
    answered(paper)
    editors = [UserFactory(role="tracker_editor") for _n in range(4)]

    def taking(by):
        return refused(lambda: document_take_down(document=paper, why="PRIV", by=by, at=NOW))

    acts = [taking(by) for by in editors]
    at_once(*acts)
    assert [code for act in acts for code in act.found] == ["already_down"] * 3
    assert LedgerEntry.objects.filter(act="document.take_down").count() == 1
