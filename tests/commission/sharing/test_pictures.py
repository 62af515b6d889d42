"""Pictures beside links: public facts alone, of a known size, kept and renewed."""

import io

import pytest
from PIL import Image, ImageDraw

from commission.findings.models import Finding
from commission.recommendations.vocabulary import Status, Voice
from commission.review.telling import public_changed
from commission.sharing import views
from commission.sharing.keeping import folder, picture_of
from commission.sharing.mark import mark
from commission.sharing.picture import Box, Facts, picture
from tests.commission.factories import (
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    RecommendationFactory,
)
from tests.factories import NOW

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
        "/share/findings/06.png",
        "/share/findings/6-six.png",
        "/share/nothing/6.png",
        f"/share/findings/{'6' * 300}.png",
        f"/share/themes/{'t' * 300}.png",
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
        record = f"finding-{number}"
        picture_of(Facts("A commission", f"Finding {number}", "Short."), record=record)
    assert len(kept("finding-*")) <= 3
    assert not list(folder().rglob("*.part"))


def kept(record: str) -> list:
    return list(folder().glob(f"{record}/*.png"))


def test_of_a_record_only_the_present_picture_is_kept(client):
    finding = FindingFactory(number=61)
    client.get("/share/findings/61.png")
    Finding.objects.filter(pk=finding.pk).update(statement="There was a form.")
    client.get("/share/findings/61.png")
    assert len(kept("findings-61")) == 1


def test_no_picture_is_left_of_what_is_public_no_more(client, django_capture_on_commit_callbacks):
    finding = FindingFactory(number=61)
    client.get("/share/findings/61.png")
    assert kept("findings-61")
    with django_capture_on_commit_callbacks(execute=True):
        Finding.objects.filter(pk=finding.pk).update(live=False)
        finding.refresh_from_db()
        public_changed(finding, at=NOW)
        assert kept("findings-61"), "not before it is certain"
    assert not kept("findings-61")


def test_a_picture_kept_on_another_machine_goes_when_it_is_asked_for(client):
    FindingFactory(number=61)
    client.get("/share/findings/61.png")
    Finding.objects.filter(number=61).update(live=False)
    assert client.get("/share/findings/61.png").status_code == 404
    assert not kept("findings-61")


def test_a_finding_that_leaves_while_it_is_drawn_leaves_no_picture(client, monkeypatch):
    FindingFactory(number=61)
    draw = views.picture_of

    def slowly(facts, *, record):
        data = draw(facts, record=record)
        Finding.objects.filter(number=61).update(live=False)
        return data

    monkeypatch.setattr(views, "picture_of", slowly)
    assert client.get("/share/findings/61.png").status_code == 404
    assert not kept("findings-61")


def test_no_words_run_out_of_the_picture_or_into_each_other():
    long = "W" * 300
    image = opened(picture(Facts(long, long, long, [Box(long, long, 1)] * 3))).convert("L")
    paper = image.getpixel((5, 5))
    for left in (1130, 80 + 346 - 20, 80 + 2 * 346 - 20):
        strip = image.crop((left, 480, left + 16, 620))
        assert strip.getextrema() == (paper, paper)
    for top in (0, 100, 200, 480):
        assert image.crop((1150, top, 1200, top + 120)).getextrema() == (paper, paper)


def test_a_very_long_text_is_drawn_as_soon_as_a_long_one(monkeypatch):
    measured = []
    measure = ImageDraw.ImageDraw.textlength
    monkeypatch.setattr(
        ImageDraw.ImageDraw,
        "textlength",
        lambda self, text, **kwargs: measured.append(text) or measure(self, text, **kwargs),
    )
    picture(Facts("A commission", "Finding 6", "x" * 100_000))
    assert len(measured) < 20_000


def test_the_mark_is_the_two_bends_of_the_icon():
    drawn = mark(48)
    assert drawn.size == (48, 48)
    for x, y in ((10, 18), (24, 24), (5, 3), (23, 7)):
        assert drawn.getpixel((round(x * 1.5), round(y * 1.5))) > 128
    for x, y in ((16, 10), (2, 30), (30, 2)):
        assert drawn.getpixel((round(x * 1.5), round(y * 1.5))) == 0
