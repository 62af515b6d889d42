"""Who may open which address of markers and photographs in the admin: every one, for everybody."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from commission.markers.nominations.services import nomination_receive
from commission.markers.places.services import place_set
from commission.markers.vocabulary import Precision
from tests.archive.desk.test_rights import addresses, body_of, state
from tests.commission.factories import WordsFactory, locale
from tests.commission.markers.factories import (
    ConditionFactory,
    MarkerFactory,
    NominationFactory,
    PhotographFactory,
)
from tests.commission.rights import ENTRY, PEOPLE, person_of
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.addresses]

KEEPS, DECIDES = "markers.keep_marker", "markers.approve_marker"
MODERATES = "markers.moderate_nominations"
READS = f"{KEEPS} {DECIDES}"
WRITES = "markers.add_marker markers.change_marker"
LOOKS = " ".join(f"photographs.{verb}_photograph" for verb in ("view", "add", "change"))
CHANGES = "photographs.change_photograph"
# name: (permissions of which one is needed, methods that it answers)
DESK = {
    "markers_desk:home": (READS, "GET"),
    "markers_desk:list": (READS, "GET"),
    "markers_desk:marker": (READS, "GET"),
    "markers_desk:state": (KEEPS, "GET POST"),
    "markers_desk:condition": (KEEPS, "GET POST"),
    "markers_desk:place": (KEEPS, "GET POST"),
    "markers_desk:correct": (KEEPS, "GET POST"),
    "markers_desk:take_down": (KEEPS, "GET POST"),
    "markers_desk:withdraw": (DECIDES, "GET POST"),
    "markers_desk:place_decide": (DECIDES, "POST"),
    "markers_desk:find": (WRITES, "GET POST"),
    "markers_desk:passage": (WRITES, "GET"),
    "markers_desk:chosen": (WRITES, "GET POST"),
    "markers_desk:nominations": (MODERATES, "GET"),
    "markers_desk:write_down": (MODERATES, "GET POST"),
    "markers_desk:nomination": (MODERATES, "GET POST"),
    "markers_desk:contact": (MODERATES, "POST"),
    "markers_desk:accept": (MODERATES, "POST"),
    "markers_desk:spam": (MODERATES, "POST"),
    "photographs_desk:list": (LOOKS, "GET"),
    "photographs_desk:receive": ("photographs.add_photograph", "GET POST"),
    "photographs_desk:photograph": (LOOKS, "GET POST"),
    "photographs_desk:text": (CHANGES, "GET POST"),
    "photographs_desk:take_down": (CHANGES, "GET POST"),
    "photographs_desk:file": (LOOKS, "GET"),
}
EVERYBODY = (*PEOPLE, f"outside {KEEPS}")
# The exact degrees, what a visitor wrote, and how to reach them.
DEGREES, WROTE, CONTACT = "29.760427", "Zebedee Quillfeather wrote", "quillfeather@river.example"
CANARIES = {"degrees": DEGREES, "wrote": WROTE, "contact": CONTACT}
READ_HERE = {
    "markers_desk:marker": {"degrees", "wrote"},
    "markers_desk:place": {"degrees"},
    "markers_desk:nomination": {"wrote"},
    "markers_desk:contact": {"contact"},
}


@pytest.fixture
def records():
    locale("en"), locale("es")
    keeper = UserFactory(role="marker_keeper")
    marker = MarkerFactory(number=3, at=(29.760427, -95.369803), at__precision=Precision.STREET)
    nomination = nomination_receive(
        what="A marker", place="", why=WROTE, contact=CONTACT, language="en", at=NOW
    )
    NominationFactory(marker=marker, why=WROTE)
    proposal = place_set(
        marker=marker, latitude=29.760427, longitude=-95.5, precision="exact", by=keeper, at=NOW
    )
    condition = ConditionFactory(marker=marker, words=WordsFactory(), next_look_by=date(2026, 5, 3))
    return {
        "number": 3,
        "row": marker.states.get().pk,
        "proposal": proposal.pk,
        "words": condition.words_id,
        "nomination": nomination.pk,
        "edition": EditionFactory().pk,
        "photograph": PhotographFactory().pk,
        "width": 320,
    }


def address(name: str, records) -> str:
    pattern = next(found for known, found in addresses() if known == name)
    return reverse(name, kwargs={key: records[key] for key in pattern.pattern.converters})


def found_in(answer) -> set[str]:
    body = body_of(answer)
    return {key for key, canary in CANARIES.items() if canary.encode() in body}


def test_no_address_is_missing_from_the_table():
    spaces = ("markers_desk", "photographs_desk")
    assert {name for name, _pattern in addresses() if name.partition(":")[0] in spaces} == set(DESK)


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_has_the_pages_of_their_rights_and_no_other(records, name):
    person = person_of(name)
    person.client.get(reverse("wagtailadmin_account"))  # Wagtail keeps a row from then on
    before, wrong, opened = state(), [], []
    for page, (needed, methods) in DESK.items():
        url = address(page, records)
        for method in ("GET", "POST"):
            if not person.holds(ENTRY):
                expected = {302}
            elif method not in methods:
                expected = {405}
            elif person.holds(*needed.split()):
                opened.append((page, method, url))
                continue
            else:
                expected = {403}
            answer = person.client.generic(method, url)
            if answer.status_code not in expected or found_in(answer):
                wrong.append((page, method, answer.status_code, found_in(answer)))
            if "no-store" not in answer["Cache-Control"]:
                wrong.append((page, method, "may be stored"))
    assert wrong == []
    assert state() == before
    for page, method, url in opened:
        with transaction.atomic():
            answer = person.client.generic(method, url)
            # To say anew what is seen needs more than to look at it.
            looks = page == "photographs_desk:photograph" and not person.holds(CHANGES)
            if (answer.status_code != 403 and answer.status_code in (401, 405)) or (
                answer.status_code == 403 and not (looks and method == "POST")
            ):
                wrong.append((page, method, answer.status_code))
            if answer.status_code >= 500 or found_in(answer) - READ_HERE.get(page, set()):
                wrong.append((page, method, answer.status_code, found_in(answer)))
            transaction.set_rollback(True)
    assert wrong == []


def test_nobody_who_is_not_signed_in_gets_further_than_the_door(records):
    client, before = Client(raise_request_exception=False), state()
    for page in DESK:
        for method in ("GET", "POST"):
            answer = client.generic(method, address(page, records))
            assert answer.status_code == 302
            assert answer["Location"].split("?")[0] == reverse("wagtailadmin_login")
    assert state() == before


# Wagtail's own panel for superusers needs the pages of a site.
@pytest.mark.parametrize("name", [name for name in EVERYBODY if name != "superuser"])
def test_the_first_page_opens_for_everybody_and_counts_what_is_theirs(records, name):
    person = person_of(name)
    answer = person.client.get(reverse("wagtailadmin_home"), follow=True)
    assert answer.status_code in (200, 403)
    text = body_of(answer).decode()
    may = person.holds(ENTRY) and person.holds(*READS.split(), MODERATES)
    assert ("About markers" in text) is may
    assert not found_in(answer)
