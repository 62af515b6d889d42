"""The worker's part: send what waits, again where it failed, and never the same by two workers."""

import logging
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from commission.following.addresses import AddressUnreadable, address_open
from commission.following.models import Follow, Letter, LetterKind
from commission.following.news import Told, news_of
from commission.following.services import LINK_LASTS, follow_end
from commission.following.topics import topic_find
from commission.following.writing import link_letter, news_letter
from commission.post import NoPost, NotSent, email_is_set_up, message_send, post_open
from media.jobs import JobState, LeaseLost

logger = logging.getLogger(__name__)

# Letters by one connection; then the rest of the worker's round has its turn.
AT_ONCE = 50
# How long nobody knocks at a mail server that did not answer.
CLOSED = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=12)
# A mailbox that refused for so long is gone, and its address is deleted.
REFUSED_FOR = timedelta(days=7)


class Postman:
    """Sends what waits. One for each process; what must be known by all is in the rows."""

    def __init__(self) -> None:
        self.closed_until: datetime | None = None

    def run_one(self, worker: str) -> bool:
        """Send the letters that wait, AT_ONCE of them. True when there was one."""
        now = timezone.now()
        if not email_is_set_up() or (self.closed_until and now < self.closed_until):
            return False
        if not letters_waiting(at=now):
            return False  # read without taking the database's lock for writing
        try:
            with post_open() as connection:
                return letters_send(worker=worker, connection=connection) > 0
        except NoPost as closed:
            logger.warning("the mail server did not answer: %s", closed)
            self.closed_until = now + CLOSED
            return False


def letters_waiting(*, at: datetime) -> bool:
    """Whether there is a letter that a worker may take."""
    waits = Q(state=JobState.WAITING) & (Q(not_before__isnull=True) | Q(not_before__lte=at))
    return Letter.objects.filter(waits | Q(state=JobState.RUNNING, lease_until__lt=at)).exists()


def letters_send(*, worker: str, connection: BaseEmailBackend) -> int:
    """Send what waits, AT_ONCE letters of it. Returns how many were taken on.

    Raises NoPost when the mail server hangs up; the letter in hand waits for another attempt.
    """
    told: dict[tuple[object, ...], Told] = {}
    for number in range(AT_ONCE):
        letter = Letter.claim(worker=worker, at=timezone.now())
        if letter is None:
            return number
        try:
            letter_send(letter, connection, told=told)
        except LeaseLost:
            continue  # stopped meanwhile, or with another worker
    return AT_ONCE


def letter_send(
    letter: Letter, connection: BaseEmailBackend, *, told: dict[tuple[object, ...], Told]
) -> None:
    """Send one letter that this worker holds, or put it back for later.

    The message leaves before the row says so: if the worker dies in between, the same message goes
    out once more, under the same Message-ID, which is better than never. Raises NoPost, LeaseLost.
    """
    follow = Follow.objects.select_related("follower").filter(pk=letter.follow_id).first()
    if follow is None:
        raise LeaseLost(str(letter.pk))  # stopped since it was taken: the letter is gone as well
    try:
        with translation.override(follow.follower.language):
            message = _message(letter, follow, told)
        if message is not None:
            message_send(message, connection)
    except AddressUnreadable:
        logger.error("letter %s: no key opens its address", letter.pk)
        letter.fail(at=timezone.now(), code="address_unreadable", final=True)
    except NoPost as closed:
        _put_back(letter, str(closed))
        raise
    except NotSent as failed:
        logger.warning("letter %s was not taken: %s", letter.pk, failed)
        if failed.refused and letter.created_at + REFUSED_FOR <= timezone.now():
            follow_end(follow=follow)
        else:
            _put_back(letter, str(failed))
    else:
        with transaction.atomic():
            letter.finish(at=timezone.now())
            if letter.kind == LetterKind.NEWS:
                Follow.objects.filter(pk=follow.pk).update(told_until=letter.until)


def _message(
    letter: Letter, follow: Follow, told: dict[tuple[object, ...], Told]
) -> EmailMessage | None:
    """What is sent; None where there is nothing (any more) to say."""
    topic = topic_find(follow.kind, follow.topic)
    if topic is None:
        return None
    if letter.kind == LetterKind.LINK:
        ran_out = follow.created_at + LINK_LASTS <= timezone.now()
        if follow.confirmed_at is None and ran_out:
            return None
        return link_letter(letter, topic, to=address_open(follow.follower.address))
    if follow.told_until is None or letter.until is None:
        return None
    key = (topic, follow.told_until, letter.until, follow.follower.language)
    if key not in told:
        told[key] = news_of(topic, since=follow.told_until, until=letter.until)
    if not told[key].news:
        return None
    return news_letter(letter, topic, told[key], to=address_open(follow.follower.address))


def _put_back(letter: Letter, code: str) -> None:
    """For another attempt after a pause that grows up to LONGEST_PAUSE."""
    now = timezone.now()
    pause = min(timedelta(minutes=1) * 4 ** min(letter.attempts - 1, 10), LONGEST_PAUSE)
    letter.write(
        at=now,
        extend=False,
        state=JobState.WAITING,
        lease_until=None,
        not_before=now + pause,
        error_code=code,
    )
