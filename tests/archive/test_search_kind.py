"""What search is given of a testimony: open editions, in passages of one to three turns."""

import pytest
from django.utils import timezone

from archive.edition.models import Edition
from archive.edition.search_kind import TURNS, TestimonyPassages
from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from media.audience import Audience
from search.kinds import CUT, kind_named
from tests.factories import EditionFactory, UserFactory

pytestmark = pytest.mark.django_db

kind = TestimonyPassages()


def test_it_is_registered():
    assert kind_named("testimony").label == kind.label


def test_passages_hold_every_turn_once_and_marks_where_words_were_removed():
    edition = EditionFactory()
    passages = list(kind.passages(str(edition.pk)))
    assert [p.position for p in passages] == list(range(len(passages)))
    assert len({p.id for p in passages}) == len(passages)
    text = "\n".join(p.text for p in passages)
    assert text.count("\n") + 1 == edition.turns.count()
    assert CUT.findall(text) == ["PRIV"]
    assert "ellworth" not in text
    assert all(1 <= p.text.count("\n") + 1 <= TURNS for p in passages)
    assert all(p.start_ms < p.end_ms for p in passages)
    assert [p.start_ms for p in passages] == sorted(p.start_ms for p in passages)
    assert {(p.group, p.audience, p.year) for p in passages} == {
        (edition.reference, "public", 2024)
    }


STATES = [
    ({}, "public"),
    ({"for_research": True}, "research"),
    ({"candidate": True}, None),
    ({"superseded": True}, None),
    ({"withdrawn": True}, None),
    ({"uses": {"web_publication": False, "research": True}}, None),
    ({"uses": {"web_publication": True}, "for_research": True}, None),
    ({"media": {"text": False, "sound": True}}, None),
]


@pytest.mark.parametrize(("made", "audience"), STATES)
def test_only_what_is_open_for_this_use_is_indexed_and_shown(made, audience):
    edition = EditionFactory(**made)
    record, at = str(edition.pk), timezone.now()
    assert bool(list(kind.passages(record))) is (audience is not None)
    for asked in Audience.values:
        assert (record in set(kind.records(asked, at=at))) is (asked == audience)
        assert (record in kind.shown([record], audiences=[asked], at=at)) is (asked == audience)


def test_what_ran_out_is_not_shown_from_that_moment():
    edition = EditionFactory()
    at = timezone.now()
    Edition.objects.update(open_until=at)
    assert kind.shown([str(edition.pk)], audiences=["public"], at=at) == {}
    assert not list(kind.passages(str(edition.pk)))


def test_a_hit_that_the_index_still_has_is_not_shown_after_a_withdrawal():
    edition = EditionFactory()
    shown = kind.shown([str(edition.pk)], audiences=["public"], at=timezone.now())
    assert shown[str(edition.pk)].title == "Wren"
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=False,
        by=UserFactory(),
        at=timezone.now(),
    )
    assert kind.shown([str(edition.pk)], audiences=["public"], at=timezone.now()) == {}
