"""Pictures beside links: public facts alone, of a known size, kept and renewed."""

import io

import pytest
from PIL import Image

from commission.recommendations.vocabulary import Status, Voice
from commission.sharing.keeping import folder, picture_of
from commission.sharing.picture import Box, Facts, picture
from tests.commission.factories import (
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    RecommendationFactory,
)

pytestmark = pytest.mark.django_db


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    "sentence",
    [
        "Short.",
        "Record every use of force, however slight, on the day it happens. " * 12,
        "x" * 700,
        "被害者の声を聞くことから始まる。" * 8,
        "لم يُكتب شيء من ذلك. " * 6,
        "\u202eturned round\u202c \x00\x07\n\n",
        "",
    ],
    ids=["short", "long", "one word", "japanese", "arabic", "hostile", "empty"],
)
def test_whatever_is_written_a_picture_comes_of_it(sentence):
    boxes = [
        Box("The body says", "In progress: underway", 2),
        Box("The community says", "x" * 90, 1, True),
    ]
    image = opened(picture(Facts("A commission", "Finding 6", sentence, boxes)))
    assert image.size == (1200, 630)
    assert image.format == "PNG"
    assert not image.info, "no metadata"


def test_the_picture_of_a_record_shows_that_record(client):
    finding = FindingFactory()
    response = client.get(f"/share/findings/{finding.number}.png")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert opened(response.content).size == (1200, 630)


def test_what_is_not_public_has_no_picture(client):
    draft, withdrawn = FindingFactory(draft=True), RecommendationFactory(live=False)
    for address in (
        f"/share/findings/{draft.number}.png",
        f"/share/recommendations/{withdrawn.number}.png",
        "/share/findings/999.png",
        "/share/findings/0.png",
    ):
        assert client.get(address).status_code == 404, address


def test_it_is_drawn_once_and_anew_when_a_view_changes(client, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        "commission.sharing.keeping.picture", lambda facts: drawn.append(facts) or picture(facts)
    )
    recommendation = RecommendationFactory(of=BodyFactory())
    address = f"/share/recommendations/{recommendation.number}.png"
    first = client.get(address).content
    assert client.get(address).content == first
    assert len(drawn) == 1
    AssessmentFactory(recommendation=recommendation, voice=Voice.COMMUNITY, status=Status.COMPLETED)
    assert client.get(address).content != first
    assert len(drawn) == 2
    assert [box.filled for box in drawn[1].boxes] == [0, 0, 3]


def test_old_pictures_make_room(monkeypatch):
    monkeypatch.setattr("commission.sharing.keeping.MOST", 3)
    for number in range(6):
        picture_of(Facts("A commission", f"Finding {number}", "Short."))
    assert len(list(folder().glob("*.png"))) <= 3
    assert not list(folder().glob("*.part"))
