"""Whoever approves a page reads all of it that would be public, in each language."""

import pytest

from commission.pages.models import ContactPage
from commission.pages.translating import page_translate
from commission.review.comparing import compared
from commission.review.services import record_save_draft
from commission.roles import roles_create
from tests.commission.factories import locale
from tests.commission.pages.factories import article, body
from tests.commission.pages.site import homes, page
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    roles_create()
    homes()


def changed(draft) -> str:
    fresh = type(draft).objects.get(pk=draft.pk)
    return "\n".join(f"{row.label}: {row.after}" for row in compared(fresh) if row.changed)


def test_every_field_of_a_translation_is_read():
    editor = UserFactory(role="editor")
    copy = page_translate(page=article(title="The book"), locale=locale("es"), by=editor)
    copy.seo_title, copy.kind, copy.slug = "Quillfeather", "news", "quillfeather"
    record_save_draft(record=copy, by=editor)
    read = changed(copy)
    assert "Quillfeather" in read
    assert "quillfeather" in read
    assert "News" in read


LINKS = {
    "text": ("paragraph", '<p>Read <a href="{}">the law</a>.</p>'),
    "list": ("listing", ['<a href="{}">the law</a>']),
    "source": ("source", {"words": "No one shall.", "source": "The law", "address": "{}"}),
}


def filled(value, address):
    if isinstance(value, dict):
        return {key: filled(one, address) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, address) for one in value]
    return value.format(address)


@pytest.mark.parametrize("name", LINKS)
def test_a_link_that_leads_elsewhere_is_a_change(name):
    block, value = LINKS[name]
    written = article(body=body((block, filled(value, "https://law.example/?a=1&amp;b=2"))))
    assert changed(written) == ""
    written.body = body((block, filled(value, "https://elsewhere.example/")))
    record_save_draft(record=written, by=UserFactory(role="editor"))
    assert "https://elsewhere.example/" in changed(written)


def test_so_is_a_link_to_another_page():
    first, second = article(title="One"), article(title="Two")
    link = '<p><a linktype="page" id="{}">there</a></p>'
    written = page(ContactPage, testifying=body(("paragraph", link.format(first.pk))))
    written.testifying = body(("paragraph", link.format(second.pk)))
    record_save_draft(record=written, by=UserFactory(role="editor"))
    assert f"({second.pk})" in changed(written)
