"""What an address narrows the list to."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from commission.recommendations.assessments.selectors import standing_of
from commission.recommendations.filters import Filter
from commission.recommendations.models import AddressedBody, RecommendationPart
from commission.recommendations.vocabulary import Kind, Part, Status, Voice
from tests.commission.factories import (
    AssessmentFactory,
    BodyFactory,
    RecommendationFactory,
    ReportFactory,
    ThemeFactory,
    locale,
)

pytestmark = pytest.mark.django_db


def read(**values) -> Filter:
    return Filter.read(QueryDict(urlencode(values)))


def numbers(**values) -> list[int]:
    return [row.number for row in read(**values).queryset()]


def asked(number, *, body, **kwargs):
    return RecommendationFactory(number=number, of=body, **kwargs)


@pytest.fixture
def police():
    return BodyFactory(slug="police")


def test_without_anything_all_that_is_public_is_left_and_nothing_else(police):
    asked(1, body=police)
    asked(2, body=police, draft=True)
    original = asked(3, body=police)
    RecommendationFactory(number=3, locale=locale("es"), translated_from=original, title="Tres")
    assert numbers(order="number") == [1, 3]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"q": "bridge"}, [2]),
        ({"q": "BRIDGE ferry"}, [2]),
        ({"q": "bridge force"}, []),
        ({"q": "ÉCOLE"}, [3]),
        ({"q": "puente"}, [2]),  # stands in a public translation alone
        ({"q": "borrador"}, []),  # stands in a draft of a translation
        ({"q": "subparagraph"}, [1]),
        ({"q": "3"}, [3]),
        ({"q": "%"}, []),
        ({"q": "_"}, []),
        ({"number": "2"}, [2]),
        ({"number": "4"}, []),
        ({"body": "council"}, [2]),
        ({"found": "underway"}, [1]),
        ({"found": "none"}, [2, 3]),
        ({"theme": "records"}, [1]),
        ({"kind": "legislative"}, [3]),
        ({"priority": "1"}, [2]),
        ({"year": "2024"}, [3]),
        ({"report": "other"}, [3]),
        ({"body": "council", "kind": "legislative"}, []),
    ],
)
def test_each_filter_leaves_what_it_says(police, query, left):
    council = BodyFactory(slug="council")
    one = asked(1, body=police, themes=[ThemeFactory()])
    RecommendationPart.objects.create(recommendation=one, label="i.", text="A subparagraph.")
    two = asked(2, body=police, title="A marker at the Ferry Road bridge", text=".", priority=True)
    AddressedBody.objects.create(recommendation=two, body=council, part=Part.SUPPORTING)
    RecommendationFactory(
        number=2, locale=locale("es"), translated_from=two, title="El puente", text="."
    )
    RecommendationFactory(
        number=1, locale=locale("es"), translated_from=one, title="Un borrador", draft=True
    )
    asked(
        3,
        body=police,
        title="Une école",
        text=".",
        kind=Kind.LEGISLATIVE,
        made_on=date(2024, 1, 1),
        report=ReportFactory(slug="other"),
    )
    AssessmentFactory(recommendation=one)
    assert numbers(order="number", **query) == left


@pytest.mark.parametrize(
    "query",
    [
        {"body": "nobody"},
        {"body": "asked-by-a-draft"},
        {"theme": "nothing"},
        {"report": "x" * 500},
        {"found": "wonderful"},
        {"kind": "0"},
        {"priority": "yes"},
        {"year": "0000"},
        {"number": "-1"},
        {"number": "9999999999"},
        {"year": "²⁰²⁴"},
        {"year": "20245"},
        {"order": "sideways"},
        {"q": "\0"},
        {"body": "a\0b"},
        {"nonsense": "1"},
    ],
)
def test_what_is_no_value_of_ours_is_ignored(police, query):
    asked(1, body=police)
    asked(2, body=BodyFactory(slug="asked-by-a-draft"), draft=True)
    assert read(**query) == Filter()
    assert numbers(**query) == [1]


def test_very_long_words_are_cut_and_ask_no_more_than_eight_times():
    assert len(read(q="a" * 10_000).words) == 200
    assert list(read(q="a " * 5_000).queryset()) == []


def test_what_is_read_stands_in_the_address_again(police):
    asked(1, body=police, themes=[ThemeFactory()])
    values = {
        "q": "ferry road",
        "number": "14",
        "body": "police",
        "found": "none",
        "theme": "records",
        "kind": "police",
        "priority": "1",
        "year": "2025",
        "report": "final-report",
        "order": "due",
    }
    found = read(**values)
    assert found.query == urlencode(values)
    assert Filter.read(QueryDict(found.query)) == found
    assert read().query == ""
    assert [one.label for one in found.applied()][:3] == [
        "“ferry road”",
        "Number 14",
        police.name,
    ]
    assert found.applied()[0].rest == urlencode({**values, "q": ""}).removeprefix("q=&")
    assert not read(order="due").narrows


def test_those_that_are_furthest_apart_come_first_and_those_without_a_view_last(police):
    far = {
        1: {},
        2: {Voice.BODY: Status.COMPLETED},
        3: {Voice.COMMISSION: Status.UNDERWAY, Voice.COMMUNITY: Status.PROPOSED},
        4: {
            Voice.BODY: Status.COMPLETED,
            Voice.COMMISSION: Status.UNDERWAY,
            Voice.COMMUNITY: Status.STALLED,
        },
        5: {Voice.BODY: Status.SUPERSEDED, Voice.COMMUNITY: Status.PROPOSED},
    }
    for number, views in far.items():
        row = asked(number, body=police)
        for voice, status in views.items():
            AssessmentFactory(
                recommendation=row,
                voice=voice,
                status=status,
                body=police if voice == Voice.BODY else None,
            )
    rows = list(read().queryset())
    assert [row.number for row in rows] == [4, 3, 2, 5, 1]
    standing = standing_of(rows)
    assert [max(row.apart, 0) for row in rows] == [standing[row.pk].apart for row in rows]


def test_the_columns_say_what_the_standing_says(police):
    row = asked(1, body=police)
    council = BodyFactory()
    AddressedBody.objects.create(recommendation=row, body=council, part=Part.SUPPORTING)
    for body, status, day in [
        (police, Status.PROPOSED, 1),
        (police, Status.UNDERWAY, 2),
        (council, Status.COMPLETED, 3),
    ]:
        AssessmentFactory(
            recommendation=row,
            voice=Voice.BODY,
            body=body,
            status=status,
            made_on=date(2026, 1, day),
        )
    (found,) = read().queryset()
    standing = standing_of([row])[row.pk]
    assert (found.says_body, found.says_commission) == (Status.UNDERWAY, None)
    assert standing.body.status == Status.UNDERWAY
