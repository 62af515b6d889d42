"""Who may do what, as a table."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import call_command

from archive.roles import ROLES, Role, may, roles_create
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ACTIONS = [
    "see_desk",
    "take_testimony",
    "transcribe",
    "redact",
    "approve",
    "publish",
    "withdraw",
    "see_identity",
    "administer",
]
#                              desk take scribe redact approve publish withdraw identity admin
TABLE = {
    Role.STATEMENT_TAKER: (1, 1, 0, 0, 0, 0, 1, 1, 0),
    Role.TRANSCRIBER: (1, 0, 1, 0, 0, 0, 0, 0, 0),
    Role.REDACTOR: (1, 0, 0, 1, 0, 0, 0, 0, 0),
    Role.APPROVER: (1, 0, 0, 0, 1, 0, 0, 0, 0),
    Role.PUBLISHER: (1, 0, 0, 0, 0, 1, 1, 0, 0),
    Role.ADMINISTRATOR: (1, 0, 0, 0, 0, 0, 1, 1, 1),
}


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_exactly_what_the_table_says(role):
    user = UserFactory(role=role.value)
    assert [may(user, action) for action in ACTIONS] == [bool(yes) for yes in TABLE[role]]


@pytest.mark.parametrize("role", Role)
def test_every_role_enters_the_admin_and_gets_nothing_else_by_it(role):
    user = UserFactory(role=role.value)
    assert user.has_perm("wagtailadmin.access_admin")
    expected = {f"archive.{codename}" for codename in ROLES[role]} | {"wagtailadmin.access_admin"}
    assert user.get_all_permissions() == expected


def test_the_table_covers_every_permission_of_the_vault(django_user_model):
    from archive.testimony.models import Testimony

    assert [codename for codename, _name in Testimony._meta.permissions] == ACTIONS


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_else_may_do_anything(action):
    assert not may(AnonymousUser(), action)
    assert not may(UserFactory(), action)
    assert not may(UserFactory(superuser=True, is_active=False), action)


def test_setting_roles_up_again_takes_away_what_was_added_by_hand():
    roles_create()
    publisher = Group.objects.get(name=Role.PUBLISHER)
    publisher.permissions.add(*Group.objects.get(name=Role.APPROVER).permissions.all())
    call_command("create_roles", verbosity=0)
    assert not may(UserFactory(role="publisher"), "approve")
    assert Group.objects.count() >= len(Role)
