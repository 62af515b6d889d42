"""The markers' desk and the desk of photographs in a real browser, and a passage that is chosen."""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from commission.markers.models import Marker, MarkerPhotograph
from commission.markers.nominations.services import nomination_receive
from tests.browser.public import WIDTHS, axe, fits
from tests.commission.factories import WordsFactory, locale
from tests.commission.findings.accounts import account
from tests.commission.markers.factories import (
    ConditionFactory,
    InscriptionFactory,
    MarkerFactory,
    MarkerPersonFactory,
    NominationFactory,
    StateChangeFactory,
)
from tests.commission.photographs.test_services import receive
from tests.factories import NOW, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def record(live_server):
    """Marker 3 with everything, a photograph, and a wish that waits."""
    locale("en"), locale("es")
    UserFactory(username="kit", role="marker_keeper")
    UserFactory(username="mo", role="moderator")
    marker = MarkerFactory(
        number=3, at=(29.760427, -95.369803), at__precision="street", cites=account()
    )
    marker.save_revision()
    StateChangeFactory(marker=marker, state="damaged", words=WordsFactory(text="A stone hit it."))
    ConditionFactory(marker=marker, words=WordsFactory(text="Two letters are worn."))
    InscriptionFactory(marker=marker)
    MarkerPersonFactory(marker=marker)
    photograph = receive()
    MarkerPhotograph.objects.create(marker=marker, photograph=photograph)
    NominationFactory(marker=marker, state="accepted", decided_at=NOW, decided_by=UserFactory())
    wish = nomination_receive(
        what="A marker at the cannery gate",
        place="Past the second gate",
        why="Because nobody else remembers it.",
        contact="somebody@river.example",
        language="en",
        at=NOW,
    )
    return {
        "kit": [
            reverse("markers_desk:home"),
            reverse("markers_desk:list"),
            *(reverse(f"markers_desk:{name}", args=[3]) for name in ("marker", "state", "place")),
            reverse("photographs_desk:list"),
            reverse("photographs_desk:receive"),
            reverse("photographs_desk:photograph", args=[photograph.pk]),
        ],
        "mo": [
            reverse("markers_desk:nominations"),
            reverse("markers_desk:nomination", args=[wish.pk]),
        ],
    }


def shot(page, address: str, width: int) -> None:
    """A picture of the page, where somebody asked for them."""
    if folder := os.environ.get("SHOTS"):
        name = address.strip("/").replace("/", "-")
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("who", ["kit", "mo"])
def test_every_page_of_the_desk_can_be_used_by_everybody(sign_in, live_server, record, who):
    with sign_in(who) as page:
        for address in record[who]:
            for width in WIDTHS.values():
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(live_server.url + address)
                shot(page, address, width)
                axe(page)
                fits(page)


def test_the_editor_shows_what_is_cited_and_the_chooser_its_words(sign_in, live_server, record):
    marker = Marker.objects.get()
    edition = marker.citations.get().edition
    words = reverse("markers_desk:chosen", args=[edition.pk])
    with sign_in("kit") as page:
        address = reverse("wagtailsnippets_markers_marker:edit", args=[marker.pk])
        page.goto(live_server.url + address)
        shot(page, "editor", 1280)
        expect(page.locator("[data-citing-row]")).to_have_count(1)
        page.goto(live_server.url + words + "?s=1.11.32")
        shot(page, "chosen", 1280)
        assert "Nobody wrote it down." in page.content()
