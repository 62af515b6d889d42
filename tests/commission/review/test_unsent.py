"""No e-mail leaves with the title of a draft, or with what somebody said of it."""

import pytest
from django.core import mail

from commission.review.services import record_approve, record_send_back, record_submit
from commission.roles import roles_create
from tests.commission.factories import FindingFactory
from tests.commission.pages.factories import article
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people():
    roles_create()
    UserFactory(superuser=True, email="everybody@example.org")


@pytest.mark.parametrize("kind", ["page", "finding"])
def test_a_review_writes_to_nobody(kind):
    author = UserFactory(
        role="editor" if kind == "page" else "registrar", email="author@example.org"
    )
    commissioner = UserFactory(role="commissioner", email="commissioner@example.org")
    if kind == "page":
        record = article(title="Quillfeather", public=False, by=author)
    else:
        record = FindingFactory(draft=True, statement="Quillfeather")
        record.save_revision(user=author)
    for decide in (
        lambda: record_send_back(record=record, comment="Quillfeather again", by=commissioner),
        lambda: record_approve(record=record, by=commissioner),
    ):
        record_submit(record=record, by=author)
        record.refresh_from_db()
        decide()
        record.refresh_from_db()
    assert record.live
    assert mail.outbox == []


def test_a_mail_server_that_is_down_holds_up_no_approval(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "no-such-host.invalid"
    author = UserFactory(role="editor", email="author@example.org")
    page = article(public=False, by=author)
    record_submit(record=page, by=author)
    page.refresh_from_db()
    record_approve(record=page, by=UserFactory(role="commissioner"))
    page.refresh_from_db()
    assert page.live
