"""Reminders to those who answer for a body: each once, and only when it really went out."""

import smtplib
from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from archive.ledger.models import LedgerEntry
from commission.post import NoPost
from commission.recommendations.models import ProgressReport, Recommendation, Reminder
from commission.recommendations.progress.models import ReportState
from commission.recommendations.progress.reminding import (
    email_is_set_up,
    reminders_due,
    reminders_send,
)
from commission.recommendations.timeline import EventKind, timeline_of
from tests.commission.factories import (
    BodyFactory,
    ProgressReportFactory,
    RecommendationFactory,
    WordsFactory,
    focal_point_of,
)
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
DUE_ON = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def report():
    """A report that is due on 1 June, of a body with somebody who answers for it."""
    body = BodyFactory(name="Police Service")
    focal_point_of(body, email="records@police.example")
    return ProgressReportFactory(
        recommendation=RecommendationFactory(number=14, of=body), due_on=DUE_ON
    )


def on(days: int, hour: int = 9) -> datetime:
    """A moment so many days after the report is due."""
    return timezone.make_aware(datetime.combine(DUE_ON + timedelta(days=days), time(hour)))


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        (-31, []),
        (-30, ["due"]),
        (0, ["due"]),
        (1, ["overdue"]),
        (29, ["overdue"]),
        (30, ["still_overdue"]),
        (400, ["still_overdue"]),
    ],
)
def test_what_a_body_is_reminded_of_on_a_day(report, days, kinds):
    assert reminders_send(at=on(days)) == len(kinds)
    assert [row.kind for row in Reminder.objects.all()] == kinds
    assert len(mail.outbox) == len(kinds)


def test_each_kind_goes_out_once_however_often_it_is_asked(report):
    for days in range(-40, 120):
        for hour in (0, 9, 23):
            reminders_send(at=on(days, hour))
    assert [row.kind for row in Reminder.objects.all()] == ["due", "overdue", "still_overdue"]
    assert [message.subject for message in mail.outbox] == [
        "Progress report on recommendation 14"
    ] * 3


def test_the_message_holds_what_is_public_and_where_to_write(report, settings):
    settings.SITE_URL = "https://record.example"
    reminders_send(at=on(1))
    [message] = mail.outbox
    assert message.to == ["records@police.example"]
    assert "reminds Police Service" in message.body
    assert "* Recommendation 14: was due on 1 June 2026." in message.body
    assert "https://record.example/en/" in message.body


def test_a_draft_and_a_question_sent_back_stay_out_of_the_message(report):
    report.words = WordsFactory(text="Between us: nothing was done.")
    report.question = WordsFactory(text="Which districts?")
    report.state = ReportState.RETURNED
    report.save()
    reminders_send(at=on(1))
    [message] = mail.outbox
    assert "Between us" not in message.body
    assert "Which districts" not in message.body


def test_everybody_who_answers_for_the_body_gets_a_message_of_their_own(report):
    focal_point_of(report.body, email="deputy@police.example")
    focal_point_of(report.body, email="")
    focal_point_of(report.body, email="left@police.example", is_active=False)
    ended = focal_point_of(report.body, email="ended@police.example")
    ended.ended_at = NOW
    ended.save()
    focal_point_of(BodyFactory(), email="somebody@court.example")
    assert reminders_send(at=on(1)) == 1
    assert sorted(message.to for message in mail.outbox) == [
        ["deputy@police.example"],
        ["records@police.example"],
    ]


def test_many_reports_of_one_body_come_in_one_message(report):
    for number in range(20, 30):
        recommendation = RecommendationFactory(number=number, of=report.body)
        ProgressReportFactory(recommendation=recommendation, due_on=DUE_ON)
    assert reminders_send(at=on(40)) == 11
    [message] = mail.outbox
    assert message.subject == "Progress reports of Police Service"
    assert "* Recommendation 29: was due on 1 June 2026, more than 30 days ago." in message.body


@pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.TAKEN_IN])
def test_a_report_that_came_is_not_asked_for(report, state):
    ProgressReport.objects.update(state=state, submitted_at=NOW)
    assert reminders_send(at=on(40)) == 0


def test_a_recommendation_that_is_not_public_is_not_written_about(report):
    Recommendation.objects.update(live=False)
    assert reminders_send(at=on(40)) == 0
    assert mail.outbox == []


def test_without_anybody_to_write_to_nothing_is_marked_and_it_waits(report):
    point = report.body.focal_points.get()
    point.user.email = ""
    point.user.save()
    assert reminders_send(at=on(1)) == 0
    assert not Reminder.objects.exists()
    point.user.email = "records@police.example"
    point.user.save()
    assert reminders_send(at=on(5)) == 1


