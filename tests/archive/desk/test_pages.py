"""Every page of the desk opens for those who may have it, in every state of a record."""

import pytest
from django.urls import reverse

from archive.redaction.models import RedactionState
from tests.factories import (
    EditionFactory,
    RecordingFactory,
    RedactionFactory,
    TestimonyFactory,
    TranscriptFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client):
    """Somebody with every right, so that every part of a page is drawn."""
    user = UserFactory(superuser=True)
    client.force_login(user)
    return user


def page(client, name, *args, **data):
    return client.get(reverse(f"desk:{name}", args=args), data)


def test_my_day_opens_when_nothing_waits(client, boss):
    answer = page(client, "home")
    assert answer.status_code == 200
    assert "Nothing waits for you." in answer.content.decode()
    assert answer["Cache-Control"] == "no-store, private" or "no-store" in answer["Cache-Control"]


def test_the_list_is_narrowed_by_where_a_testimony_stands(client, boss):
    taken_in = TestimonyFactory()
    received = RecordingFactory().testimony
    answer = page(client, "testimony_list", stage="received").content.decode()
    assert str(received.id) in answer
    assert str(taken_in.id) not in answer


def test_a_record_says_first_that_nothing_was_agreed_to(client, boss):
    testimony = TestimonyFactory(with_giver=True)
    answer = page(client, "testimony", testimony.pk).content.decode()
    assert "Nothing has been agreed to yet." in answer
    assert "Ines Pellworth" not in answer


def test_a_record_says_which_consent_is_in_force(client, boss):
    testimony = TestimonyFactory(consented=True)
    RecordingFactory(testimony=testimony)
    TranscriptFactory(testimony=testimony)
    RedactionFactory(testimony=testimony, state=RedactionState.PROPOSED)
    answer = page(client, "testimony", testimony.pk).content.decode()
    assert "Consent 1 is in force:" in answer
    assert "the name Wren" in answer
    assert "Redactions wait for a second person" in answer


@pytest.mark.parametrize("name", ["testimony_new", "ledger"])
def test_pages_without_a_record_open(client, boss, name):
    assert page(client, name).status_code == 200


@pytest.mark.parametrize("name", ["describe", "upload", "holds", "withdraw", "jobs"])
def test_pages_of_a_record_open(client, boss, name):
    testimony = TestimonyFactory(consented=True)
    assert page(client, name, testimony.pk).status_code == 200


def test_the_form_for_a_consent_asks_every_use_and_chooses_none(client, boss):
    testimony = TestimonyFactory(with_giver=True)
    answer = page(client, "consent_new", testimony.pk, 1).content.decode()
    assert answer.count('type="radio"') >= 2 * 17
    assert 'value="yes" checked' not in answer


def test_a_candidate_shows_what_will_go_out(client, boss):
    edition = EditionFactory(candidate=True, files=True)
    answer = page(client, "candidate", edition.pk).content.decode()
    assert edition.manifest_hash in answer
    assert "The leak check has not run on this candidate" in answer
    preview = page(client, "candidate_preview", edition.pk)
    assert "My mother wrote to the district" in preview.content.decode()
    assert "Sergeant" not in preview.content.decode()
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    sound = page(client, "candidate_sound", edition.pk)
    assert sound["Content-Type"] == "audio/mp4"
    assert "no-store" in sound["Cache-Control"]


def test_an_open_edition_is_no_candidate(client, boss):
    edition = EditionFactory()
    answer = client.get(reverse("desk:candidate", args=[edition.pk]), follow=True)
    assert answer.status_code == 404
