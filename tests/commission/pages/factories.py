"""Pages for tests: a home page with its site, and articles that editors wrote."""

from typing import Any
from uuid import uuid4

from wagtail.models import Page, Site

from commission.findings.citing.sealing import citation_seal, seal_read
from commission.pages.editors import editors_allow
from commission.pages.models import ArticlePage, HomePage
from commission.review.workflow import review_workflow_create
from tests.commission.factories import FindingFactory, cite, locale


def home_page(code: str = "en") -> HomePage:
    """The home page of a language, which the site serves; made once."""
    found = HomePage.objects.filter(locale=locale(code)).first()
    if found is not None:
        return found
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(instance=Page(title="Root", slug="root", locale=locale()))
    home = root.add_child(
        instance=HomePage(title="Riverbend", slug=f"record-{code}", locale=locale(code))
    )
    site, _new = Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )
    # Migrations make one that serves a page of Wagtail's own.
    if not HomePage.objects.filter(pk=site.root_page_id).exists():
        site.root_page = home
        site.save()
    editors_allow()
    review_workflow_create()
    return home


def article(*, public: bool = True, parent: Any = None, by: Any = None, **fields: Any) -> Any:
    """An article below the home page; `public=False` a draft that nobody approved."""
    home = parent or home_page()
    fields = {"title": "The book with no place for it", "live": False, **fields}
    page = home.add_child(instance=ArticlePage(locale=home.locale, owner=by, **fields))
    revision = page.save_revision(user=by)
    if public:
        revision.publish(skip_permission_checks=True)
        page.refresh_from_db()
    return page


def body(*blocks: tuple[str, Any]) -> list[dict[str, Any]]:
    """The text of a page as it is kept: the name and the value of each block."""
    return [{"type": name, "value": value, "id": str(uuid4())} for name, value in blocks]


def place(edition: Any, *, turn: int = 1) -> dict[str, Any]:
    """What a block keeps of one whole turn of an edition."""
    return seal_read(citation_seal(cite(FindingFactory(draft=True), edition, turn=turn)))
