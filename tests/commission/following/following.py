"""What the tests of following share: somebody who follows, and what is in their mailbox."""

import re
from datetime import timedelta

from django.core import mail
from django.core.mail import get_connection
from django.utils import timezone

from commission.following.addresses import address_seal, digests_of
from commission.following.models import Follow, Follower, Rate, TopicKind
from commission.following.news import SETTLES, letters_make
from commission.following.sending import Postman
from tests.factories import NOW

ADDRESS = "ines.pellworth@example.org"
TOKEN = re.compile(r"/follow/([A-Za-z0-9_-]{43})/")


def followed(topic, *, kind=TopicKind.RECOMMENDATION, rate=Rate.AT_ONCE, by=ADDRESS, **kwargs):
    """A follow that somebody said yes to at NOW; everything up to then is told."""
    follower, _new = Follower.objects.get_or_create(
        digest=digests_of(by)[0],
        defaults={"address": address_seal(by), "language": "en", "created_at": NOW},
    )
    given = {"confirmed_at": NOW, "told_until": NOW, **kwargs}
    return Follow.objects.create(
        follower=follower, kind=kind, topic=str(topic), rate=rate, created_at=NOW, **given
    )


def post(postman=None, worker="w1") -> list:
    """Let a worker send what waits. Returns the messages that went out by it."""
    before = len(mail.outbox)
    (postman or Postman()).run_one(worker)
    return mail.outbox[before:]


def told(*, after: timedelta = SETTLES) -> list:
    """The messages that go out when all that was recorded so far has settled."""
    letters_make(at=timezone.now() + after)
    return post()


def token_in(message) -> str:
    """The secret part of the link in a message."""
    found = TOKEN.search(message.body)
    assert found, message.body
    return found[1]


def connection():
    """One to the mailboxes of the tests."""
    return get_connection()
