"""What the first page of the admin lists for each."""

import pytest

from commission.findings.models import Finding
from commission.review.services import (
    record_create,
    record_save_draft,
    record_send_back,
    record_submit,
)
from commission.review.waiting import waiting_for
from tests.commission.factories import locale
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def registrar():
    return UserFactory(role="registrar")


@pytest.fixture
def commissioner():
    return UserFactory(role="commissioner")


def written(by, **kwargs):
    finding = Finding(
        statement="Nothing was written down.",
        conclusion="There was no form.",
        standard="clear_and_convincing",
        locale=locale(),
    )
    return record_create(record=finding, by=by)


def lists(user):
    found = waiting_for(user)
    return tuple(
        [row.record.number for row in rows] for rows in (found.mine, found.others, found.drafts)
    )


def test_an_empty_desk(client, registrar, commissioner):
    assert lists(UserFactory(superuser=True)) == ([], [], [])
    for user in (registrar, commissioner):
        assert lists(user) == ([], [], [])
        client.force_login(user)
        assert client.get("/admin/").status_code == 200


def test_each_finds_what_is_theirs(registrar, commissioner):
    draft, sent, back = (written(registrar) for _ in range(3))
    for one in (sent, back):
        record_submit(record=one, by=registrar)
    record_send_back(record=back, comment="Which years?", by=commissioner)
    assert lists(registrar) == ([], [sent.number, back.number], [draft.number])
    assert lists(commissioner) == ([sent.number], [], [])
    assert lists(UserFactory(role="registrar")) == ([], [], [])
    assert lists(UserFactory(role="publisher")) == ([], [], [])


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_is_led_to_decide_about_their_own(registrar, commissioner, superuser):
    both = UserFactory(role="registrar", superuser=superuser)
    both.groups.add(*commissioner.groups.all())
    own, touched, other = written(both), written(registrar), written(registrar)
    record_save_draft(record=touched, by=both)
    for one, by in ((own, both), (touched, registrar), (other, registrar)):
        record_submit(record=one, by=by)
    assert lists(both)[0] == [other.number]
    assert lists(commissioner)[0] == [own.number, touched.number, other.number]


def test_hundreds_that_wait_take_as_many_queries_as_three(
    client, registrar, commissioner, django_assert_max_num_queries
):
    def send(number):
        for _ in range(number):
            record_submit(record=written(registrar), by=registrar)

    send(60)
    commissioner = type(commissioner).objects.get(pk=commissioner.pk)
    with django_assert_max_num_queries(16):
        assert len(waiting_for(commissioner).mine) == 60
    client.force_login(commissioner)
    with django_assert_max_num_queries(45):
        page = client.get("/admin/").content.decode()
    assert "And 10 more." in page
    task = Finding.objects.first().current_workflow_task
    with django_assert_max_num_queries(8):
        assert task.get_task_states_user_can_moderate(commissioner).count() == 60
