"""Sending over a real line to a real mail server, and what its refusals mean."""

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from commission.post import NoPost, NotSent, message_make, message_send, one_line, post_open

ADDRESS = "ines.pellworth@example.org"


class Mailbox:
    """A server that keeps what it takes and refuses as its test wants."""

    def __init__(self):
        self.taken, self.answers = [], {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        if "rcpt" in self.answers:
            return self.answers["rcpt"] + f" <{address}>"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if "data" in self.answers:
            return self.answers["data"]
        self.taken.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture
def smtp(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.SITE_URL = "https://record.example"


@pytest.fixture
def mailbox(smtp, settings):
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    server.start()
    yield box
    server.stop()


def a_message(**kwargs):
    given = {"key": "k1", "to": ADDRESS, "subject": "Año", "paragraphs": ["Línea", "b" * 1200]}
    return message_make(**{**given, **kwargs})


def send(message):
    with post_open() as connection:
        message_send(message, connection)


def test_a_message_arrives_as_it_was_written(mailbox):
    with post_open() as connection:
        for key in ("k1", "k2"):
            message_send(a_message(key=key), connection)
    assert [to for to, _content in mailbox.taken] == [[ADDRESS]] * 2
    parsed = message_from_bytes(mailbox.taken[0][1], policy=policy.default)
    assert (parsed["Subject"], parsed["Message-ID"]) == ("Año", "<k1@record.example>")
    assert parsed.get_content().split() == ["Línea", "b" * 1200]


@pytest.mark.parametrize(
    ("answer", "gone"),
    [
        ({"rcpt": "550 no such mailbox"}, True),
        ({"rcpt": "450 try later"}, False),
        ({"data": "554 not wanted"}, False),
        ({"data": "451 try later"}, False),
    ],
)
def test_a_refusal_says_whether_the_mailbox_is_gone_and_names_nobody(mailbox, answer, gone):
    mailbox.answers = answer
    with pytest.raises(NotSent) as refused:
        send(a_message())
    assert not isinstance(refused.value, NoPost)
    assert refused.value.refused is gone
    assert ADDRESS not in str(refused.value)
    assert refused.value.__cause__ is None
    mailbox.answers = {}
    send(a_message())
    assert len(mailbox.taken) == 1


def test_a_server_that_is_not_there_is_nobodys_fault(smtp):
    with pytest.raises(NoPost), post_open():
        pass


def test_a_server_that_hangs_up_is_nobodys_fault(mailbox):
    mailbox.answers = {"data": "421 closing"}
    with pytest.raises(NotSent):
        send(a_message())


@pytest.mark.parametrize("to", ["a@b.example\nBcc: c@d.example", "a@b.example\r\n", "@", "ü@"])
def test_what_is_no_address_leaves_for_nobody(mailbox, to):
    with pytest.raises(NotSent):
        send(a_message(to=to))
    assert mailbox.taken == []


def test_a_subject_is_one_line():
    assert a_message(subject="One\r\nBcc: x\u2028two\x00").subject == "One Bcc: x two"
    assert one_line("  a\tb\n") == "a b"
