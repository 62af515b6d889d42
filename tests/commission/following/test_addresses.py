"""Addresses: encrypted where they lie, found again, and brought under a new key."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from commission.following.addresses import (
    AddressField,
    AddressUnreadable,
    address_open,
    address_seal,
    addresses_reseal,
    digests_of,
)
from commission.following.models import Follower
from tests.factories import NOW

OLD, NEW = "an old key, long and random enough", "a new key, long and random enough"


def kept(address="wren@example.org") -> Follower:
    return Follower.objects.create(
        address=address_seal(address),
        digest=digests_of(address)[0],
        language="en",
        created_at=NOW,
    )


@pytest.mark.django_db
def test_what_lies_in_the_database_holds_no_part_of_the_address():
    kept()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM following_follower")
        row = b"".join(
            bytes(part) if isinstance(part, bytes | memoryview) else str(part).encode()
            for part in cursor.fetchone()
        )
    assert b"wren" not in row
    assert b"example" not in row


def test_the_same_address_is_sealed_differently_and_found_as_one():
    assert address_seal("wren@example.org") != address_seal("wren@example.org")
    assert digests_of("Wren@Example.org") == digests_of("wren@example.org")
    assert digests_of("wren@example.org") != digests_of("wrens@example.org")
    assert len(digests_of("wren@example.org")[0]) == 64


@pytest.mark.django_db
def test_a_key_is_changed_without_losing_anybody(settings, django_assert_num_queries):
    settings.ADDRESS_KEYS = [OLD]
    follower = kept()
    settings.ADDRESS_KEYS = [NEW, OLD]
    assert follower.digest in digests_of("wren@example.org"), "still found under the old key"
    assert addresses_reseal() == 1
    settings.ADDRESS_KEYS = [NEW]
    follower.refresh_from_db()
    assert address_open(follower.address) == "wren@example.org"
    assert digests_of("wren@example.org") == [follower.digest]
    with django_assert_num_queries(1):
        assert addresses_reseal() == 0


@pytest.mark.django_db
def test_without_its_key_an_address_stays_shut_and_nothing_breaks(settings):
    settings.ADDRESS_KEYS = [OLD]
    follower = kept()
    settings.ADDRESS_KEYS = [NEW]
    with pytest.raises(AddressUnreadable):
        address_open(follower.address)
    assert addresses_reseal() == 0


@pytest.mark.parametrize(
    ("written", "kept_as"),
    [
        ("wren@example.org", "wren@example.org"),
        ("  Wren.P+tracker@Example.ORG ", "Wren.P+tracker@example.org"),
        ("wren@bücher.example", "wren@xn--bcher-kva.example"),
        ("o'wren_7@sub.domain.example", "o'wren_7@sub.domain.example"),
    ],
)
def test_addresses_that_mail_can_be_sent_to(written, kept_as):
    assert AddressField().clean(written) == kept_as


@pytest.mark.parametrize(
    "written",
    [
        "",
        "wren",
        "wren@",
        "@example.org",
        "wren@localhost",
        "wren@example",
        "wren@[127.0.0.1]",
        "wren@[IPv6:::1]",
        '"wren p"@example.org',
        "wren@example.org, other@example.org",
        "wren@example.org;other@example.org",
        "wren@example.org\nBcc: other@example.org",
        "wren@example.org\r\nSubject: bought",
        "Wren <wren@example.org>",
        "wren\x00@example.org",
        "wren@exa mple.org",
        "wren@" + "a" * 250 + ".org",
        "w" * 65 + "@example.org",
        "wren@-example.org",
        "wren@example..org",
        "wrën@example.org",
        "wren@" + "ü" * 60 + ".example",
        "wren@xn--a.example\u202e",
        "🕊@example.org",
    ],
)
def test_addresses_that_are_none(written):
    with pytest.raises(ValidationError):
        AddressField().clean(written)
