"""Restriction orders: what they cover is dark at once, and nothing opens by itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from archive.consent.models import Use
from archive.edition.models import Edition, EditionState
from archive.gate import GateStep, gate_check
from archive.holds.models import Hold
from archive.holds.services import hold_lift, holds_in_force
from archive.ledger.models import LedgerEntry
from archive.redaction.models import ReasonCode
from archive.roles import ROLES as VAULT
from archive.testimony.models import TestimonyKind
from commission.hearings.docket.selectors import docket_of
from commission.hearings.models import RestrictionOrder
from commission.hearings.orders.services import (
    Covered,
    order_lift,
    order_place,
    order_review,
    order_text_read,
    order_widen,
)
from commission.hearings.vocabulary import OrderScope, OrderState
from commission.hearings.witnesses.linking import appearance_link
from commission.roles import ROLES
from media.audience import Audience
from media.refusal import Refused
from tests.commission.hearings.factories import (
    AppearanceFactory,
    AppearanceTestimonyFactory,
    CipherFactory,
    DocketEntryFactory,
    HearingFactory,
)
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TEXT = "Nobody may publish that the witness lived behind the mill."
EVERYBODY = [*VAULT, *ROLES]


def officer():
    return UserFactory(role="hearing_officer")


def commissioner():
    return UserFactory(role="commissioner")


def place(covered, *, by=None, at=NOW, **fields):
    fields = {
        "hearing": None,
        "made_by": "The chair",
        "made_on": NOW.date(),
        "code": ReasonCode.SAFE,
        "scope": OrderScope.IDENTITY,
        "starts_at": at,
        "ends_at": None,
        "review_on": (NOW + 90 * DAY).date(),
        "text": TEXT,
        "summary": "Nobody may publish anything that could show who Witness C7 is.",
        **fields,
    }
    return order_place(covered=covered, by=by or officer(), at=at, **fields)


def is_open(at=NOW):
    return Edition.objects.open_to([Audience.PUBLIC], use=Use.WEB_PUBLICATION, at=at).exists()


def gate_codes(testimony, at=NOW):
    lines = gate_check(testimony=testimony, step=GateStep.OPEN, at=at).refusals
    return {line.code for line in lines}


@pytest.fixture
def edition():
    made = EditionFactory()
    made.testimony.kind = TestimonyKind.HEARING
    made.testimony.save()
    return made


def test_an_order_closes_what_is_open_and_stops_the_gate(edition):
    order = place(Covered(testimonies=(edition.testimony,)))
    assert not is_open()
    assert "order_in_force" in gate_codes(edition.testimony)
    assert Hold.objects.get().code == order.mark


def test_an_order_on_a_witness_holds_their_testimony(edition):
    link = AppearanceTestimonyFactory(testimony=edition.testimony)
    place(Covered(witnesses=(link.appearance_key,)))
    assert not is_open()


def test_an_order_on_a_witness_holds_what_is_linked_later(edition):
    witness = AppearanceFactory()
    order = place(Covered(witnesses=(witness.key,)))
    assert is_open()
    appearance_link(
        hearing=witness.hearing,
        appearance=witness.key,
        testimony=edition.testimony,
        by=UserFactory(role="statement_taker"),
        at=NOW,
    )
    assert order.holds.count() == 1
    assert "order_in_force" in gate_codes(edition.testimony)


def test_an_order_that_covers_more_later_holds_that_too(edition):
    order = place(Covered(entries=(DocketEntryFactory(),)))
    assert is_open()
    order_widen(
        order=order, covered=Covered(testimonies=(edition.testimony,)), by=officer(), at=NOW
    )
    order_widen(
        order=order, covered=Covered(testimonies=(edition.testimony,)), by=officer(), at=NOW
    )
    assert not is_open()
    assert (order.holds.count(), order.covers.count()) == (1, 2)


def test_lifting_an_order_opens_nothing(edition):
    entry = DocketEntryFactory()
    order = place(Covered(testimonies=(edition.testimony,), entries=(entry,)))
    [seen] = docket_of(entry.hearing, at=NOW)
    assert not seen.is_open
    order_lift(order=order, by=commissioner(), at=NOW)
    assert not is_open()
    edition.refresh_from_db()
    assert edition.state == EditionState.CLOSED
    assert not holds_in_force(edition.testimony, at=NOW)
    assert "order_in_force" not in gate_codes(edition.testimony)
    [seen] = docket_of(entry.hearing, at=NOW)
    assert seen.is_open


def test_two_orders_hold_one_testimony_until_both_are_lifted(edition):
    covered = Covered(testimonies=(edition.testimony,))
    first, _second = place(covered), place(covered)
    order_lift(order=first, by=commissioner(), at=NOW)
    assert "order_in_force" in gate_codes(edition.testimony)


def test_the_vault_cannot_lift_the_hold_of_an_order_that_stands(edition):
    place(Covered(testimonies=(edition.testimony,)))
    with pytest.raises(Refused) as refused:
        hold_lift(hold=Hold.objects.get(), by=UserFactory(role="administrator"), at=NOW)
    assert refused.value.code == "order_stands"


def test_whoever_placed_an_order_does_not_lift_it():
    by = UserFactory(superuser=True)
    order = place(Covered(entries=(DocketEntryFactory(),)), by=by)
    with pytest.raises(Refused) as refused:
        order_lift(order=order, by=by, at=NOW)
    assert refused.value.code == "same_person"
    order_lift(order=order, by=UserFactory(superuser=True), at=NOW)
    with pytest.raises(Refused) as refused:
        order_lift(order=order, by=commissioner(), at=NOW)
    assert refused.value.code == "lifted"


# Act: (the roles that may, what calls it).
ACTS = {
    "place": ({"hearing_officer"}, lambda order, who: place(Covered(witnesses=(who.pk,)), by=who)),
    "widen": (
        {"hearing_officer"},
        lambda order, who: order_widen(
            order=order, covered=Covered(witnesses=(who.pk,)), by=who, at=NOW
        ),
    ),
    "lift": ({"commissioner"}, lambda order, who: order_lift(order=order, by=who, at=NOW)),
    "read": (
        {"hearing_officer", "commissioner"},
        lambda order, who: order_text_read(order=order, by=who, at=NOW),
    ),
    "look again": (
        {"hearing_officer", "commissioner"},
        lambda order, who: order_review(order=order, review_on=(NOW + DAY).date(), by=who, at=NOW),
    ),
}


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("act", ACTS)
def test_everybody_does_what_their_role_includes_and_nothing_else(act, role):
    order = place(Covered(entries=(DocketEntryFactory(),)))
    roles, call = ACTS[act]
    by, before = UserFactory(role=role), LedgerEntry.objects.count()
    if role in roles:
        call(order, by)
        assert LedgerEntry.objects.count() > before
        return
    with pytest.raises(Refused) as refused:
        call(order, by)
    assert refused.value.code == "not_allowed"
    assert LedgerEntry.objects.count() == before


# State: (what was done, which acts are refused then).
STATES = {
    OrderState.COMING: ({"starts_at": NOW + DAY}, ()),
    OrderState.IN_FORCE: ({}, ()),
    OrderState.ENDED: ({"ends_at": NOW + DAY}, ("widen", "look again")),
    OrderState.LIFTED: ({}, ("widen", "lift", "look again")),
}


@pytest.mark.parametrize("state", list(OrderState))
def test_what_can_be_done_in_which_state(state):
    fields, refused = STATES[state]
    order = place(Covered(entries=(DocketEntryFactory(),)), **fields)
    at = NOW + 2 * DAY if state == OrderState.ENDED else NOW
    if state == OrderState.LIFTED:
        order = order_lift(order=order, by=commissioner(), at=NOW)
    assert order.state(at=at) == state
    for name in ("widen", "look again", "lift"):
        by = commissioner() if name == "lift" else officer()
        act = {
            "widen": lambda by: order_widen(
                order=order, covered=Covered(witnesses=(by.pk,)), by=by, at=at
            ),
            "look again": lambda by: order_review(
                order=order, review_on=(at + DAY).date(), by=by, at=at
            ),
            "lift": lambda by: order_lift(order=order, by=by, at=at),
        }[name]
        if name in refused:
            with pytest.raises(Refused):
                act(by)
        else:
            act(by)


def test_an_order_ends_on_its_day_and_binds_from_its_own(edition):
    covered = Covered(testimonies=(edition.testimony,))
    place(covered, starts_at=NOW + DAY, ends_at=NOW + 2 * DAY)
    assert is_open()
    assert "order_in_force" not in gate_codes(edition.testimony)
    assert "order_in_force" in gate_codes(edition.testimony, NOW + DAY)
    assert "order_in_force" not in gate_codes(edition.testimony, NOW + 2 * DAY)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"text": " "}, ValidationError),
        ({"summary": ""}, ValidationError),
        ({"ends_at": NOW - DAY}, ValidationError),
        ({"made_by": ""}, ValidationError),
        ({"summary": "Perpetua Quillfeather may not be named."}, Refused),
        ({"covered": Covered()}, Refused),
    ],
)
def test_an_order_says_what_it_has_to(fields, error):
    CipherFactory()
    covered = fields.pop("covered", Covered(entries=(DocketEntryFactory(),)))
    with pytest.raises(error):
        place(covered, **fields)
    assert not RestrictionOrder.objects.exists()


def test_an_order_covers_the_original_of_an_entry_and_says_nothing_in_the_ledger():
    entry = DocketEntryFactory(hearing=HearingFactory())
    order = place(Covered(entries=(entry,)))
    assert order_text_read(order=order, by=commissioner(), at=NOW) == TEXT
    assert "order.read" in LedgerEntry.objects.values_list("act", flat=True)
    for row in LedgerEntry.objects.all():
        assert "mill" not in f"{row.details}"
    assert "mill" not in f"{order}{order!r}"
