"""What every test stands on: real services where they are reachable.

A service that is neither reachable nor started skips its tests, and one line at the end says so.
With CI=true nothing is skipped: a missing service is a failure.
"""

import os
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from tests.environment import SHARED

CI = os.environ.get("CI") == "true"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Marks of what is not done a second time on PostgreSQL: other engines, and what is allowed to whom,
# which the acts themselves (test_rights_of_services) are asked again.
ALONE = ("whisper", "browser", "elasticsearch", "addresses")
_missing: set[str] = set()


def pytest_configure(config) -> None:
    # Hashing a password the slow way is the point in earnest, and half a minute a file here.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Look for a static file when it is asked for: each of ten thousand clients would list them all.
    settings.WHITENOISE_AUTOREFRESH = True


def missing(service: str, how: str) -> None:
    """Skip for want of a service, or fail where nothing may be skipped."""
    if CI:
        pytest.fail(f"{service} is not there, and on CI no test may be skipped for that: {how}")
    _missing.add(f"{service} ({how})")
    pytest.skip(f"{service}: {how}")


def pytest_addoption(parser) -> None:
    parser.addoption(
        "--only-db",
        action="store_true",
        help="only tests that touch the database, and none that drive a browser or a model",
    )


def pytest_collection_modifyitems(config, items) -> None:
    if config.getoption("--only-db"):
        chosen = [item for item in items if _touches_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen


def _touches_database(item) -> bool:
    if any(item.get_closest_marker(name) for name in ALONE):
        return bool(item.get_closest_marker("postgresql"))
    fixtures = {"db", "transactional_db", "live_server", "postgresql"}
    return bool(item.get_closest_marker("django_db") or fixtures & set(item.fixturenames))


def pytest_terminal_summary(terminalreporter) -> None:
    if _missing:
        terminalreporter.write_line("Not run for want of a service: " + "; ".join(sorted(_missing)))


@pytest.fixture
def now() -> datetime:
    """A fixed moment for services that take `at`."""
    return datetime(2026, 5, 12, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real speech, weights and data that are at hand for tests, never needed by what ships."""
    if not SHARED.is_dir():
        missing("../shared", "the folder of test material beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """The address of a real Elasticsearch that tests may fill and empty."""
    url = os.environ.get("ELASTICSEARCH_TEST_URL", "")
    if not url:
        missing("Elasticsearch", "set ELASTICSEARCH_TEST_URL")
    from elasticsearch import Elasticsearch

    if not Elasticsearch(url, request_timeout=5).ping():
        missing("Elasticsearch", f"nothing answers at {url}")
    return url


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """A file in the place of SQLite's memory, as the product has one.

    In memory the threads of a test, and a live server's, share one cache or even one connection and
    so one transaction: each refuses the other at once ("database table is locked"), whatever
    patience it was told to have.
    """
    from django.db import connections

    connection = connections["default"]
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(settings.DATA_DIR / "tests.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """A database in which the groups of all roles stand, as after `create_roles`."""
    from commission.roles import roles_create

    with django_db_blocker.unblock():
        roles_create()


@pytest.fixture
def postgresql(db) -> None:
    """For tests of what only PostgreSQL does; the suite runs on it with DATABASE_URL set."""
    from django.db import connection

    if connection.vendor != "postgresql":
        if CI and os.environ.get("DATABASE_URL", "").startswith("postgres"):
            pytest.fail("DATABASE_URL names PostgreSQL, but the connection is not to it")
        pytest.skip("runs in the PostgreSQL pass")


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """One real browser for the session."""
    if not Path(CHROMIUM).exists():
        missing("Chromium", "install it, or set CHROMIUM to its path")
    from playwright.sync_api import Locator, sync_playwright

    click = Locator.click

    def click_and_read(locator: Locator, **how) -> None:
        """Where a click leads to another page, all of its words are there before it is looked at.

        Playwright itself waits for no more than the beginning of the answer.
        """
        click(locator, **how)
        if not locator.page.is_closed():
            locator.page.wait_for_load_state("domcontentloaded")

    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", click_and_read)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _append_only_tables_can_be_emptied(request) -> Iterator[None]:
    """A transactional test ends by emptying all tables, which the database refuses for some.

    They are put back by the same emptying: it ends as a migrate does.
    """
    marker = request.node.get_closest_marker("django_db")
    transactional = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not transactional and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    # Asked for here, so that its end comes after the end of this one.
    request.getfixturevalue("transactional_db")
    from archive.ledger.triggers import triggers_remove

    yield
    _answers_end()
    triggers_remove()


def _answers_end() -> None:
    """Wait until the live server has answered what a browser asked for last.

    What it writes later would stand in the next test's tables. A connection that is only kept open
    is not waited for.
    """
    until = time.monotonic() + 10
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(max(0, until - time.monotonic()))
