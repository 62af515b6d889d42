"""Sending e-mail: whether it is set up, one connection for many messages, what a refusal means.

Nothing here is logged with a message or an address in it: what a mail server says when it refuses
holds the address.
"""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

# What a message of ours never brings back: an answer of a machine.
AUTOMATIC = {"Auto-Submitted": "auto-generated"}
PERMANENT = range(500, 600)


class NotSent(Exception):
    """A message was not taken. `str()` of it is a code; `refused`: the mailbox is not there."""

    def __init__(self, code: str, *, refused: bool = False) -> None:
        self.refused = refused
        super().__init__(code)


class NoPost(NotSent):
    """The mail server did not answer, or hung up: nothing is wrong with the message."""


def email_is_set_up() -> bool:
    """Whether this installation sends e-mail at all (`EMAIL_URL`)."""
    return "dummy" not in settings.EMAIL_BACKEND


@contextmanager
def post_open() -> Iterator[BaseEmailBackend]:
    """A connection for any number of messages. Raises NoPost where the server does not answer."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as failed:
        raise NoPost(_code(failed)) from None
    try:
        yield connection
    finally:
        # Where it hung up before we did, what was taken is taken.
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def message_make(
    *,
    key: str,
    to: str,
    subject: str,
    paragraphs: list[str],
    headers: dict[str, str] | None = None,
) -> EmailMessage:
    """A plain message. The same `key` gives the same Message-ID, by which a second copy is known.

    Line breaks in the subject and the paragraphs' ends are ours alone: what comes from records is
    put on one line.
    """
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return EmailMessage(
        subject=one_line(subject),
        body="\n\n".join(paragraphs) + "\n",
        to=[to],
        headers={"Message-ID": f"<{key}@{host}>", **AUTOMATIC, **(headers or {})},
    )


def message_send(message: EmailMessage, connection: BaseEmailBackend) -> None:
    """Hand a message to the mail server. Raises NotSent with a code, and NoPost among them."""
    message.connection = connection
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _said in refused.recipients.values()]
        gone = bool(codes) and all(code in PERMANENT for code in codes)
        raise NotSent("recipient_refused", refused=gone) from None
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError) as failed:
        raise NoPost(_code(failed)) from None
    except smtplib.SMTPException as failed:  # an OSError itself, so it comes before those
        raise NotSent(_code(failed)) from None
    except OSError as failed:
        raise NoPost(_code(failed)) from None
    except ValueError as unfit:  # BadHeaderError and UnicodeError are ValueErrors
        raise NotSent(_code(unfit), refused=True) from None


def one_line(text: str) -> str:
    """Words with single blanks between them and nothing that breaks a line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _code(failed: Exception) -> str:
    return type(failed).__name__[:60]
