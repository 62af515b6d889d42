"""Which state may follow which, and how a life is written and corrected."""

from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest

from archive.ledger.models import LedgerEntry
from commission.documents.models import Words
from commission.markers.life.models import StateChange
from commission.markers.life.services import may_follow, state_correct, state_record
from commission.markers.life.withdrawing import marker_withdraw
from commission.markers.record.models import Marker
from commission.markers.selectors import life_of, markers_with_now, now_of_all
from commission.markers.vocabulary import DEFINITIONS, FIRST, STANDING, State
from media.refusal import Refused
from tests.commission.factories import locale
from tests.commission.hearings.factories import CipherFactory
from tests.commission.markers.factories import MarkerFactory
from tests.factories import NOW, UserFactory

# Rows: before; columns: after, in the order of the vocabulary. x: may follow.
#            nom coa res con app fun ins unv rel dam rem rst
TABLE = {
    "nominated":                "-  x   x   x   x   -   -   -   -   -   -   -",
    "coalition_formed":         "-  -   x   x   x   -   -   -   -   -   -   -",
    "research":                 "-  -   -   x   x   -   -   -   -   -   -   -",
    "inscription_consultation": "-  -   x   -   x   -   -   -   -   -   -   -",
    "approved":                 "-  -   -   x   -   x   x   -   -   -   -   -",
    "funded":                   "-  -   -   x   -   -   x   -   -   -   -   -",
    "installed":                "-  -   -   -   -   -   -   x   x   x   x   -",
    "unveiled":                 "-  -   -   -   -   -   -   -   x   x   x   -",
    "relocated":                "-  -   -   -   -   -   -   x   x   x   x   -",
    "damaged":                  "-  -   -   -   -   -   -   -   x   x   x   x",
    "removed":                  "-  -   -   -   -   -   -   -   x   -   -   x",
    "restored":                 "-  -   -   -   -   -   -   x   x   x   x   -",
}  # fmt: skip
BEGINS = "x  x   x   x   x   x   x   x   -   -   -   -"


@pytest.fixture
def keeper(db):
    return UserFactory(role="marker_keeper")


def record(marker, state, by, *, on="", text="", **more):
    return state_record(
        marker=marker,
        state=state,
        happened_on=on,
        text=text,
        language="en",
        by=by,
        at=NOW,
        **more,
    )


def correct(row, state, by, *, on="", text="It was written down wrongly.", at=NOW):
    return state_correct(
        row=row, state=state, happened_on=on, text=text, language="en", by=by, at=at
    )


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_each_state_is_followed_by_these_and_no_others(before, after):
    row = TABLE[before].split()
    begins = BEGINS.split()[list(State).index(before)] == "x"
    assert (before in FIRST) is begins
    allowed = row[list(State).index(after)] == "x"
    # A life that may not begin so is led to it.
    way = [before] if begins else [State.UNVEILED, before]
    if before == State.RESTORED:
        way = [State.UNVEILED, State.DAMAGED, before]
    assert may_follow([*way, after]) is allowed


def test_no_state_is_falsy_and_each_is_defined():
    assert all(State)
    assert {one.value for one in DEFINITIONS[State]} == set(State.values)


def test_a_whole_life_is_written_row_by_row(keeper):
    marker = MarkerFactory(state="none")
    for state, on in (
        ("nominated", "2025-11"),
        ("inscription_consultation", "2025-12"),
        ("approved", "2026-04-22"),
        ("funded", "2026-04"),
        ("installed", "2026-05"),
        ("unveiled", "2026-05-09"),
    ):
        record(marker, state, keeper, on=on)
    record(marker, "damaged", keeper, on="2026-05-10", text="A stone was thrown.")
    record(marker, "restored", keeper, on="2026-05-11")
    steps = life_of(marker)
    assert [one.position for one in steps] == list(range(1, 9))
    assert now_of_all([marker.pk])[marker.pk].state == State.RESTORED
    assert LedgerEntry.objects.filter(act="marker.state").count() == 8


@pytest.mark.parametrize("state", ["relocated", "damaged", "removed"])
def test_why_it_was_moved_damaged_or_removed_is_asked_for(state, keeper):
    marker = MarkerFactory()
    with pytest.raises(Refused, match="no_words"):
        record(marker, state, keeper, text="  ")
    row = record(marker, state, keeper, text="The road was widened.")
    assert row.words.text == "The road was widened."
    assert (state in STANDING) is now_of_all([marker.pk])[marker.pk].is_current


