"""Editors are told when something that a page quotes is gone, and until somebody decides."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.pages import telling
from commission.pages.gone import pages_gone
from commission.pages.models import ArticlePage, PageDecision, PageTold
from commission.pages.telling import editors_tell
from commission.review.services import record_approve, record_save_draft, record_submit
from tests.commission.findings.accounts import account
from tests.commission.pages.factories import article, body, home_page, place
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    home_page()
    return UserFactory(role="editor", email="editor@commission.example")


@pytest.fixture
def commissioner(editor):
    return UserFactory(role="commissioner")


@pytest.fixture
def page(editor):
    """An article that quotes an account, which was taken back since."""
    edition = account(reference="RB-0147", title="Wren")
    page = article(
        title="The book",
        by=editor,
        body=body(("paragraph", "<p>It.</p>"), ("passage", place(edition))),
    )
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=True,
        by=UserFactory(),
        at=timezone.now(),
    )
    return page


def waiting():
    return [row.page for row in pages_gone(at=timezone.now())]


def decide(client, page, kind="kept", reason="The text says what matters.", **posted):
    address = reverse("quoted:page", args=[page.pk])
    shown = client.get(address).content.decode()
    marks = re.search(r'name="marks" value="([^"]*)"', shown)
    marks = marks[1].replace("&quot;", '"') if marks else "[]"
    return client.post(address, {"marks": marks, "kind": kind, "reason": reason, **posted})


def test_the_first_page_of_an_editor_says_so(client, page, editor):
    client.force_login(editor)
    front = client.get("/admin/").content.decode()
    assert "Articles whose quotations are gone" in front
    assert reverse("quoted:page", args=[page.pk]) in front
    shown = client.get(reverse("quoted:page", args=[page.pk])).content.decode()
    assert "A passage of RB-0147: the account was taken back." in shown
    assert "wrote it down" not in front + shown


def test_writing_it_anew_without_it_ends_the_telling(page, editor, commissioner):
    assert waiting() == [page]
    draft = ArticlePage.objects.get(pk=page.pk)
    draft.body = body(("paragraph", "<p>It, without.</p>"))
    record_save_draft(record=draft, by=editor)
    assert waiting() == [page], "a draft changes nothing in public"
    record_submit(record=draft, by=editor)
    record_approve(record=draft, by=commissioner)
    assert waiting() == []


def test_keeping_it_without_it_ends_the_telling_and_is_in_the_ledger(client, page, commissioner):
    client.force_login(commissioner)
    assert decide(client, page).status_code == 302
    assert waiting() == []
    assert PageDecision.objects.get().covers[0]["state"] == "withdrawn"


def test_it_is_taken_down_in_every_language(client, page, commissioner):
    client.force_login(commissioner)
    assert decide(client, page, kind="withdrawn").status_code == 302
    page.refresh_from_db()
    assert not page.live
    assert client.get(page.url or "/en/the-book/").status_code in (404, 410)
    assert waiting() == []


@pytest.mark.parametrize("who", ["editor", "author", "superuser who wrote it", "who began it"])
def test_who_wrote_it_or_has_no_right_does_not_decide(client, page, editor, who):
    user = editor
    if who == "superuser who wrote it":
        user = UserFactory(superuser=True)
        page.save_revision(user=user).publish(skip_permission_checks=True)
    elif who == "who began it":
        user = UserFactory(superuser=True)
        page.save_revision(user=user)
        page.save_revision(user=editor).publish(skip_permission_checks=True)
    elif who == "editor":
        user = UserFactory(role="editor")
    client.force_login(user)
    assert decide(client, page).status_code == 409
    assert not PageDecision.objects.exists()


def test_a_decision_without_a_reason_or_about_something_else_is_refused(client, page, commissioner):
    client.force_login(commissioner)
    assert decide(client, page, reason=" ").status_code == 409
    assert decide(client, page, marks="[]").status_code == 409
    assert decide(client, page, kind="nothing").status_code == 409
    assert waiting() == [page]


def test_editors_are_written_to_once_without_a_word_of_it(page, editor):
    at = timezone.now()
    assert editors_tell(at=at) == 1
    assert editors_tell(at=at + timedelta(days=1)) == 0
    [message] = mail.outbox
    assert message.to == ["editor@commission.example"]
    for word in ("The book", "RB-0147", "Wren", "wrote"):
        assert word not in message.subject + message.body
    assert reverse("quoted:list") in message.body
    assert PageTold.objects.count() == 1


def test_nothing_is_marked_where_nobody_can_be_written_to(page, editor):
    editor.email = ""
    editor.save()
    assert editors_tell(at=timezone.now()) == 0
    assert not PageTold.objects.exists()


def test_two_workers_at_once_tell_it_once(page, editor, monkeypatch):
    at = timezone.now()
    looked = telling._untold(at=at)
    assert editors_tell(at=at) == 1
    told = len(mail.outbox)
    # The other one looked before this one wrote down what it told.
    monkeypatch.setattr(telling, "_untold", lambda at: looked)
    for row in looked:
        row.pk = None
    assert editors_tell(at=at) == 0
    assert len(mail.outbox) == told


def test_queries_do_not_grow_with_pages():
    def queries(n):
        for _ in range(n):
            article(title=f"Page {n}", body=body(("passage", place(account()))))
        with CaptureQueriesContext(connection) as asked:
            pages_gone(at=timezone.now())
        return len(asked)

    assert queries(2) == queries(6)
