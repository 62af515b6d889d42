"""Acts of staff that several walks through the whole product share."""

import re

from django.apps import apps
from django.db import connection
from playwright.sync_api import Page

from media.runners import runners
from tests.commission.canary.canaries import fold


def worked() -> None:
    """What the worker does between two acts of people."""
    while any(runner.run_one("journey") for runner in runners()):
        pass


def drafted(page: Page) -> None:
    """Keep what is in the editor as a draft."""
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text(re.compile(" (created|updated|saved)")).first.wait_for()


def submitted(page: Page) -> None:
    """Send the draft that is open in the editor for approval."""
    more = page.locator("[data-controller='w-dropdown']", has_text="Submit to").last
    more.get_by_role("button").last.click()
    page.get_by_role("button", name=re.compile("Submit to")).click()
    page.get_by_text(re.compile("submitted for moderation")).first.wait_for()


def decided(sign_in, url: str, record: str, *, by: str) -> None:
    """Find what waits on the first page of the admin, and approve it."""
    with sign_in(by) as page:
        page.goto(f"{url}/admin/")
        page.get_by_role("link", name=re.compile(f"{record}\\b")).first.click()
        page.get_by_role("button", name="Approve and publish").click()
        page.get_by_text(f"{record} is approved and public.").wait_for()


def saved(page: Page) -> None:
    """Press the button of a form of the desk, and be led away from it."""
    before = page.url
    page.locator("form[method=post] button.desk-btn:not(.outline)").last.click()
    page.wait_for_url(lambda now: now != before)


def cited(page: Page, *, look_for: str, choose: str) -> None:
    """In the dialog of a passage: look for words, choose a sentence, hear it, cite it."""
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("Words that were said").fill(look_for)
    dialog.get_by_role("button", name="Look for it").click()
    dialog.get_by_role("link", name=re.compile("Choose words here")).first.click()
    dialog.get_by_label(re.compile(choose)).check()
    dialog.get_by_role("button", name="Read and hear these words").click()
    dialog.get_by_role("heading", name="These words").wait_for()
    audio = dialog.locator("audio").first
    audio.evaluate("(sound) => { sound.muted = true; return sound.play(); }")
    dialog.get_by_role("button", name="Cite these words").click()
    dialog.wait_for(state="detached")


def nowhere_in_the_tables(words: str) -> None:
    """No table outside of the vault ever held these words."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in ("archive", "media"):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            text = fold(" ".join(str(value) for row in cursor for value in row))
        assert fold(words) not in text, model
