"""No page of the desk leads its reader to a page that is refused to them."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from archive.roles import ROLES
from tests.archive.desk.test_rights import DESK, body_of, desk_address, signed_in, vault  # noqa: F401
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.addresses]
LINK = re.compile(r'<a [^>]*?href="(/[^"#]*)')


@pytest.mark.parametrize("role", ROLES)
def test_every_link_opens_for_whom_it_is_shown(vault, role):  # noqa: F811
    user = UserFactory()
    user.groups.add(Group.objects.get(name=role))
    client = signed_in(user)
    led, read = {}, 0
    for name, (_needed, methods) in DESK.items():
        if "GET" not in methods:
            continue
        answer = client.get(desk_address(name, vault))
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        read += 1
        for url in LINK.findall(body_of(answer).decode()):
            led.setdefault(url.replace("&amp;", "&"), name)
    led.pop(reverse("wagtailadmin_logout"))
    refused = {url: name for url, name in led.items() if client.get(url).status_code == 403}
    assert refused == {}
    assert read > 3
    assert len(led) > 5
