"""Two at hearings at once, on a database that lets them."""

from contextlib import suppress
from threading import Thread

import pytest
from django.db import connection

from archive.holds.models import HoldKind
from archive.holds.services import holds_in_force
from commission.hearings.models import DelayedRelease
from commission.hearings.orders import services as orders
from commission.hearings.witnesses import linking
from media.refusal import Refused
from tests.commission.hearings.test_release import AFTER, confirm, order_on, release_of, spoke
from tests.factories import EditionFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _here(postgresql):
    pass


@pytest.fixture
def meanwhile(monkeypatch):
    """Somebody else acts in the middle of an act, after a function of it: their act ends there, or
    it waits until the first one has ended.
    """
    others: list[Thread] = []

    def put(module, name, act):
        inner = getattr(module, name)

        def beside():
            try:
                with suppress(Refused):
                    act()
            finally:
                connection.close()

        def patched(*args, **kwargs):
            found = inner(*args, **kwargs)
            if not others:
                others.append(Thread(target=beside))
                others[0].start()
                others[0].join(timeout=2)
            return found

        monkeypatch.setattr(module, name, patched)
        return others

    return put


def is_held(testimony):
    kinds = set(holds_in_force(testimony, at=AFTER).values_list("kind", flat=True))
    return kinds == {HoldKind.DELAY, HoldKind.RESTRICTION_ORDER}


def test_what_is_linked_while_an_order_is_placed_on_its_witness_is_held_by_it(meanwhile):
    witness, testimony = spoke(), EditionFactory().testimony
    others = meanwhile(linking, "orders_bind", lambda: order_on(witness))
    release_of(testimony, witness)
    others[0].join()
    assert is_held(testimony)


def test_what_moves_while_an_order_is_placed_on_its_witness_is_held_by_it(meanwhile):
    first, second = spoke(), spoke()
    testimony = release_of(EditionFactory().testimony, first).link.testimony
    others = meanwhile(orders, "testimonies_of", lambda: release_of(testimony, second))
    order_on(second)
    others[0].join()
    assert is_held(testimony)


def test_what_moves_to_another_witness_was_not_confirmed_for_the_first(meanwhile):
    first, second = spoke(), spoke()
    release = release_of(EditionFactory().testimony, first)
    others = meanwhile(linking, "orders_bind", lambda: confirm(release))
    release_of(release.link.testimony, second)
    others[0].join()
    found = DelayedRelease.objects.get()
    assert found.link.hearing == second.hearing
    assert found.confirmed_at is None
