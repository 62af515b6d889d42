"""Sending: again where it failed, once where it did not, and nothing of it in a log."""

import logging
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from commission.following import sending
from commission.following.models import Follow, Follower, Letter, LetterKind
from commission.following.news import letters_make
from commission.following.selectors import Stuck, letters_stuck
from commission.following.sending import Postman, letter_send, letters_send
from media.jobs import JobState, LeaseLost
from tests.commission.factories import AssessmentFactory, RecommendationFactory
from tests.commission.following.following import ADDRESS, connection, followed, post
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LATER = NOW + DAY


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(LATER, tick=False)


@pytest.fixture
def letter():
    """A letter of news that waits."""
    recommendation = RecommendationFactory(number=14, made_on=None)
    followed(14)
    AssessmentFactory(recommendation=recommendation, recorded_at=NOW + MINUTE)
    letters_make(at=LATER)
    return Letter.objects.get()


class Server(EmailBackend):
    """A mail server that says what a test wants it to."""

    says: list = []

    def open(self):
        if self.says and isinstance(self.says[0], ConnectionError):
            raise self.says.pop(0)

    def send_messages(self, messages):
        said = self.says.pop(0) if self.says else None
        if said is not None:
            raise said
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{Server.__module__}.{Server.__qualname__}"
    Server.says = []
    yield Server
    Server.says = []


def refused(code):
    return smtplib.SMTPRecipientsRefused({ADDRESS: (code, b"no such mailbox " + ADDRESS.encode())})


TROUBLE = {
    "the line is cut": smtplib.SMTPServerDisconnected(f"while sending to {ADDRESS}"),
    "it is slow": TimeoutError(ADDRESS),
    "try later": smtplib.SMTPDataError(451, ADDRESS.encode()),
    "not now": smtplib.SMTPSenderRefused(421, ADDRESS.encode(), "record@example.org"),
    "greylisted": refused(450),
    "no such mailbox": refused(550),
    "too long": smtplib.SMTPDataError(552, ADDRESS.encode()),
}


@pytest.mark.parametrize("what", TROUBLE)
def test_what_failed_is_sent_later_and_then_once(letter, server, what, time_machine, caplog):
    server.says = [TROUBLE[what]]
    with caplog.at_level(logging.DEBUG):
        assert post() == []
    letter.refresh_from_db()
    assert letter.state == JobState.WAITING
    assert letter.follow.told_until == NOW, "what was not sent was not told"
    assert ADDRESS not in caplog.text
    assert ADDRESS not in letter.error_code
    assert letter.follow.token not in caplog.text
    assert post() == [], "not at once"
    time_machine.move_to(LATER + MINUTE, tick=False)
    assert len(post()) == 1
    time_machine.move_to(LATER + DAY, tick=False)
    assert post() == []
    letter.refresh_from_db()
    assert (letter.state, letter.follow.told_until) == (JobState.DONE, letter.until)


def test_while_the_server_is_away_nothing_is_counted_against_a_letter(letter, server, time_machine):
    postman = Postman()
    server.says = [ConnectionRefusedError()]
    assert post(postman) == []
    letter.refresh_from_db()
    assert letter.attempts == 0
    assert post(postman) == [], "nobody knocks again for a minute"
    time_machine.move_to(LATER + MINUTE, tick=False)
    assert len(post(postman)) == 1


def test_the_pause_grows_and_stays_within_half_a_day(letter, server, time_machine):
    pauses = []
    for _attempt in range(9):
        server.says = [TROUBLE["try later"]]
        assert post() == []
        letter.refresh_from_db()
        pauses.append((letter.not_before - timezone.now()) / MINUTE)
        time_machine.move_to(letter.not_before, tick=False)
    assert pauses == [1, 4, 16, 64, 256, 720, 720, 720, 720]


def test_a_mailbox_that_refused_for_a_week_is_forgotten(letter, server, time_machine):
    for days in range(8):
        time_machine.move_to(LATER + days * DAY, tick=False)
        assert Follower.objects.exists()
        server.says = [refused(550)]
        post()
    assert not Follower.objects.exists()


def test_trouble_that_is_not_the_mailboxs_forgets_nobody(letter, server, time_machine):
    for days in range(30):
        time_machine.move_to(LATER + days * DAY, tick=False)
        server.says = [TROUBLE["too long"]]
        post()
    assert Follower.objects.exists()


