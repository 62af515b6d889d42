"""Looking at a marker, taking words down, and taking its record back."""

from datetime import date

import pytest

from commission.markers.desk.waiting import looks_overdue
from commission.markers.life.services import condition_record, marker_words_take_down
from commission.markers.life.withdrawing import marker_withdraw
from commission.markers.selectors import conditions_of, marker_public, marker_withdrawn, now_of_all
from commission.markers.vocabulary import Condition, State
from commission.review.services import record_submit
from media.refusal import Refused
from tests.commission.factories import WordsFactory, locale
from tests.commission.hearings.factories import CipherFactory
from tests.commission.markers.factories import ConditionFactory, MarkerFactory
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db


def look(marker, by, *, seen_on=date(2026, 5, 2), condition="good", **more):
    return condition_record(
        marker=marker, seen_on=seen_on, condition=condition, language="en", by=by, at=NOW, **more
    )


def test_the_newest_look_says_what_it_is_like():
    marker, keeper = MarkerFactory(), UserFactory(role="marker_keeper")
    look(marker, keeper, text="Clean.", next_look_by=date(2026, 11, 2))
    look(marker, keeper, condition="poor", seen_on=date(2026, 5, 1))
    now = now_of_all([marker.pk])[marker.pk]
    assert (now.condition, now.next_look_by) == (Condition.GOOD, date(2026, 11, 2))
    assert [one.condition for one in conditions_of(marker)] == ["poor", "good"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"seen_on": date(2026, 5, 13)}, "future"),
        ({"next_look_by": date(2026, 5, 2)}, "next_look"),
        ({"next_look_by": date(2026, 4, 2)}, "next_look"),
    ],
)
def test_looks_that_cannot_be_are_refused(more, code):
    with pytest.raises(Refused, match=code):
        look(MarkerFactory(), UserFactory(role="marker_keeper"), **more)


@pytest.mark.parametrize("role", ["commissioner", "moderator", "registrar", None])
def test_nobody_else_records_a_look(role):
    with pytest.raises(Refused, match="not_allowed"):
        look(MarkerFactory(), UserFactory(role=role))


def test_a_look_is_overdue_for_what_stands_in_public():
    due = {"next_look_by": date(2026, 5, 11)}
    late = MarkerFactory()
    ConditionFactory(marker=late, **due)
    ConditionFactory(marker=MarkerFactory(draft=True), **due)
    ConditionFactory(marker=MarkerFactory(state=State.REMOVED), **due)
    seen_since = MarkerFactory()
    ConditionFactory(marker=seen_since, **due)
    ConditionFactory(marker=seen_since, seen_on=date(2026, 5, 9), next_look_by=date(2027, 5, 9))
    ConditionFactory(marker=MarkerFactory(), next_look_by=date(2026, 5, 12))
    assert list(looks_overdue(at=NOW)) == [late]


def test_words_that_must_not_stand_there_go_and_the_row_stays():
    keeper = UserFactory(role="marker_keeper")
    row = look(MarkerFactory(), keeper, text="Quillfeather was here.")
    marker_words_take_down(words=row.words, why="PRIV", by=keeper, at=NOW)
    row.words.refresh_from_db()
    assert (row.words.text, row.words.taken_down_why) == ("", "PRIV")
    with pytest.raises(Refused, match="not_of_marker"):
        marker_words_take_down(words=WordsFactory(), why="PRIV", by=keeper, at=NOW)
    with pytest.raises(Refused, match="not_allowed"):
        marker_words_take_down(words=row.words, why="PRIV", by=UserFactory(), at=NOW)


def withdraw(marker, by, reasons="The family asked."):
    return marker_withdraw(marker=marker, reasons=reasons, language="en", by=by, at=NOW)


def test_taken_back_it_is_public_nowhere_and_its_number_says_why():
    marker, commissioner = MarkerFactory(), UserFactory(role="commissioner")
    other = MarkerFactory(
        locale=locale("es"), translated_from=marker, number=marker.number, state="none"
    )
    keeper = UserFactory(role="marker_keeper")
    marker.title = "Another title"
    marker.save_revision(user=keeper)
    record_submit(record=marker, by=keeper)
    withdraw(marker, commissioner)
    for row in (marker, other):
        row.refresh_from_db()
        assert not row.live
    assert type(marker).objects.get(pk=marker.pk).current_workflow_state is None
    assert marker_public(marker.number) is None
    assert marker_withdrawn(marker.number).words.text == "The family asked."


@pytest.mark.parametrize("role", ["marker_keeper", "moderator", "registrar", None])
def test_only_who_approves_takes_back(role):
    with pytest.raises(Refused, match="not_allowed"):
        withdraw(MarkerFactory(), UserFactory(role=role))


def test_what_is_not_public_is_not_taken_back_and_never_without_reasons():
    commissioner = UserFactory(role="commissioner")
    with pytest.raises(Refused, match="not_public"):
        withdraw(MarkerFactory(draft=True), commissioner)
    with pytest.raises(Refused, match="no_words"):
        withdraw(MarkerFactory(), commissioner, reasons=" ")


def test_what_was_seen_names_nobody_for_whom_a_cipher_stands():
    CipherFactory(names=["Zebedee Quillfeather"])
    marker, keeper = MarkerFactory(), UserFactory(role="marker_keeper")
    with pytest.raises(Refused, match="words"):
        look(marker, keeper, text="Zebedee Quillfeather’s wreath lies there.")
    assert not conditions_of(marker)
