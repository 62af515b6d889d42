"""Pictures of the pages, to be laid beside the design: `make screenshots` writes var/screenshots/.

Runs as a test, because it needs a server with a record in it; it is not collected with the suite.
"""

import os
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = {
    "home": "/en/",
    "list": "/en/testimony/",
    "testimony": "/en/testimony/RB-0147/?t=63,70",
    "search": "/en/search/?q=wrote",
    "tombstone": "/en/testimony/RB-0088/",
}
TRACKER = {
    "recommendations": "/en/recommendations/",
    "recommendation": "/en/recommendations/14/",
    "body": "/en/bodies/riverbend-police-service/",
    "bodies": "/en/bodies/",
}
HEARINGS = {"hearings": "/en/hearings/", "hearing": "/en/hearings/12/"}
MARKERS = {"markers": "/en/markers/", "marker": "/en/markers/3/"}
FORMS = {"1280": {"width": 1280}, "390": {"width": 390}, "1280-dark": {"width": 1280, "dark": True}}


def folder() -> Path:
    """Where the pictures go: the project's own var/, whatever DATA_DIR the tests use."""
    target = Path(os.environ.get("SCREENSHOTS", ROOT / "var" / "screenshots"))
    target.mkdir(parents=True, exist_ok=True)
    return target


def test_take_pictures_of_public_pages(chromium, live_server):
    # Here and not above: this file is also run as a program, before Django is set up.
    from django.utils import timezone

    from archive.edition.models import Edition
    from search.outbox.drain import outbox_run_one
    from search.outbox.services import outbox_index
    from tests.browser.public import gone, watched, wren

    wren("RB-0203", title="Samuel Adeyemi-Holt", attribution="real_name", number=1)
    wren("RB-0211", title="A group of six from Lower Wharf", language="es", number=1, files=False)
    wren()
    gone()
    for edition in Edition.objects.filter(state="open"):
        outbox_index(kind="testimony", record=str(edition.pk), audience="public", at=timezone.now())
    while outbox_run_one("pictures"):
        pass
    for form, options in FORMS.items():
        with watched(chromium, calm=True, **options) as page:
            for name, path in PAGES.items():
                picture(page, live_server.url + path, f"{name}-{form}", options["width"])


def test_take_pictures_of_the_tracker(chromium, live_server):
    from tests.browser.public import watched, wren
    from tests.commission.recommendations.riverbend import forty_two

    samuel = wren("RB-0203", title="Samuel Adeyemi-Holt", attribution="real_name", number=1)
    edition = wren()
    forty_two(editions=[(9, edition), (6, edition), (1, samuel)])
    for form, options in FORMS.items():
        with watched(chromium, calm=True, **options) as page:
            for name, path in TRACKER.items():
                picture(page, live_server.url + path, f"{name}-{form}", options["width"])


def test_take_pictures_of_hearings(chromium, live_server):
    import time_machine

    from tests.browser.public import watched
    from tests.commission.hearings.twelve import TODAY, twelve

    with time_machine.travel(TODAY, tick=True):
        twelve()
        for form, options in FORMS.items():
            with watched(chromium, calm=True, **options) as page:
                for name, path in HEARINGS.items():
                    picture(page, live_server.url + path, f"{name}-{form}", options["width"])


def test_take_pictures_of_markers_and_pages(chromium, live_server):
    from tests.browser.public import watched
    from tests.browser.site import site
    from tests.commission.markers.riverbend import riverbend

    riverbend()
    pages = MARKERS | {f"site-{name.replace(' ', '-')}": path for name, path in site().items()}
    for form, options in FORMS.items():
        with watched(chromium, calm=True, **options) as page:
            for name, path in pages.items():
                picture(page, live_server.url + path, f"{name}-{form}", options["width"])


def test_take_pictures_of_the_desk(chromium, live_server):
    from django.urls import reverse

    from archive.testimony.services import recording_receive
    from archive.testimony.shapes import Shapes
    from tests.browser.test_desk_a import window
    from tests.factories import (
        NOW,
        EditionFactory,
        TestimonyFactory,
        TranscriptFactory,
        UserFactory,
        redaction_of,
        small_sound,
    )

    names = {"redactor": ("M.", "Castellane"), "approver": ("D.", "Quill")}
    people = {
        role: UserFactory(role=role, first_name=first, last_name=last)
        for role, (first, last) in names.items()
    }
    testimony = TestimonyFactory(consented=True)
    recording, _receipt = recording_receive(
        testimony=testimony,
        chunks=[small_sound()],
        original_name="a.m4a",
        by=testimony.created_by,
        at=NOW,
    )
    Shapes().run_one("pictures")
    transcript = TranscriptFactory(testimony=testimony, recording=recording)
    redaction_of(transcript, "Sergeant Pellworth,", proposed_by=people["redactor"], reason="THIRD")
    redaction_of(transcript, "fourth of February.", approved=True)
    EditionFactory(candidate=True, testimony=testimony, transcript=transcript, files=True)
    pages = {"desk-home": reverse("desk:home")}
    for name in ("testimony", "redaction", "transcript"):
        pages[f"desk-{name}"] = reverse(f"desk:{name}", args=[testimony.pk])
    user = UserFactory(superuser=True, first_name="N.", last_name="Farrow")
    for form, options in FORMS.items():
        with window(chromium, live_server, user, **options) as page:
            for name, path in pages.items():
                picture(page, live_server.url + path, f"{name}-{form}", options["width"])


def picture(page, address: str, name: str, width: int) -> None:
    """One page as tall as it is, so that what is only painted in sight is painted."""
    answer = page.goto(address)
    assert answer.status in (200, 410), (address, answer.status)
    page.wait_for_load_state("networkidle")
    for _ in range(2):
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=folder() / f"{name}.png")
    page.set_viewport_size({"width": width, "height": 900})


if __name__ == "__main__":
    raise SystemExit(pytest.main([__file__, "-q", "-p", "no:logging", "--no-migrations"]))
