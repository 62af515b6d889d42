"""Writing index points: what is refused, two people at once, and what the ledger is told."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from archive.index_points.models import IndexPoint
from archive.index_points.services import (
    PlaceDraft,
    PointDraft,
    StalePoint,
    index_point_change,
    index_point_remove,
)
from archive.ledger.models import LedgerEntry
from tests.archive.index_points.case import point, term
from tests.factories import NOW, RecordingFactory, TestimonyFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def testimony():
    return RecordingFactory(duration_ms=60_000).testimony


WRONG = [
    ({"title": " "}, "title"),
    ({"title": "x" * 201}, "title"),
    ({"synopsis": "x" * 2001}, "synopsis"),
    ({"content_warning": "x" * 201}, "content_warning"),
    ({"start_ms": -1}, "start"),
    ({"start_ms": 60_000}, "start"),
    ({"end_ms": 1000}, "end"),
    ({"end_ms": 60_001}, "end"),
    ({"place": PlaceDraft("x", Decimal("91"), Decimal("0"))}, "coordinates"),
    ({"place": PlaceDraft("x", Decimal("1"), None)}, "coordinates"),
    ({"place": PlaceDraft("", Decimal("1"), Decimal("1"))}, "coordinates"),
    ({"links": (("A", "javascript:alert(1)"),)}, "links"),
    ({"links": (("A", "JavaScript://example.org/%0aalert(1)"),)}, "links"),
    ({"links": (("A", "data:text/html,x"),)}, "links"),
    ({"links": (("A", "//example.org/"),)}, "links"),
    ({"links": (("A", "https://name:word@example.org/"),)}, "links"),
    ({"links": (("", "https://example.org/"),)}, "links"),
    ({"links": (("A", "https://example.org/"),) * 21}, "links"),
]


@pytest.mark.parametrize(("fields", "field"), WRONG)
def test_what_cannot_be_right_is_refused_with_its_field(testimony, fields, field):
    with pytest.raises(ValidationError) as refused:
        point(testimony, **fields)
    assert list(refused.value.error_dict) == [field]
    assert not IndexPoint.objects.exists()


@pytest.mark.parametrize("id", ["nothing", "00000000-0000-4000-8000-000000000000"])
def test_a_term_that_is_none_is_refused(testimony, id):
    row, draft = point(testimony), PointDraft(0, "x", keywords=(id,))
    with pytest.raises(ValidationError) as refused:
        index_point_change(point=row, draft=draft, version=1, by=UserFactory(), at=NOW)
    assert list(refused.value.error_dict) == ["keywords"]


def test_of_two_people_at_once_the_second_is_told_and_nothing_is_lost(testimony):
    row = point(testimony, synopsis="As it was.")
    first = PointDraft(0, "By the first", synopsis="As it was.")
    index_point_change(point=row, draft=first, version=1, by=UserFactory(), at=NOW)
    with pytest.raises(StalePoint):
        index_point_change(
            point=row, draft=PointDraft(0, "By the second"), version=1, by=UserFactory(), at=NOW
        )
    with pytest.raises(StalePoint):
        index_point_remove(point=row, version=1, by=UserFactory(), at=NOW)
    row.refresh_from_db()
    assert (row.title, row.version) == ("By the first", 2)


def test_what_is_gone_is_not_changed(testimony):
    row = point(testimony)
    stale = IndexPoint.objects.get()
    index_point_remove(point=row, version=1, by=UserFactory(), at=NOW)
    with pytest.raises(StalePoint):
        index_point_change(
            point=stale, draft=PointDraft(0, "x"), version=1, by=UserFactory(), at=NOW
        )


def test_the_ledger_is_told_who_and_which_and_no_word_of_it(testimony):
    author = UserFactory()
    row = point(testimony, title="Quietly remarkable", by=author)
    index_point_change(
        point=row, draft=PointDraft(0, "Remarkable as well"), version=1, by=author, at=NOW
    )
    index_point_remove(point=row, version=2, by=author, at=NOW)
    entries = LedgerEntry.objects.filter(record_type="archive.indexpoint").order_by("number")
    assert [entry.act for entry in entries] == [
        "index_point.write",
        "index_point.change",
        "index_point.remove",
    ]
    assert {entry.testimony for entry in entries} == {str(testimony.pk)}
    assert "emarkable" not in str(list(entries.values()))


def test_a_recording_of_another_testimony_is_a_fault(testimony):
    from archive.index_points.services import index_point_write

    with pytest.raises(ValueError, match="another testimony"):
        index_point_write(
            testimony=TestimonyFactory(),
            recording=testimony.recordings.get(),
            draft=PointDraft(0, "x"),
            by=UserFactory(),
            at=NOW,
        )


def test_a_term_stands_once_however_often_it_was_chosen(testimony):
    police = term("Police")
    assert point(testimony, keywords=[police, police]).keywords == [str(police.pk)]


def test_its_name_says_nothing(testimony):
    assert "letters" not in str(point(testimony, title="The letters"))
