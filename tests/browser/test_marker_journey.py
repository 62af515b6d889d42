"""From a visitor's wish to a marker that was damaged, and a place that no door tells sharper.

Every act is one of its own people's, in a real browser.
"""

import io
import json
import re

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from commission.markers.models import Marker, MarkerPlace, Nomination, PublicPlace
from tests.browser.acts import decided, drafted, saved, submitted, worked
from tests.browser.public import watched
from tests.commission.canary.canaries import decoded, fold
from tests.commission.factories import locale
from tests.commission.photographs.pictures import SECRET, jpeg
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WISH, WHY = "The orchard behind the cannery", "Nobody else in our street remembers it."
CONTACT = "orchard@river.example"
# Where it stands in truth; what is told of it is the neighbourhood, about a kilometre each way.
LATITUDE, LONGITUDE = 29.761234, -95.367891
# However it is written: to any number of digits that would tell more than the cell, and in minutes.
WRITTEN = ("29.7612", "-95.3678", "95.3679", "29°45'40", "95°22'04", "45.674", "22.073")


@pytest.fixture
def people(settings, tmp_path):
    """A moderator and a keeper who may both decide as well, and a commissioner."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    locale("en"), locale("es")
    made = {
        name: UserFactory(username=name, role=role)
        for name, role in (
            ("mo", "moderator"),
            ("kit", "marker_keeper"),
            ("achterberg", "commissioner"),
        )
    }
    for name in ("mo", "kit"):
        made[name].groups.add(*made["achterberg"].groups.all())
    return made


def test_from_a_wish_to_a_marker_and_a_place_that_no_door_tells_sharper(
    people, sign_in, live_server, chromium
):
    url = live_server.url
    wished(chromium, url)
    taken_in(sign_in, url)
    written(sign_in, url)
    marker = Marker.objects.get()
    for path in doors(marker.number):
        assert WISH not in asked(chromium, url + path), path

    # Neither whoever accepted the wish nor whoever wrote the text decides about it.
    review = f"{url}/admin/review/markers/marker/{marker.pk}/"
    for name in ("mo", "kit"):
        with sign_in(name) as page:
            assert page.goto(review).status == 404, name
    decided(sign_in, url, f"Marker {marker.number}", by="achterberg")

    became(sign_in, url, marker.number)
    worked()
    with watched(chromium) as page:
        page.goto(f"{url}/en/markers/")
        page.locator(".markers").get_by_role("link", name=WISH).click()
        life = page.get_by_role("region", name="Its life so far")
        for said in ("Nominated", "Approved", "Unveiled", "Damaged", "A branch fell on it."):
            expect(life).to_contain_text(said)
        expect(page.locator("main")).to_contain_text("Poor")
        expect(page.locator("main")).to_contain_text("The exact place is not published")
        source = page.locator("img.taken").first.get_attribute("src")
    clean(chromium, url + source)
    for path, said in told(marker.number).items():
        assert said in asked(chromium, url + path), path
    nowhere_sharper(chromium, url, marker.number)


def wished(chromium, url: str) -> None:
    """A visitor asks for a marker, and leaves no trace but what was written."""
    with watched(chromium, script=False) as page:
        page.goto(f"{url}/en/markers/")
        page.get_by_role("link", name="Ask for a marker").first.click()
        page.get_by_label("What should be remembered").fill(WISH)
        page.get_by_label("Where", exact=True).fill("Past the second gate.")
        page.get_by_label("Why", exact=True).fill(WHY)
        page.get_by_label("Your e-mail address").fill(CONTACT)
        page.get_by_role("button", name="Send to the commission").click()
        page.wait_for_url(re.compile("/nominate/thanks/"))


def taken_in(sign_in, url: str) -> None:
    """A moderator reads the wish, looks at the contact, and accepts."""
    with sign_in("mo") as page:
        page.goto(f"{url}/admin/markers/nominations/")
        page.get_by_role("link", name=WISH).click()
        expect(page.locator("main")).not_to_contain_text(CONTACT)
        page.get_by_role("button", name="Show the address").click()
        page.get_by_text(CONTACT).wait_for()
        page.go_back()
        page.get_by_role("button", name="Accept it").click()
        page.get_by_text("It is accepted. A marker keeper goes on with it.").wait_for()


def written(sign_in, url: str) -> None:
    """A keeper brings a photograph, writes the text, keeps the place, and sends the draft."""
    marker = Marker.objects.get()
    with sign_in("kit") as page:
        page.goto(f"{url}/admin/photographs/receive/")
        page.get_by_label("The file").set_input_files(
            {"name": "Quillfeather garden.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
        )
        page.get_by_label("What is seen").fill("A bronze plate between two apple trees.")
        page.get_by_label("Licence").select_option("cc_by_4")
        saved(page)
        page.goto(f"{url}/admin/markers/{marker.number}/place/")
        page.get_by_label("Latitude").fill(str(LATITUDE))
        page.get_by_label("Longitude").fill(str(LONGITUDE))
        page.get_by_label("Roughly: the neighbourhood").check()
        saved(page)
        page.goto(f"{url}/admin/snippets/markers/marker/edit/{marker.pk}/")
        page.locator("#id_summary").fill("Where the trees were.")
        page.locator("#id_place_words").fill("Past the second gate.")
        page.locator("#id_place_reason").fill("the families asked")
        page.get_by_role("button", name="Add language").click()
        page.locator("#id_inscriptions-0-language").fill("en")
        page.locator("#id_inscriptions-0-text").fill("Here stood forty trees.")
        page.get_by_role("button", name="Add photograph").click()
        chosen = page.locator("#id_photographs-0-photograph")
        chosen.select_option(index=1)
        drafted(page)
        submitted(page)


def became(sign_in, url: str, number: int) -> None:
    """What a keeper records: that it was agreed to, put up, shown, and broken."""
    today = timezone.localdate().isoformat()
    base = f"{url}/admin/markers/{number}/"
    with sign_in("kit") as page:
        for state in ("Approved", "Put up", "Unveiled", "Damaged"):
            page.goto(f"{base}state/")
            page.get_by_label(state, exact=True).check()
            page.get_by_label("Since when").fill(today)
            if state == "Damaged":
                page.get_by_role("button", name="Record it").click()
                page.get_by_text("Say why in a sentence. Everybody reads it.").first.wait_for()
                page.get_by_label("What happened, and why").fill("A branch fell on it.")
            saved(page)
        page.goto(f"{base}condition/")
        page.get_by_label("Poor").check()
        page.get_by_label("Seen on").fill(today)
        page.get_by_label("What was seen").fill("One screw holds it.")
        saved(page)


def told(number: int) -> dict[str, str]:
    """What shows that an answer does tell of the marker, and of its cell and not of a point."""
    return {
        f"/en/markers/{number}/": '"GeoShape"',
        "/en/search/?q=orchard": f"/en/markers/{number}/",
        "/data/markers.geojson": '"Polygon"',
        "/data/markers.csv": "POLYGON",
        "/feeds/markers.rss": "Damaged",
        "/sitemap.xml": f"/en/markers/{number}/",
        f"/share/markers/{number}.png": "PNG",
    }


def doors(number: int) -> tuple[str, ...]:
    """Every address at which a marker is told of."""
    return (
        *(f"/{code}/markers/" for code in ("en", "es")),
        *(f"/{code}/markers/{number}/" for code in ("en", "es")),
        f"/en/markers/{number}/tell/",
        "/en/",
        "/en/search/?q=orchard",
        *(f"/data/markers.{name}" for name in ("geojson", "csv")),
        f"/data/markers.geojson?number={number}",
        "/feeds/markers.rss",
        "/sitemap.xml",
        f"/share/markers/{number}.png",
    )


def asked(chromium, address: str) -> str:
    """What somebody who looks for a leak reads out of an answer."""
    context = chromium.new_context()
    answer = context.request.get(address)
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    text = answer.body().decode(errors="ignore")
    context.close()
    return f"{head}\n{text}"


def clean(chromium, address: str) -> None:
    """The photograph that readers get has points in it, and nothing beside them."""
    context = chromium.new_context()
    data = context.request.get(address).body()
    context.close()
    with Image.open(io.BytesIO(data)) as picture:
        assert (dict(picture.getexif()), picture.info.get("comment")) == ({}, None)
        assert not {"xmp", "icc_profile", "photoshop"} & set(picture.info)
    for hidden in (SECRET, b"Exif", b"Photoshop", b"Quillfeather"):
        assert hidden not in data


def nowhere_sharper(chromium, url: str, number: int) -> None:
    """No answer holds the place, nor words of a visitor; a box however small tells the cell."""
    told = PublicPlace.objects.get()
    kept = MarkerPlace.objects.get()
    assert (float(kept.latitude), float(kept.longitude)) == (LATITUDE, LONGITUDE)
    assert told.south < LATITUDE < told.north
    assert told.west < LONGITUDE < told.east
    for path in doors(number):
        text = asked(chromium, url + path)
        assert not [one for one in WRITTEN if one in text], path
        for hidden in (WHY, CONTACT, "Quillfeather"):
            assert fold(hidden) not in decoded(text.encode()), path
    assert Nomination.objects.get().why == WHY

    def within(west: float, south: float, east: float, north: float):
        box = f"{west},{south},{east},{north}"
        text = asked(chromium, f"{url}/data/markers.geojson?bbox={box}").partition("\n{")[2]
        return [one["geometry"] for one in json.loads("{" + text)["features"]]

    def around(latitude: float, longitude: float, size: float):
        return within(longitude - size, latitude - size, longitude + size, latitude + size)

    (cell,) = around(LATITUDE, LONGITUDE, 1.0)
    assert cell["type"] == "Polygon"
    far = (told.south + 0.0001, told.west + 0.0001)
    for size in (0.1, 0.01, 0.001, 0.0001, 0.000001):
        # Around the place itself as around the far corner of its cell: the same answer.
        assert around(LATITUDE, LONGITUDE, size) == [cell]
        assert around(*far, size) == [cell]
    assert around(told.north + 0.001, LONGITUDE, 0.0001) == []
