"""Writing to editors that something their pages quote is gone: that it is, and where to look.

As reminders do (`commission.recommendations.progress.reminding`): the rows are written first and
the messages leave inside the same transaction, so that nothing is marked that did not go out.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.permissions import page_permission_policy

from archive.ledger.canonical import sha256_of
from archive.reading.wording import site_address
from commission.findings.selectors import mark_key
from commission.pages.gone import pages_gone
from commission.pages.told import PageTold
from commission.post import NoPost, NotSent, email_is_set_up, message_make, message_send, post_open
from media.runners import runner_register

logger = logging.getLogger(__name__)
EVERY = timedelta(minutes=10)


def editors_tell(*, at: datetime) -> int:
    """Write to every editor once about each change that nobody was written to about.

    Returns how many changes were told; nothing is done while no e-mail is set up. The message says
    how many pages there are and where they are listed: no title, no account, no word of it. Raises
    NoPost where the mail server does not answer.
    """
    if not email_is_set_up():
        return 0
    new = _untold(at=at)
    if not new:
        return 0
    with post_open() as connection:
        try:
            return _tell(new, connection)
        except NoPost:
            raise
        except NotSent as refused:
            logger.warning("no editor was told of pages: %s", refused)
            return 0


def _untold(*, at: datetime) -> list[PageTold]:
    told = set(PageTold.objects.values_list("page", "citation", "state", "since"))
    rows = {
        (changed.page.pk, *mark_key(mark)): None
        for changed in pages_gone(at=at)
        for mark in changed.marks
    }
    return [
        PageTold(page_id=page, citation=citation, state=state, since=since, sent_at=at)
        for page, citation, state, since in rows
        if (page, citation, state, since) not in told
    ]


@transaction.atomic
def _tell(rows: list[PageTold], connection: BaseEmailBackend) -> int:
    """Write the rows, send the messages. Raises NotSent, with which the rows are gone again."""
    try:
        with transaction.atomic():
            PageTold.objects.bulk_create(rows)
    except IntegrityError:
        return 0  # another worker tells it in this very moment; the next turn looks anew
    pages = len({row.page_id for row in rows})
    key = sha256_of([[row.page_id, row.citation, row.state, row.since] for row in rows])[:32]
    editors = page_permission_policy.users_with_any_permission(
        {"change"}, include_superusers=False
    ).exclude(email="")
    taken, refused = 0, NotSent("none has an address")
    for editor in editors.order_by("pk"):
        with translation.override(settings.LANGUAGE_CODE):
            message = message_make(
                key=f"{key}.{editor.pk}",
                to=editor.email,
                subject=_("Pages of %(commission)s whose quotations are gone")
                % {"commission": settings.COMMISSION_SHORT_NAME},
                paragraphs=[
                    ngettext(
                        "Something that one page quotes of the record is not public any more.",
                        "Something that %(n)s pages quote of the record is not public any more.",
                        pages,
                    )
                    % {"n": pages},
                    _("It has left the pages already. Here you see which, and what can be done:")
                    + "\n"
                    + site_address(reverse("quoted:list")),
                ],
            )
        try:
            message_send(message, connection)
            taken += 1
        except NoPost:
            if not taken:
                raise
            break  # somebody was told, and is not told twice
        except NotSent as failed:
            refused = failed
    if not taken:
        raise refused
    return len(rows)


class PagesClock:
    """Looks at its pace; a turn of the worker in between asks the database nothing."""

    def __init__(self) -> None:
        self.looked_at: datetime | None = None

    def run_one(self, worker: str) -> bool:
        """True when somebody was told."""
        now = timezone.now()
        if self.looked_at is not None and self.looked_at <= now < self.looked_at + EVERY:
            return False
        self.looked_at = now
        try:
            return bool(editors_tell(at=now))
        except NoPost as closed:
            logger.warning("the mail server did not answer: %s", closed)
            return False


def runners_register() -> None:
    """Called once, when Django starts."""
    runner_register("pages", PagesClock().run_one)
