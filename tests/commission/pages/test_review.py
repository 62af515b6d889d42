"""Pages under the review of a second person."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from commission.pages.models import ArticlePage, SectionPage
from commission.review.services import record_approve, record_create, record_submit
from media.refusal import Refused
from tests.commission.pages.factories import article, home_page
from tests.commission.pages.site import page as page_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_an_editor_writes_and_a_commissioner_approves():
    home_page()
    editor, commissioner = UserFactory(role="editor"), UserFactory(role="commissioner")
    page = article(public=False, by=editor)
    assert page.permits(editor, "change")
    assert not page.permits(commissioner, "change")
    record_submit(record=page, by=editor)
    assert not type(page).objects.get().live
    assert record_approve(record=page, by=commissioner).live


def test_a_page_is_made_by_the_service_of_all_records_and_has_no_number():
    home = home_page()
    page = home.add_child(instance=ArticlePage(title="One", locale=home.locale, live=True))
    made = record_create(record=page, by=UserFactory(role="editor"))
    assert not made.live
    assert not hasattr(made, "number")
    with pytest.raises(Refused):
        record_create(record=page, by=UserFactory(role="commissioner"))


@pytest.mark.parametrize("role", ["editor", "superuser"])
def test_no_author_approves_their_own(role):
    home_page()
    user = UserFactory(superuser=True) if role == "superuser" else UserFactory(role=role)
    page = article(public=False, by=user)
    record_submit(record=page, by=user)
    with pytest.raises(Refused):
        record_approve(record=page, by=user)
    assert not type(page).objects.get().live


def test_the_commissioner_reads_it_on_the_page_of_the_decision(client):
    home_page()
    editor, commissioner = UserFactory(role="editor"), UserFactory(role="commissioner")
    page = article(public=False, by=editor, lede="A daily book is a plain thing.")
    record_submit(record=page, by=editor)
    client.force_login(commissioner)
    assert page.review_address in client.get("/admin/").content.decode()
    assert "A daily book is a plain thing." in client.get(page.review_address).content.decode()


def test_nothing_that_is_not_under_a_review_is_published_by_one():
    from types import SimpleNamespace

    from commission.review.publishing import publish_reviewed

    with pytest.raises(PermissionDenied):
        publish_reviewed(SimpleNamespace(content_object=object()))


def test_a_home_page_is_not_made_in_public_by_a_superuser(client):
    home = home_page()
    client.force_login(UserFactory(superuser=True))
    url = reverse("wagtailadmin_pages:add", args=["pages", "homepage", home.get_parent().pk])
    posted = {"title": "Another", "slug": "another", "action-publish": "1"}
    assert client.post(url, posted).status_code in (302, 403)
    assert not type(home).objects.filter(slug="another").exists()


def test_what_waits_is_not_moved_nor_what_it_stands_in(client):
    editor = UserFactory(role="editor")
    section, other = (
        page_of(SectionPage, slug="one", public=False),
        page_of(SectionPage, slug="two"),
    )
    draft = article(public=False, by=editor, parent=section)
    client.force_login(editor)
    for row in (draft, section):
        assert row.permissions_for_user(editor).can_move_to(other)
    record_submit(record=draft, by=editor)
    for row in (draft, section):
        client.post(reverse("wagtailadmin_pages:move_confirm", args=[row.pk, other.pk]))
        row.refresh_from_db()
        assert "/two/" not in row.url_path
