"""What visitors send: taken in without a trace of them, and decided by a moderator."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from archive.ledger.models import LedgerEntry
from commission.following.addresses import address_open
from commission.markers.clock import MarkersClock
from commission.markers.models import Marker
from commission.markers.nominations import contacts, services
from commission.markers.nominations.contacts import contact_read, contacts_reseal
from commission.markers.nominations.models import Nomination, NominationState, NominatorContact
from commission.markers.nominations.services import (
    CONTACT_LASTS,
    MARKER_AN_HOUR,
    OVERALL_AN_HOUR,
    contacts_clear,
    damage_tell,
    nomination_accept,
    nomination_decline,
    nomination_mark_spam,
    nomination_receive,
)
from commission.markers.selectors import life_of
from commission.markers.vocabulary import State
from commission.review.services import record_approve, record_save_draft, record_submit
from media.refusal import Refused
from tests.commission.factories import locale
from tests.commission.markers.factories import MarkerFactory, NominationFactory
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db

CONTACT = "quillfeather@river.example"


def receive(contact=CONTACT, *, at=NOW, by=None, **more) -> Nomination:
    return nomination_receive(
        **{
            "what": "A marker at the cannery gate",
            "place": "Past the second gate",
            "why": "Zebedee Quillfeather worked there.",
            "remembers": "Everybody of the night shift",
            "contact": contact,
            "language": "en",
            "by": by,
            "at": at,
            **more,
        }
    )


@pytest.fixture
def moderator():
    locale()
    return UserFactory(role="moderator")


def test_it_is_taken_in_with_the_contact_sealed_and_apart():
    row = receive()
    assert (row.state, row.taken_by) == (NominationState.WAITING, None)
    contact = NominatorContact.objects.get(nomination=row)
    assert b"quillfeather" not in bytes(contact.address)
    assert address_open(contact.address) == CONTACT
    entry = LedgerEntry.objects.get(act="nomination.receive")
    assert entry.actor == "visitor"
    assert "illfeather" not in json.dumps(entry.details) + str(row) + str(contact)


def test_nobody_has_to_say_who_they_are():
    receive(contact="")
    assert not NominatorContact.objects.exists()


def test_the_queue_cannot_be_filled():
    NominationFactory.create_batch(OVERALL_AN_HOUR, received_at=NOW - timedelta(minutes=59))
    with pytest.raises(Refused, match="too_many"):
        receive()
    receive(by=UserFactory(role="moderator"))  # what staff writes down has room
    receive(at=NOW + timedelta(minutes=2))


def test_word_about_one_marker_has_room_of_its_own():
    marker = MarkerFactory()

    def tell(about):
        return damage_tell(marker=about, text="It is gone.", language="en", at=NOW)

    for _ in range(MARKER_AN_HOUR):
        tell(marker)
    with pytest.raises(Refused, match="too_many"):
        tell(marker)
    tell(MarkerFactory())
    with pytest.raises(Refused, match="not_public"):
        tell(MarkerFactory(draft=True))


@pytest.mark.parametrize("text", ["x" * 20_001, "a\x00b", "a\ud800b"])
def test_what_is_no_text_is_refused(text):
    with pytest.raises(Refused):
        receive(why=text)
    assert not Nomination.objects.exists()


def test_accepted_it_is_a_draft_that_is_nominated(moderator):
    row = nomination_accept(nomination=receive(), by=moderator, at=NOW)
    marker = row.marker
    assert (marker.title, marker.live) == ("A marker at the cannery gate", False)
    assert [one.state for one in life_of(marker)] == [State.NOMINATED]
    assert list(marker.nominations.all()) == [row]
    written = json.dumps([one.content for one in Revision.objects.all()])
    for secret in ("quillfeather", "Quillfeather", "Past the second gate"):
        assert secret not in written


def test_whoever_accepted_or_wrote_it_never_approves_the_marker(moderator):
    both = UserFactory(role="moderator", superuser=True)
    keeper, other = UserFactory(role="marker_keeper"), UserFactory(role="commissioner")
    wrote = UserFactory(role="moderator", superuser=True)
    row = nomination_accept(nomination=receive(by=wrote), by=both, at=NOW)

    def again(by):
        draft = Marker.objects.get(pk=row.marker_id).get_latest_revision_as_object()
        draft.summary += "."
        record_save_draft(record=draft, by=keeper)
        record_submit(record=Marker.objects.get(pk=row.marker_id), by=keeper)
        return record_approve(record=Marker.objects.get(pk=row.marker_id), by=by)

    with pytest.raises(Refused, match="same_person"):
        again(both)
    assert record_approve(record=Marker.objects.get(pk=row.marker_id), by=other).live
    # Nor later, when their own draft is long public.
    for person in (both, wrote):
        with pytest.raises(Refused, match="same_person"):
            again(person)
        record_approve(record=Marker.objects.get(pk=row.marker_id), by=other)


def test_word_of_damage_makes_no_marker_and_bars_nobody(moderator):
    marker = MarkerFactory()
    row = damage_tell(marker=marker, text="A stone was thrown.", language="en", at=NOW)
    both = UserFactory(role="moderator", superuser=True)
    nomination_accept(nomination=row, by=both, at=NOW)
    assert Marker.objects.count() == 1
    assert Marker.hands_beside([marker.pk]) == {}


def test_it_is_declined_with_a_reason(moderator):
    row = receive()
    with pytest.raises(Refused, match="no_words"):
        nomination_decline(nomination=row, reason="  ", by=moderator, at=NOW)
    row = nomination_decline(nomination=row, reason="It stands already.", by=moderator, at=NOW)
    assert (row.state, row.marker) == (NominationState.DECLINED, None)


def test_spam_keeps_no_contact(moderator):
    nomination_mark_spam(nomination=receive(), by=moderator, at=NOW)
    assert not NominatorContact.objects.exists()


ACTS = {
    "accept": lambda row, by: nomination_accept(nomination=row, by=by, at=NOW),
    "decline": lambda row, by: nomination_decline(nomination=row, reason="No.", by=by, at=NOW),
    "spam": lambda row, by: nomination_mark_spam(nomination=row, by=by, at=NOW),
    "contact": lambda row, by: contact_read(nomination=row, by=by, at=NOW),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ["marker_keeper", "commissioner", "registrar", None])
def test_only_moderators_read_and_decide(act, role):
    with pytest.raises(Refused, match="not_allowed"):
        ACTS[act](receive(), UserFactory(role=role))


@pytest.mark.parametrize("act", ["accept", "decline", "spam"])
def test_what_was_decided_is_not_decided_again(act, moderator):
    row = receive()
    nomination_decline(nomination=row, reason="No.", by=moderator, at=NOW)
    with pytest.raises(Refused, match="not_waiting"):
        ACTS[act](row, moderator)


def test_each_reading_of_a_contact_is_in_the_ledger(moderator):
    assert contact_read(nomination=receive(), by=moderator, at=NOW) == CONTACT
    assert LedgerEntry.objects.filter(act="nomination.contact").count() == 1


def test_contacts_go_a_set_time_after_the_decision(moderator):
    waits, decided = receive(), receive()
    nomination_decline(nomination=decided, reason="No.", by=moderator, at=NOW)
    assert contacts_clear(at=NOW + CONTACT_LASTS - timedelta(seconds=1)) == 0
    clock = MarkersClock()
    assert clock.run(at=NOW + CONTACT_LASTS)
    assert not clock.run(at=NOW + CONTACT_LASTS + timedelta(minutes=59))
    assert [one.nomination for one in NominatorContact.objects.all()] == [waits]
    assert services.contacts_clear(at=NOW + 2 * CONTACT_LASTS) == 0


def test_contacts_come_under_the_newest_key(settings):
    settings.ADDRESS_KEYS = ["an old key, long and random enough"]
    receive()
    settings.ADDRESS_KEYS = ["a new key, long and random enough", *settings.ADDRESS_KEYS]
    assert contacts_reseal(at=NOW) == 1
    assert contacts_reseal(at=NOW) == 0
    settings.ADDRESS_KEYS = settings.ADDRESS_KEYS[:1]
    assert address_open(NominatorContact.objects.get().address) == CONTACT


def test_a_contact_that_goes_while_keys_change_stays_gone(settings, monkeypatch):
    settings.ADDRESS_KEYS = ["an old key, long and random enough"]
    receive(), receive()
    settings.ADDRESS_KEYS = ["a new key, long and random enough", *settings.ADDRESS_KEYS]

    def open_late(sealed):
        NominatorContact.objects.order_by("pk")[:1].get().delete()
        return address_open(sealed)

    monkeypatch.setattr(contacts, "address_open", open_late)
    assert contacts_reseal(at=NOW) == 0
    assert not NominatorContact.objects.exists()


def test_the_wish_was_made_on_the_day_that_it_was_where_the_commission_is(moderator):
    at = datetime(2026, 5, 13, 2, tzinfo=UTC)
    with timezone.override("America/Chicago"):
        row = nomination_accept(nomination=receive(at=at), by=moderator, at=at)
    assert [one.happened_on for one in life_of(row.marker)] == ["2026-05-12"]