def test_an_address_that_no_key_opens_waits_for_a_person(letter, settings, caplog):
    settings.ADDRESS_KEYS = ["another key altogether, long enough"]
    assert post() == []
    letter.refresh_from_db()
    assert (letter.state, letter.error_code) == (JobState.NEEDS_PERSON, "address_unreadable")
    assert letters_make(at=LATER + DAY) == 0, "no second letter comes beside it"


def test_a_worker_that_died_after_the_server_said_yes_sends_the_same_message(
    letter, monkeypatch, time_machine
):
    class Died(BaseException):
        pass

    def die(*args, **kwargs):
        raise Died

    monkeypatch.setattr(Letter, "finish", die)
    with pytest.raises(Died):
        letters_send(worker="w1", connection=connection())
    monkeypatch.undo()
    assert post(worker="w2") == [], "it may still be at it"
    time_machine.move_to(LATER + Letter.LEASE + MINUTE, tick=False)
    post(worker="w2")
    first, second = (message.message()["Message-ID"] for message in mail.outbox)
    assert first == second


def test_two_workers_take_one_letter_once(letter):
    mine = Letter.claim(worker="w1", at=LATER)
    assert Letter.claim(worker="w2", at=LATER) is None
    letter_send(mine, connection(), told={})
    assert post(worker="w2") == []
    assert len(mail.outbox) == 1


def test_a_worker_whose_lease_ran_out_does_not_move_what_was_told(letter):
    slow = Letter.claim(worker="w1", at=LATER - DAY)
    quick = Letter.claim(worker="w2", at=LATER)
    with pytest.raises(LeaseLost):
        letter_send(slow, connection(), told={})
    assert Follow.objects.get().told_until == NOW
    letter_send(quick, connection(), told={})
    assert Follow.objects.get().told_until == quick.until


def test_a_letter_that_was_made_twice_tells_once(letter):
    """A second maker that looked before the first one's letter was sent."""
    follow = letter.follow
    post()
    Letter.objects.create(follow=follow, kind=LetterKind.NEWS, until=letter.until, created_at=LATER)
    assert post() == []


def test_a_follower_who_stopped_while_it_was_sent_breaks_nothing(letter):
    mine = Letter.claim(worker="w1", at=LATER)
    Follower.objects.all().delete()
    with pytest.raises(LeaseLost):
        letter_send(mine, connection(), told={})


def test_many_letters_of_one_piece_of_news_ask_for_it_once(
    letter, django_assert_max_num_queries, monkeypatch
):
    for n in range(1, 40):
        followed(14, by=f"n{n}@example.org")
    letters_make(at=LATER + MINUTE)
    Letter.objects.update(until=letter.until)
    calls = []
    real = sending.news_of
    monkeypatch.setattr(sending, "news_of", lambda *a, **k: calls.append(1) or real(*a, **k))
    with django_assert_max_num_queries(40 * 12 + 60):
        assert len(post()) == 40
    assert len(calls) == 1


def test_without_e_mail_letters_wait(letter, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert Postman().run_one("w1") is False
    letter.refresh_from_db()
    assert letter.state == JobState.WAITING


def test_with_nothing_to_send_it_only_reads(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert Postman().run_one("w1") is False


class Test_letters_that_do_not_leave:
    def test_are_shown_to_whoever_keeps_the_tracker_without_an_address(self, letter, client):
        client.force_login(UserFactory(role="tracker_editor"))
        assert "E-mails that do not leave" not in client.get("/admin/").content.decode()
        Letter.objects.update(
            created_at=LATER - timedelta(hours=2), error_code="SMTPServerDisconnected"
        )
        page = client.get("/admin/").content.decode()
        assert "One e-mail to somebody who follows the tracker" in page
        assert "SMTPServerDisconnected" in page
        assert ADDRESS not in page
        client.force_login(UserFactory(role="registrar"))
        assert "E-mails that do not leave" not in client.get("/admin/").content.decode()

    def test_say_that_a_key_is_missing(self, letter):
        assert not letters_stuck(at=LATER)
        Letter.objects.update(state=JobState.NEEDS_PERSON)
        assert letters_stuck(at=LATER) == Stuck(waiting=0, unreadable=1, codes=())
