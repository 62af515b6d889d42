"""Orders, delays and embargoes: what they cover is dark, and nothing opens by itself."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from archive.consent.models import Use
from archive.edition.models import Edition, EditionState
from archive.holds.closing import holds_enforce
from archive.holds.models import HoldKind
from archive.holds.services import hold_lift, hold_place, holds_in_force
from archive.ledger.models import LedgerEntry
from archive.testimony.services import testimony_describe
from media.audience import Audience
from media.runners import runners
from tests.factories import EditionFactory, TestimonyFactory, UserFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def edition():
    return EditionFactory()


def place(testimony, at, kind=HoldKind.RESTRICTION_ORDER, **kwargs):
    return hold_place(
        testimony=testimony, kind=kind, code="2026-14", by=UserFactory(), at=at, **kwargs
    )


def open_now(at) -> set:
    rows = Edition.objects.open_to([Audience.PUBLIC], use=Use.WEB_PUBLICATION, at=at)
    return set(rows.values_list("pk", flat=True))


def is_open(at) -> bool:
    return bool(open_now(at))


@pytest.mark.parametrize(
    ("kind", "stays"), [("restriction_order", False), ("delay", False), ("legal_hold", True)]
)
def test_what_an_order_or_a_delay_covers_is_dark_at_once(edition, now, kind, stays):
    place(edition.testimony, now, kind=kind)
    assert is_open(now) is stays


def test_lifting_it_opens_nothing(edition, now):
    hold_lift(hold=place(edition.testimony, now), by=UserFactory(), at=now)
    assert not is_open(now)
    edition.refresh_from_db()
    assert edition.state == EditionState.CLOSED


def test_an_order_that_begins_later_closes_when_it_begins(edition, now):
    place(edition.testimony, now, starts_at=now + HOUR)
    other = EditionFactory()
    assert holds_enforce(at=now) == 0
    assert open_now(now) == {edition.pk, other.pk}
    assert open_now(now + HOUR) == {other.pk}, "a worker had to see to it"
    assert holds_enforce(at=now + HOUR) == 1
    assert holds_enforce(at=now + HOUR) == 0
    edition.refresh_from_db(), other.refresh_from_db()
    assert (edition.state, other.state) == (EditionState.CLOSED, EditionState.OPEN)


@pytest.mark.parametrize("kind", ["restriction_order", "delay", "legal_hold"])
def test_what_begins_later_is_dark_from_that_moment_on_whether_or_not_a_worker_runs(
    edition, now, kind
):
    hold = place(edition.testimony, now, kind=kind, starts_at=now + HOUR)
    assert is_open(now + HOUR) is (kind == "legal_hold")
    hold_lift(hold=hold, by=UserFactory(), at=now)
    assert is_open(now + HOUR)


def test_every_worker_looks_for_orders_that_have_begun():
    assert "holds" in [runner.name for runner in runners()]
    assert not runners(["holds"])[0].run_one("worker")


def test_only_what_binds_now_is_in_force(now):
    testimony = TestimonyFactory()
    place(testimony, now, starts_at=now + HOUR)
    ended = place(testimony, now - 3 * HOUR, ends_at=now - HOUR)
    delay = place(testimony, now - 3 * HOUR, kind=HoldKind.DELAY, ends_at=now - HOUR)
    lifted = place(testimony, now)
    hold_lift(hold=lifted, by=UserFactory(), at=now)
    assert list(holds_in_force(testimony, at=now)) == [delay]
    assert ended in holds_in_force(testimony, at=now - 2 * HOUR)


def test_it_is_lifted_once(now):
    hold = place(TestimonyFactory(), now)
    hold_lift(hold=hold, by=UserFactory(), at=now)
    with pytest.raises(ValidationError):
        hold_lift(hold=hold, by=UserFactory(), at=now)


@pytest.mark.parametrize("wrong", [{"ends_at": "before"}, {"code": " "}, {"kind": "whim"}])
def test_what_cannot_be_right_is_refused(now, wrong):
    fields = {"kind": HoldKind.DELAY, "code": "2026-14", **wrong}
    if wrong.get("ends_at"):
        fields["ends_at"] = now - HOUR
    with pytest.raises(ValidationError):
        hold_place(testimony=TestimonyFactory(), by=UserFactory(), at=now, **fields)


def test_the_ledger_tells_both_acts(edition, now):
    hold_lift(hold=place(edition.testimony, now), by=UserFactory(), at=now)
    acts = list(LedgerEntry.objects.values_list("act", flat=True))
    assert acts == ["hold.place", "edition.closed", "hold.lift"]


def test_an_embargo_closes_what_is_open(edition, now):
    testimony_describe(
        testimony=edition.testimony, embargo_until=date(2031, 1, 1), by=UserFactory(), at=now
    )
    assert not is_open(now)
