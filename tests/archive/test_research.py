"""Researchers are let in for a time; nobody else is one."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from archive.ledger.models import LedgerEntry
from archive.refusal import SamePerson
from archive.research.services import audiences_of, research_grant, research_revoke
from media.audience import Audience
from search import readers
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PUBLIC = {Audience.PUBLIC}
BOTH = {Audience.PUBLIC, Audience.RESEARCH}


@pytest.fixture
def researcher():
    return UserFactory()


def let_in(researcher, at, **kwargs):
    return research_grant(
        researcher=researcher, ends_at=at + 2 * DAY, by=UserFactory(), at=at, **kwargs
    )


@pytest.mark.parametrize(("days", "audiences"), [(-1, PUBLIC), (0, BOTH), (1, BOTH), (2, PUBLIC)])
def test_a_grant_lets_in_from_its_beginning_until_its_end(researcher, now, days, audiences):
    let_in(researcher, now)
    assert audiences_of(researcher, at=now + days * DAY) == audiences


def test_a_grant_that_was_ended_lets_nobody_in(researcher, now):
    research_revoke(grant=let_in(researcher, now), by=UserFactory(), at=now)
    assert audiences_of(researcher, at=now) == PUBLIC


def test_somebody_whose_account_is_closed_is_the_public(researcher, now):
    let_in(researcher, now)
    researcher.is_active = False
    assert audiences_of(researcher, at=now) == PUBLIC


@pytest.mark.parametrize("kind", ["nobody", "staff", "superuser"])
def test_nobody_is_a_researcher_by_being_something_else(now, kind):
    reader = {
        "nobody": AnonymousUser,
        "staff": lambda: UserFactory(role="administrator"),
        "superuser": lambda: UserFactory(superuser=True),
    }[kind]()
    assert audiences_of(reader, at=now) == PUBLIC


def test_one_lets_in_others_and_not_oneself(now):
    administrator = UserFactory(superuser=True)
    with pytest.raises(SamePerson):
        research_grant(researcher=administrator, ends_at=now + DAY, by=administrator, at=now)


def test_a_grant_ends_after_it_begins_and_is_ended_once(researcher, now):
    with pytest.raises(ValidationError):
        let_in(researcher, now, starts_at=now + 2 * DAY)
    grant = let_in(researcher, now)
    research_revoke(grant=grant, by=UserFactory(), at=now)
    with pytest.raises(ValidationError):
        research_revoke(grant=grant, by=UserFactory(), at=now)


def test_the_ledger_tells_both_acts(researcher, now):
    research_revoke(grant=let_in(researcher, now), by=UserFactory(), at=now)
    acts = list(LedgerEntry.objects.values_list("act", flat=True))
    assert acts == ["research.grant", "research.revoke"]


def test_search_asks_the_same_question(researcher, now):
    let_in(researcher, now)
    assert readers.audiences_of(researcher, at=now) == BOTH
