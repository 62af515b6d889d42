"""P5: public pages beside a page that Wagtail serves, of the same weight, in the same process."""

import statistics
import time
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, Site

from commission.recommendations.vocabulary import Status, Voice
from tests.bench.blog.models import Author, Authorship, BlogPage
from tests.bench.row import Row
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    ProgressReportFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
)
from tests.factories import NOW, EditionFactory

ROUNDS = 5
REQUESTS = 60
TARGET = 1.0
SENTENCE = "Nobody wrote it down, and so for eleven years it had not happened. "


def p5(*, quick: bool = False) -> list[Row]:
    """A recommendation's page and a testimony's, each beside a blog page with as much text.

    Whole requests through every middleware, answered one after the other; the median of rounds that
    take turns. Neither side keeps anything between requests.
    """
    settings.ALLOWED_HOSTS = ["testserver"]
    rounds, requests = (2, 5) if quick else (ROUNDS, REQUESTS)
    edition, recommendation = _record()
    ours = {
        "P5 recommendation page": f"/en/recommendations/{recommendation.number}/",
        "P5 testimony page": f"/en/testimony/{edition.reference}/",
    }
    client, rows = Client(), []
    for name, address in ours.items():
        weight = len(_get(client, address))
        theirs = _blog(weight, client)
        rows.append(_row(name, client, address, theirs, rounds=rounds, requests=requests))
    return rows


def _row(name: str, client: Client, ours: str, theirs: str, *, rounds: int, requests: int) -> Row:
    for address in (ours, theirs):  # templates are compiled, imports are done
        _get(client, address)
    mine, base, ratios = [], [], []
    for _ in range(rounds):
        a, b = (_milliseconds(client, address, requests) for address in (ours, theirs))
        mine.append(a)
        base.append(b)
        ratios.append(a / b)
    return Row(
        name,
        statistics.median(mine),
        statistics.median(base),
        statistics.median(ratios),
        TARGET,
        "ms",
        f"{min(ratios):.2f} to {max(ratios):.2f}; {_queries(client, ours)} queries beside "
        f"{_queries(client, theirs)}; {len(_get(client, ours)) // 1000} kB beside "
        f"{len(_get(client, theirs)) // 1000} kB",
    )


def _record():
    """A testimony that a finding cites, and a recommendation with all that can befall one."""
    edition = EditionFactory(files=True)
    body, theme = BodyFactory(), ThemeFactory()
    finding = FindingFactory(cites=edition, themes=[theme])
    recommendation = RecommendationFactory(of=body, findings=[finding], themes=[theme])
    ResponseFactory(recommendation=recommendation)
    for n in range(4):
        ActionFactory(recommendation=recommendation, due_on=NOW.date() + timedelta(days=30 * n))
        ProgressReportFactory(
            recommendation=recommendation, due_on=NOW.date() - timedelta(days=90 * n + 1)
        )
    for status in (Status.NOT_STARTED, Status.PROPOSED, Status.UNDERWAY):
        AssessmentFactory(recommendation=recommendation, status=status)
        AssessmentFactory(recommendation=recommendation, voice=Voice.COMMUNITY, status=status)
        AssessmentFactory(recommendation=recommendation, voice=Voice.BODY, body=body, status=status)
    return edition, recommendation


def _blog(weight: int, client: Client) -> str:
    """A blog page as heavy as ours, among ten others; its address."""
    locale = Locale.objects.get_or_create(language_code="en")[0]
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)
    home = Page.objects.filter(slug="blog").first()
    if home is None:
        home = root.add_child(instance=Page(title="Blog", slug="blog", locale=locale))
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "testserver", "root_page": home}
        )
    page = _page(home, f"page-{weight}", 1)
    for n in range(10):
        if not Page.objects.filter(slug=f"other-{n}").exists():
            _page(home, f"other-{n}", 1)
    address = f"/wagtails-own/{page.slug}/"
    bare = len(_get(client, address))
    # As many paragraphs as bring it to our weight.
    each = len(SENTENCE) * 6 + 20
    page.body = _body(max(1, (weight - bare) // each))
    page.save_revision().publish()
    return address


def _page(home: Page, slug: str, paragraphs: int) -> BlogPage:
    page = home.add_child(
        instance=BlogPage(
            title="What we heard", slug=slug, introduction=SENTENCE, body=_body(paragraphs)
        )
    )
    page.tags.add("records", "police", "memory")
    for name in ("Sanne Lindqvist", "Priya Lindgren"):
        author, _new = Author.objects.get_or_create(name=name)
        Authorship.objects.create(page=page, author=author)
    page.save_revision().publish()
    return page


def _body(paragraphs: int) -> list[tuple[str, str]]:
    text = [("paragraph", f"<p>{SENTENCE * 6}</p>") for _ in range(paragraphs)]
    return [("heading", "What we heard"), *text, ("quote", SENTENCE)]


def _milliseconds(client: Client, address: str, times: int) -> float:
    """The median of one request, over so many."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        _get(client, address)
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        _get(client, address)
    return len(captured)


def _get(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content