def test_without_e_mail_nothing_is_marked_as_sent(report, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert not email_is_set_up()
    assert reminders_send(at=on(1)) == 0
    assert not Reminder.objects.exists()


def test_what_was_missed_is_not_made_up_for_in_three_messages(report):
    assert reminders_send(at=on(31)) == 1
    assert Reminder.objects.get().kind == "still_overdue"


class Server(EmailBackend):
    """A mail server that says what a test wants it to."""

    says: list = []
    closed = False

    def open(self):
        if self.closed:
            raise ConnectionRefusedError

    def send_messages(self, messages):
        said = self.says.pop(0) if self.says else None
        if said is not None:
            raise said
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{Server.__module__}.{Server.__qualname__}"
    Server.says, Server.closed = [], False
    yield Server
    Server.says, Server.closed = [], False


ADDRESS = "records@police.example"


@pytest.mark.parametrize(
    "trouble",
    [
        smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no " + ADDRESS.encode())}),
        smtplib.SMTPDataError(451, ADDRESS.encode()),
    ],
)
def test_a_message_that_was_refused_leaves_no_reminder_and_is_tried_again(
    report, server, trouble, caplog
):
    server.says = [trouble]
    entries = LedgerEntry.objects.count()
    assert reminders_send(at=on(1)) == 0
    assert not Reminder.objects.exists()
    assert LedgerEntry.objects.count() == entries
    assert ADDRESS not in caplog.text
    assert reminders_send(at=on(1)) == 1


def test_while_the_server_is_away_nothing_is_marked(report, server):
    server.closed = True
    with pytest.raises(NoPost):
        reminders_send(at=on(1))
    server.closed, server.says = False, [smtplib.SMTPServerDisconnected(ADDRESS)]
    with pytest.raises(NoPost):
        reminders_send(at=on(1))
    assert not Reminder.objects.exists()
    assert reminders_send(at=on(1)) == 1


def test_one_mailbox_that_refuses_does_not_keep_the_others_waiting(report, server):
    focal_point_of(report.body, email="deputy@police.example")
    server.says = [smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no")})]
    assert reminders_send(at=on(1)) == 1
    assert len(mail.outbox) == 1
    assert reminders_send(at=on(2)) == 0


def test_a_worker_that_looked_before_the_other_had_sent_sends_nothing(report, monkeypatch):
    from commission.recommendations.progress import reminding

    seen = reminders_due(at=on(1))
    assert reminders_send(at=on(1)) == 1
    monkeypatch.setattr(reminding, "reminders_due", lambda *, at: seen)
    assert reminders_send(at=on(1)) == 0
    assert len(mail.outbox) == 1


def test_a_report_that_came_while_the_worker_looked_is_not_asked_for(report, monkeypatch):
    from commission.recommendations.progress import reminding

    seen = reminders_due(at=on(1))
    ProgressReport.objects.update(state=ReportState.SUBMITTED)
    monkeypatch.setattr(reminding, "reminders_due", lambda *, at: seen)
    assert reminders_send(at=on(1)) == 0
    assert mail.outbox == []


def test_an_address_with_a_line_break_in_it_writes_to_nobody(report):
    report.body.focal_points.get().user.__class__.objects.filter(email=ADDRESS).update(
        email="a@b.example\nBcc: other@example.org"
    )
    assert reminders_send(at=on(1)) == 0
    assert mail.outbox == []


def test_the_ledger_names_the_report_and_nobody(report):
    reminders_send(at=on(1))
    entry = LedgerEntry.objects.get(act="reminder.send")
    assert (entry.actor, entry.record) == ("clock", str(report.pk))
    assert entry.details == {"kind": "overdue"}


def test_the_history_says_that_the_body_was_reminded(report):
    reminders_send(at=on(1))
    kinds = [event.kind for event in timeline_of(report.recommendation, at=on(2))]
    assert EventKind.REMINDER in kinds


def test_thousands_of_reports_cost_no_more_questions(report, django_assert_max_num_queries):
    recommendations = [RecommendationFactory(of=report.body, made_on=None) for _n in range(20)]
    ProgressReport.objects.bulk_create(
        ProgressReport(
            recommendation=recommendations[n % 20],
            body=report.body,
            due_on=DUE_ON - timedelta(days=n),
        )
        for n in range(2000)
    )
    with django_assert_max_num_queries(3):
        assert len(reminders_due(at=on(1))[report.body]) == 2001


def test_nobody_is_reminded_of_what_staff_entered_as_their_own(report):
    """An account without the body is no focal point, whatever its role."""
    UserFactory(role="focal_point", email="other@example.org")
    reminders_send(at=on(1))
    assert [message.to for message in mail.outbox] == [[ADDRESS]]
