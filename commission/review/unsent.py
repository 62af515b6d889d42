"""Wagtail's own e-mails about reviews, which are not sent.

They carry the title of a draft and the words with which it was sent back, to mailboxes that others
run; where one cannot be sent the title and the address go into the log, and an approval fails with
a mail server. What waits stands on the first page of the admin instead.
"""

from typing import Any

from wagtail.admin.mail import EmailNotificationMixin


def mails_of_reviews_unsent() -> None:
    """Let Wagtail find nobody to write to. Called when Django starts."""
    EmailNotificationMixin.get_valid_recipients = _nobody


def _nobody(self: Any, instance: Any, **kwargs: Any) -> set[Any]:
    return set()
