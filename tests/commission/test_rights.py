"""Who may open which address of the tracker and of the findings' desk: every one, for everybody."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from commission.recommendations.assessments.services import OTHER_VOICES
from tests.archive.desk.test_rights import addresses, body_of, state
from tests.commission.factories import locale
from tests.commission.rights import (
    CANARIES,
    ENTRY,
    PEOPLE,
    TRACKER,
    address,
    everything,
    person_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.addresses]

WRITES = "findings.add_finding findings.change_finding"
QUOTES = f"{WRITES} findings.quote_testimony"
CHANGES = "findings.change_finding"
READS = f"{WRITES} findings.approve_finding"
PLACES, LIFTS = "hearings.place_order", "hearings.lift_order"
ORDERS = f"{PLACES} {LIFTS} hearings.read_order"
CONFIRMS = "hearings.confirm_release"
LINKS, NAMES = "archive.take_testimony", "archive.see_identity"
DOCKETS = " ".join(f"hearings.{verb}_docketentry" for verb in ("add", "change", "approve"))
AT_HEARINGS = " ".join(
    f"hearings.{verb}_{name}"
    for name in ("hearing", "docketentry")
    for verb in ("add", "change", "view", "approve")
)
HEARINGS = f"{AT_HEARINGS} {ORDERS} {CONFIRMS} {LINKS} {NAMES}"
# name: (permissions of which one is needed, methods that it answers)
DESKS = {
    "tracker_desk:home": (TRACKER, "GET"),
    "tracker_desk:list": (TRACKER, "GET"),
    "tracker_desk:recommendation": (TRACKER, "GET"),
    "tracker_desk:response": (TRACKER, "GET POST"),
    "tracker_desk:action": (TRACKER, "GET POST"),
    "tracker_desk:view": (TRACKER, "GET POST"),
    "tracker_desk:succession": (TRACKER, "GET POST"),
    "tracker_desk:duty": (TRACKER, "GET POST"),
    "tracker_desk:ask": (TRACKER, "GET POST"),
    "tracker_desk:move": (TRACKER, "GET POST"),
    "tracker_desk:duty_over": (TRACKER, "POST"),
    "tracker_desk:report": (TRACKER, "GET POST"),
    "tracker_desk:take_in": (TRACKER, "POST"),
    "tracker_desk:document": (TRACKER, "POST"),
    "tracker_desk:take_down": (TRACKER, "GET POST"),
    "tracker_desk:law": (TRACKER, "GET"),
    "tracker_desk:session": (TRACKER, "GET POST"),
    "tracker_desk:bill_new": (TRACKER, "GET POST"),
    "tracker_desk:bill": (TRACKER, "GET POST"),
    "tracker_desk:bodies": (TRACKER, "GET"),
    "tracker_desk:body": (TRACKER, "GET POST"),
    "tracker_desk:focal_point_over": (TRACKER, "POST"),
    "evidence:changed": (READS, "GET"),
    "evidence:finding": (READS, "GET POST"),
    "evidence:held": (CHANGES, "GET POST"),
    "evidence:held_remove": (CHANGES, "POST"),
    "evidence:find": (QUOTES, "GET POST"),
    "evidence:passage": (QUOTES, "GET"),
    "evidence:chosen": (QUOTES, "GET POST"),
    "evidence:cited": (QUOTES, "POST"),
    "papers:list": (f"{TRACKER} {READS} {DOCKETS}", "GET"),
    # The one document of these records came with a progress report.
    "papers:document": (TRACKER, "GET POST"),
    "papers:copy": (TRACKER, "GET"),
    "hearing_desk:home": (HEARINGS, "GET"),
    "hearing_desk:hearing": (HEARINGS, "GET"),
    "hearing_desk:link": (LINKS, "GET POST"),
    "hearing_desk:paper": (
        "hearings.add_docketentry hearings.change_docketentry",
        "GET POST",
    ),
    "hearing_desk:confirm": (CONFIRMS, "GET POST"),
    "hearing_desk:take_back": (CONFIRMS, "POST"),
    "hearing_desk:orders": (ORDERS, "GET"),
    "hearing_desk:order": (ORDERS, "GET"),
    "hearing_desk:order_place": (PLACES, "GET POST"),
    "hearing_desk:order_text": ("hearings.read_order", "POST"),
    "hearing_desk:order_widen": (PLACES, "POST"),
    "hearing_desk:order_review": (f"{PLACES} {LIFTS}", "POST"),
    "hearing_desk:order_lift": (LIFTS, "POST"),
    "hearing_desk:ciphers": (NAMES, "GET POST"),
    "hearing_desk:cipher": (NAMES, "GET POST"),
    "hearing_desk:cipher_names": (NAMES, "POST"),
    "hearing_desk:cipher_name_remove": (NAMES, "POST"),
}
SPACES = ("tracker_desk", "evidence", "papers", "hearing_desk")
# Where a canary stands that whoever may open the page reads: what was sent, and whose account.
READ_HERE = {
    "tracker_desk:report": ("sent", "title"),
    "tracker_desk:take_down": (),
    "tracker_desk:body": ("account",),
    "evidence:held": ("held",),
    "papers:list": ("title",),
    "papers:document": ("title",),
    "hearing_desk:order_text": ("order",),
    "hearing_desk:cipher_names": ("cipher",),
}
PORTAL = {
    "home": ("answers", "speaks"),
    "asked": ("answers",),
    "report": ("answers",),
    "recommendations": ("speaks",),
    "view": ("speaks",),
    "views": ("speaks",),
}


@pytest.fixture
def records():
    locale("en"), locale("es")
    return everything()


def test_no_address_is_missing_from_the_table():
    names = {name for name, _pattern in addresses() if name.partition(":")[0] in SPACES}
    assert names == set(DESKS)


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_has_the_desk_pages_of_their_rights_and_no_other(records, name):
    person = person_of(name)
    person.client.get(reverse("wagtailadmin_account"))  # Wagtail keeps a row from then on
    before, wrong, opened = state(), [], []
    for page, (needed, methods) in DESKS.items():
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
            if answer.status_code not in expected:
                wrong.append((page, method, answer.status_code))
            if any(canary.encode() in body_of(answer) for canary in CANARIES.values()):
                wrong.append((page, method, "canary"))
            if "no-store" not in answer["Cache-Control"]:
                wrong.append((page, method, "may be stored"))
    assert wrong == []
    assert state() == before
    for page, method, url in opened:
        with transaction.atomic():
            answer = person.client.generic(method, url)
            if answer.status_code in (401, 403, 405) or answer.status_code >= 500:
                wrong.append((page, method, answer.status_code))
            here = READ_HERE.get(page, ())
            found = {key for key, canary in CANARIES.items() if canary.encode() in body_of(answer)}
            if found - set(here):
                wrong.append((page, method, found))
            if "no-store" not in answer["Cache-Control"]:
                wrong.append((page, method, "may be stored"))
            transaction.set_rollback(True)
    assert wrong == []


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_has_the_portal_of_their_voice_and_no_other(records, name):
    person = person_of(name)
    keeps = person.holds(TRACKER)
    voices = {
        "answers": person.holds("recommendations.answer_for_body") and not keeps,
        "speaks": person.holds("recommendations.assess_for_community")
        and not person.holds(*OTHER_VOICES),
    }
    before, wrong = state(), []
    for page, needed in PORTAL.items():
        args = {"report": [records["report"]], "view": [14]}.get(page, [])
        url = reverse(f"portal:{page}", args=args)
        for method in ("GET", "POST"):
            answer = person.client.generic(method, url)
            allowed = any(voices[one] for one in needed)
            # Nobody here was named for a body: of reports there is none, whatever their right.
            if not allowed or page == "report":
                expected = {404}
            elif method == "GET":
                expected = {302} if page == "home" and not voices["answers"] else {200}
            else:
                expected = {422} if page == "view" else {405}
            if answer.status_code not in expected:
                wrong.append((page, method, answer.status_code))
            if any(canary.encode() in body_of(answer) for canary in CANARIES.values()):
                wrong.append((page, method, "canary"))
            if "no-store" not in answer["Cache-Control"]:
                wrong.append((page, method, "may be stored"))
    assert wrong == []
    assert state() == before


def test_nobody_who_is_not_signed_in_gets_further_than_the_doors(records):
    client, before = Client(raise_request_exception=False), state()
    for page in DESKS:
        for method in ("GET", "POST"):
            answer = client.generic(method, address(page, records))
            assert (answer.status_code, answer["Location"].split("?")[0]) == (
                302,
                reverse("wagtailadmin_login"),
            )
    for page in PORTAL:
        args = {"report": [records["report"]], "view": [14]}.get(page, [])
        for method in ("GET", "POST"):
            answer = client.generic(method, reverse(f"portal:{page}", args=args))
            assert (answer.status_code, answer["Location"]) == (302, reverse("sign_in"))
    assert state() == before


def test_ids_of_nothing_answer_as_nothing_to_whoever_keeps_the_tracker(records):
    person = person_of("role tracker_editor")
    never = {name: uuid4() for name in ("action", "report", "document", "words", "bill")}
    never |= {"focal_point": uuid4(), "number": 9_999, "duty": 9_999, "body": 9_999}
    before = state()
    for page, (_needed, methods) in DESKS.items():
        url = address(page, {**records, **never})
        if page.startswith(("tracker_desk:", "papers:")) and url != address(page, records):
            for method in methods.split():
                assert person.client.generic(method, url).status_code == 404, page
    assert state() == before
