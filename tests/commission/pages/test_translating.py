"""Translations of pages: drafts of their own, with their own review, and marked when behind."""

import pytest
from django.urls import reverse

from commission.pages.models import ArticlePage
from commission.pages.translating import page_translate
from commission.review.services import record_approve, record_save_draft, record_submit
from commission.roles import roles_create
from media.refusal import Refused
from tests.commission.factories import locale
from tests.commission.pages.factories import article, body, home_page
from tests.commission.pages.site import homes
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    homes()
    return UserFactory(role="editor")


@pytest.fixture
def commissioner(editor):
    return UserFactory(role="commissioner")


@pytest.fixture
def page(editor, commissioner):
    page = article(public=False, by=editor, body=body(("heading", "What became of the form")))
    record_submit(record=page, by=editor)
    return record_approve(record=page, by=commissioner)


def test_a_translation_is_a_draft_of_its_own_and_public_once_it_is_approved(
    client, page, editor, commissioner
):
    client.force_login(editor)
    url = reverse("quoted:translate", args=[page.pk, "es"])
    assert client.get(url).status_code == 200
    answer = client.post(url)
    copy = ArticlePage.objects.get(translated_from=page)
    assert answer["Location"] == copy.editor_address
    assert not copy.live
    assert copy.locale.language_code == "es"
    copy.title = "El libro sin lugar"
    record_save_draft(record=copy, by=editor)
    record_submit(record=copy, by=editor)
    record_approve(record=copy, by=commissioner)
    client.logout()
    answer = client.get(f"/es/{copy.slug}/").content.decode()
    assert "El libro sin lugar" in answer


def test_editors_reach_a_home_page_that_is_a_translation():
    home = home_page()
    roles_create()
    editor, into = UserFactory(role="editor"), locale("es")
    copy = page_translate(page=home, locale=into, by=UserFactory(superuser=True))
    assert copy.permits(editor, "change")
    written = article(by=editor)
    assert page_translate(page=written, locale=into, by=editor).get_parent().pk == copy.pk


def test_it_is_marked_when_the_original_says_something_else(client, page, editor, commissioner):
    copy = page_translate(page=page, locale=locale("es"), by=editor)
    record_submit(record=copy, by=editor)
    record_approve(record=copy, by=commissioner)
    assert "note-care" not in client.get(f"/es/{copy.slug}/").content.decode()
    page = ArticlePage.objects.get(pk=page.pk)
    page.body = body(("heading", "Another heading"))
    record_save_draft(record=page, by=editor)
    record_submit(record=page, by=editor)
    record_approve(record=page, by=commissioner)
    answer = client.get(f"/es/{copy.slug}/").content.decode()
    assert "note-care" in answer
    assert page.url in answer


@pytest.mark.parametrize("why", ["twice", "of a translation", "below nothing", "no right"])
def test_what_cannot_be_translated_says_why(page, editor, why):
    by, of, into = editor, page, locale("es")
    if why in ("twice", "of a translation"):
        copy = page_translate(page=page, locale=into, by=editor)
        of = copy if why == "of a translation" else page
    if why == "below nothing":
        into = locale("fr")
    if why == "no right":
        by = UserFactory(role="registrar")
    with pytest.raises(Refused):
        page_translate(page=of, locale=into, by=by)


def test_an_arabic_page_is_read_from_right_to_left(client, page):
    home = page.get_parent().specific
    arabic = article(
        title="الكتاب الذي لا مكان فيه",
        lede="ما طلبته واحد وستون رسالة.",
        parent=home,
        body=body(("paragraph", "<p>الكتاب اليومي شيء بسيط.</p>")),
    )
    ArticlePage.objects.filter(pk=arabic.pk).update(locale=locale("ar"))
    answer = client.get(f"/en/{arabic.slug}/").content.decode()
    assert '<article lang="ar" dir="rtl">' in answer
