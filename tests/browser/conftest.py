"""Windows of people who are signed in, for walks through the whole product."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page

PASSWORD = "correct horse battery"


@pytest.fixture
def sign_in(chromium, live_server):
    """`with sign_in("quill") as page`: a window of their own, signed in through the form."""

    @contextmanager
    def window(name: str | None) -> Iterator[Page]:
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on(
            "console",
            lambda said: broken.append(said.text) if "Content Security" in said.text else None,
        )
        if name:
            page.goto(f"{live_server.url}/admin/login/")
            page.get_by_label("Username").fill(name)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(re.compile(r"/admin/"))
        yield page
        assert not broken, broken
        context.close()

    return window
