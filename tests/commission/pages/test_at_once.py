"""Two pages on their way to one address, and a page to one that is another part of the site."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from commission.review.services import record_save_draft, record_submit, waiting_mark
from commission.roles import roles_create
from tests.commission.pages.factories import article
from tests.commission.pages.site import homes
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    roles_create()
    return homes()


def approved(client, waits):
    """What the page of the decision answers to whoever approves it."""
    client.force_login(UserFactory(role="commissioner"))
    fresh = type(waits).objects.get(pk=waits.pk)
    seen = waiting_mark(fresh.current_workflow_state)
    return client.post(fresh.review_address, {"decision": "approve", "seen": seen})


def test_of_two_drafts_with_one_address_the_second_is_refused_with_the_reason(client):
    editor = UserFactory(role="editor")
    first, second = article(title="One", by=editor), article(title="Two", by=editor)
    for one in (first, second):
        one.slug = "same"
        record_save_draft(record=one, by=editor)
        record_submit(record=one, by=editor)
    assert approved(client, first).status_code == 302
    answer = approved(client, second)
    assert answer.status_code == 409
    assert "Send it back" in answer.content.decode()
    assert sorted(Page.objects.filter(depth=3).values_list("slug", flat=True)) == ["same", "two"]


@pytest.mark.parametrize("act", ["action-submit", ""])
@pytest.mark.parametrize("kind", ["articlepage", "plainpage"])
def test_a_new_page_takes_no_address_of_another_part_of_the_site(client, site, kind, act):
    client.force_login(UserFactory(role="editor"))
    form = {"title": "Ours", "slug": "findings", "kind": "essay", act: "1"}
    form |= dict.fromkeys(("lede", "byline", "dated", "seo_title", "search_description"), "")
    form |= {"body-count": "0", "facts-count": "0"}
    address = reverse("wagtailadmin_pages:add", args=["pages", kind, site[0].pk])
    answer = client.post(address, form)
    assert answer.status_code == 200
    assert "Another part of this site has this address" in answer.content.decode()
    assert not Page.objects.filter(title="Ours").exists()
    assert client.post(address, form | {"slug": "ours"}).status_code == 302
