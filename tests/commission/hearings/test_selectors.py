"""What outsiders are told of hearings, and what not."""

from datetime import timedelta

import pytest

from commission.hearings.docket.selectors import docket_of, entry_of, exhibit_of
from commission.hearings.orders.selectors import orders_public
from commission.hearings.selectors import hearing_public, hearings_public
from commission.hearings.vocabulary import EntryAccess
from tests.commission.hearings.factories import (
    DocketEntryFactory,
    HearingFactory,
    RestrictionOrderFactory,
    lifted,
)
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_only_what_was_approved_is_public():
    shown, draft = HearingFactory(), HearingFactory(draft=True)
    assert list(hearings_public()) == [shown]
    assert hearing_public(shown.number) == shown
    assert hearing_public(draft.number) is None


def test_a_docket_lists_what_is_closed_without_its_words():
    hearing = HearingFactory()
    DocketEntryFactory(hearing=hearing, number=1, closed=True)
    DocketEntryFactory(hearing=hearing, number=2)
    DocketEntryFactory(hearing=hearing, number=3, draft=True)
    newest, oldest = docket_of(hearing, at=NOW)
    assert (newest.entry.number, newest.title) == (2, "Letter of 4 February 1997")
    assert oldest.access == EntryAccess.CLOSED
    assert (oldest.title, oldest.note, oldest.filed_by, oldest.document) == ("", "", "", None)
    assert oldest.moments == []


def test_an_order_in_force_closes_an_entry_until_it_is_lifted():
    entry = DocketEntryFactory()
    order = RestrictionOrderFactory(hearing=entry.hearing, covers=[entry])
    [seen] = docket_of(entry.hearing, at=NOW)
    assert (seen.access, seen.order, seen.title) == (EntryAccess.BY_ORDER, order.number, "")
    assert exhibit_of(entry.exhibit, at=NOW) is None
    assert entry_of(entry.hearing.number, entry.number, at=NOW) is None
    lifted(order)
    [seen] = docket_of(entry.hearing, at=NOW)
    assert seen.is_open
    assert exhibit_of(entry.exhibit, at=NOW) == seen


def test_an_order_is_told_while_it_binds():
    order = RestrictionOrderFactory(hearing=HearingFactory(), ends_at=NOW + timedelta(days=2))
    assert list(orders_public(order.hearing, at=NOW)) == [order]
    assert not orders_public(order.hearing, at=NOW - timedelta(days=2))
    assert not orders_public(order.hearing, at=NOW + timedelta(days=2))


def test_the_docket_costs_the_same_however_long_it_is():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    hearing = HearingFactory()
    DocketEntryFactory(hearing=hearing)
    with CaptureQueriesContext(connection) as few:
        docket_of(hearing, at=NOW)
    DocketEntryFactory.create_batch(5, hearing=hearing)
    with CaptureQueriesContext(connection) as many:
        docket_of(hearing, at=NOW)
    assert len(many) == len(few)