@pytest.mark.parametrize(
    ("on", "code"),
    [
        ("2026-05-13", "future"),
        ("2027", "future"),
        ("yesterday", "edtf"),
        ("2026-13-01", "edtf"),
        ("2026-09-08/2026-09-08T00:00:00Z and so on and on", "edtf"),
        ("1999", "earlier"),
    ],
)
def test_dates_that_cannot_be_are_refused(on, code, keeper):
    marker = MarkerFactory(state__happened_on="2026-05-01")
    with pytest.raises(Refused, match=code):
        record(marker, "damaged", keeper, on=on, text="Rain.")
    assert marker.states.count() == 1


@pytest.mark.parametrize("role", ["commissioner", "moderator", "registrar", "tracker_editor", None])
def test_nobody_else_writes_it(role, db):
    marker = MarkerFactory()
    with pytest.raises(Refused, match="not_allowed"):
        record(marker, "removed", UserFactory(role=role), text="Gone.")
    with pytest.raises(Refused, match="not_allowed"):
        correct(marker.states.get(), "installed", UserFactory(role=role))


def test_a_form_sent_twice_makes_one_row(keeper):
    marker, key = MarkerFactory(), uuid4()
    first = record(marker, "removed", keeper, text="Gone.", key=key)
    assert record(marker, "removed", keeper, text="Gone.", key=key).pk == first.pk
    assert marker.states.count() == 2


def test_a_correction_stands_and_the_row_as_it_was_stays(keeper):
    marker = MarkerFactory(state=State.INSTALLED)
    first = marker.states.get()
    record(marker, "unveiled", keeper)
    correct(first, "installed", keeper, on="2026-04")
    assert [(one.state, one.happened_on) for one in life_of(marker)] == [
        (State.INSTALLED, "2026-04"),
        (State.UNVEILED, ""),
    ]
    assert StateChange.objects.filter(marker=marker).count() == 3
    with pytest.raises(Refused, match="corrected"):
        correct(first, "approved", keeper)


def test_a_correction_stands_also_where_the_clock_was_set_back(keeper):
    marker = MarkerFactory(state=State.INSTALLED)
    correct(marker.states.get(), "unveiled", keeper, at=NOW - timedelta(hours=1))
    assert [one.state for one in life_of(marker)] == [State.UNVEILED]
    assert now_of_all([marker.pk])[marker.pk].state == State.UNVEILED
    assert markers_with_now(Marker.objects.all()).get().state_now == State.UNVEILED


def test_a_correction_keeps_the_order(keeper):
    marker = MarkerFactory(state=State.INSTALLED)
    first = marker.states.get()
    record(marker, "unveiled", keeper)
    with pytest.raises(Refused, match="order"):
        correct(first, "nominated", keeper)
    with pytest.raises(Refused, match="no_words"):
        correct(first, "installed", keeper, text="")


def test_what_it_became_hangs_on_the_original(keeper):
    marker = MarkerFactory()
    other = MarkerFactory(locale=locale("es"), translated_from=marker, state="none")
    with pytest.raises(Refused, match="translation"):
        record(other, "unveiled", keeper)


def test_what_is_said_of_it_names_nobody_for_whom_a_cipher_stands(keeper):
    CipherFactory(names=["Zebedee Quillfeather"])
    marker = MarkerFactory(state__happened_on="2020")
    with pytest.raises(Refused, match="words"):
        record(marker, "damaged", keeper, text="Zebedee Quillfeather saw it.")
    with pytest.raises(Refused, match="words"):
        correct(marker.states.get(), "installed", keeper, text="Zebedee Quillfeather said so.")
    with pytest.raises(Refused, match="words"):
        marker_withdraw(
            marker=marker,
            reasons="Zebedee Quillfeather asked for it.",
            language="en",
            by=UserFactory(role="commissioner"),
            at=NOW,
        )
    assert not Words.objects.exists()


@pytest.mark.parametrize(("place", "on", "code"), [(1, "2010", "earlier"), (0, "2025", "later")])
def test_a_correction_leaves_the_days_in_their_order(place, on, code, keeper):
    marker = MarkerFactory(state="none")
    rows = [
        record(marker, "installed", keeper, on="2020"),
        record(marker, "unveiled", keeper, on="2021"),
    ]
    with pytest.raises(Refused, match=code):
        correct(rows[place], rows[place].state, keeper, on=on)
    correct(rows[place], rows[place].state, keeper, on="2020-05/2021-05")
    correct(rows[1 - place], rows[1 - place].state, keeper)
