"""The hearings' desk, from one person to the next."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archive.ledger.models import LedgerEntry
from archive.testimony.models import TestimonyKind
from commission.documents.models import Access, Document
from commission.findings.models import DocumentCitation
from commission.findings.page import page_of as finding_page_of
from commission.hearings.desk.hearing_page import page_of
from commission.hearings.desk.waiting import waits_of
from commission.hearings.docket.selectors import documents_closed
from commission.hearings.models import Cipher, DelayedRelease, DocketEntry, RestrictionOrder
from commission.hearings.vocabulary import ReleaseState
from commission.hearings.witnesses.standing import records_with_name
from tests.commission.documents.hiding import saved, sheet
from tests.commission.documents.standing import document
from tests.commission.factories import FindingFactory, locale
from tests.commission.findings.six import paper
from tests.commission.hearings.factories import (
    AppearanceFactory,
    AppearanceTestimonyFactory,
    CipherFactory,
    DelayedReleaseFactory,
    DocketEntryFactory,
    HearingFactory,
    RestrictionOrderFactory,
    SessionFactory,
    SittingFactory,
    lifted,
)
from tests.commission.pages.factories import article
from tests.factories import NOW, TestimonyFactory, UserFactory

pytestmark = pytest.mark.django_db
NAME = "Perpetua Quillfeather"


@pytest.fixture
def people(client):
    locale("en")

    class People:
        def __getattr__(self, role):
            client.force_login(UserFactory(role=role))
            return client

    return People()


def at(name, *args):
    return reverse(f"hearing_desk:{name}", args=args)


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def spoke(**kwargs):
    """A witness whose day was held yesterday."""
    hearing = HearingFactory()
    SittingFactory(hearing=hearing, date=yesterday(), held=True)
    witness = AppearanceFactory(hearing=hearing, **kwargs)
    SessionFactory(hearing=hearing, date=yesterday(), witness=witness.called)
    return witness


def test_a_cipher_is_given_a_testimony_linked_and_its_release_confirmed(people):
    witness = spoke(ciphered=True)
    page = at("hearing", witness.hearing_id)
    assert (
        "Nobody has said yet who stands behind this cipher"
        in people.registrar.get(page).content.decode()
    )

    answer = people.administrator.post(at("ciphers"), {"cipher": "C7", "name": NAME}, follow=True)
    assert "Quillfeather" not in answer.content.decode()
    shown = people.administrator.post(at("cipher_names", Cipher.objects.get().pk))
    assert NAME in shown.content.decode()
    assert LedgerEntry.objects.filter(act="cipher.read").count() == 1

    testimony = TestimonyFactory(kind=TestimonyKind.HEARING, consented=True)
    cipher = Cipher.objects.get()
    people.administrator.post(at("cipher", cipher.pk), {"name": testimony.givers.get().real_name})
    link = at("link", witness.hearing_id, witness.key)
    refused = people.statement_taker.post(link, {"testimony": "RB-9999"})
    assert refused.status_code == 422
    answer = people.statement_taker.post(link, {"testimony": str(testimony.pk)}, follow=True)
    assert "It is held until its release is confirmed" in answer.content.decode()
    record = people.administrator.get(reverse("desk:testimony", args=[testimony.pk]))
    assert "It opens only after a person has confirmed" in record.content.decode()

    release = DelayedRelease.objects.get()
    refused = people.hearing_officer.post(at("confirm", release.pk), {"notice": "It opens."})
    assert refused.status_code == 422
    sent = {"notice": "It opens on Friday.", "heard": "on", "release_at": ""}
    answer = people.hearing_officer.post(at("confirm", release.pk), sent, follow=True)
    assert "Confirmed" in answer.content.decode()
    release.refresh_from_db()
    assert release.state == ReleaseState.CONFIRMED
    people.hearing_officer.post(at("take_back", release.pk))
    again = people.hearing_officer.post(at("take_back", release.pk))
    assert again.status_code == 409
    release.refresh_from_db()
    assert release.state == ReleaseState.WAITING


def order_form(**fields):
    return {
        "made_by": "The chair",
        "made_on": "2026-05-01",
        "code": "SAFE",
        "scope": "identity",
        "review_on": "2026-08-01",
        "summary": "Nobody may publish who Witness C7 is.",
        "text": "Quillfeather lives behind the mill.",
        **fields,
    }


def test_an_order_is_placed_read_looked_at_widened_and_lifted(people):
    entry = DocketEntryFactory()
    witness = AppearanceFactory(hearing=entry.hearing)
    place = at("order_place", entry.hearing_id)
    assert people.hearing_officer.post(place, order_form()).status_code == 422
    assert people.hearing_officer.post(place, order_form(entries=["x"])).status_code == 422
    people.hearing_officer.post(place, order_form(entries=[entry.pk], witnesses=[witness.key]))
    order = RestrictionOrder.objects.get()
    page = at("order", order.pk)
    shown = people.hearing_officer.get(page).content.decode()
    assert "Quillfeather" not in shown
    assert f"docket {entry.number}" in shown
    text = people.commissioner.post(at("order_text", order.pk)).content.decode()
    assert "Quillfeather lives behind the mill." in text
    testimony = TestimonyFactory()
    people.hearing_officer.post(
        at("order_widen", order.pk), {"testimonies": f"{testimony.pk}\n{testimony.pk}"}
    )
    assert order.holds.count() == 1
    past = people.commissioner.post(at("order_review", order.pk), {"review_on": "2020-01-01"})
    assert past.status_code == 409
    later = (timezone.localdate() + timedelta(days=30)).isoformat()
    people.commissioner.post(at("order_review", order.pk), {"review_on": later})
    order.refresh_from_db()
    assert order.review_on.isoformat() == later
    people.commissioner.post(at("order_lift", order.pk))
    order.refresh_from_db()
    assert order.lifted_at
    assert people.commissioner.post(at("order_lift", order.pk)).status_code == 409


def test_a_wrong_name_of_a_testimony_is_told_in_the_form(people):
    place = at("order_place", HearingFactory().pk)
    answer = people.hearing_officer.post(place, order_form(testimonies="RB-0001"))
    assert "No testimony has this reference" in answer.content.decode()


def test_the_last_day_of_all_calendars_is_until_it_is_lifted(people):
    witness = spoke()
    form = order_form(witnesses=[str(witness.key)], ends_on="9999-12-31")
    place = at("order_place", witness.hearing.pk)
    assert people.hearing_officer.post(place, form).status_code == 302
    assert RestrictionOrder.objects.get().ends_at is None


def test_a_release_at_a_moment_that_some_place_has_not_is_refused(people):
    release = DelayedReleaseFactory(link=AppearanceTestimonyFactory(of=spoke()))
    form = {"notice": "It opens then.", "release_at": "9999-12-31T23:59", "heard": "on"}
    assert people.hearing_officer.post(at("confirm", release.pk), form).status_code == 422


def test_a_release_that_moved_to_another_witness_is_not_confirmed_by_an_older_page(people):
    release = DelayedReleaseFactory(link=AppearanceTestimonyFactory(of=spoke()))
    first, second = release.link.appearance_key, spoke()
    address = at("confirm", release.pk)
    assert f'value="{first}"' in people.hearing_officer.get(address).content.decode()
    release.link.hearing, release.link.appearance_key = second.hearing, second.key
    release.link.save()
    form = {"notice": "It opens now.", "heard": "on", "witness": str(first)}
    answer = people.hearing_officer.post(address, form)
    assert answer.status_code == 422
    assert "Read it once more" in answer.content.decode()
    assert people.hearing_officer.post(address, form | {"witness": second.key}).status_code == 302


def test_names_that_stood_before_are_found_for_whoever_may_see_them(people):
    found = FindingFactory(place=f"The house of {NAME}")
    draft = HearingFactory(draft=True, summary="Nothing yet")
    draft.summary = f"What {NAME} saw"
    draft.save_revision()
    FindingFactory(place="Elsewhere")
    cipher = CipherFactory(names=[NAME])
    assert set(records_with_name(cipher)) == {found, draft}
    shown = people.administrator.get(at("cipher", cipher.pk)).content.decode()
    assert str(found) in shown
    assert "Quillfeather" not in shown


def test_names_that_stand_in_pages_orders_and_documents_are_found_too(people):
    """Without their titles, which may be what has the name."""
    page = article(title=f"The house of {NAME}")
    order = RestrictionOrderFactory(summary=f"Nobody says where {NAME} lives.")
    lifted(RestrictionOrderFactory(summary=f"Nobody says where {NAME} lived."))
    letter = paper(title=f"Letter to {NAME}", access=Access.PUBLIC)
    shown = people.administrator.get(at("cipher", CipherFactory(names=[NAME]).pk)).content.decode()
    for named in (f"article page {page.pk}", order.mark, str(letter)):
        assert f"{named}\n" in shown, named
    assert shown.count(">Public</span>") == 3
    assert "Quillfeather" not in shown


def test_what_waits_is_counted_on_the_first_page(people):
    DelayedReleaseFactory(link=AppearanceTestimonyFactory(of=spoke()))
    DelayedReleaseFactory()  # its day was not held
    RestrictionOrderFactory(review_on=yesterday())
    lifted(RestrictionOrderFactory(review_on=yesterday()))
    waits = waits_of(at=timezone.now())
    assert (len(waits.to_confirm), len(waits.stopped), len(waits.to_look_at)) == (1, 0, 1)
    first = people.hearing_officer.get(reverse("wagtailadmin_home")).content.decode()
    assert "One recording waits for a person to confirm its release." in first
    assert "One order is to be looked at again." in first
    assert (
        "One recording waits"
        not in people.registrar.get(reverse("wagtailadmin_home")).content.decode()
    )
    home = people.hearing_officer.get(at("home")).content.decode()
    assert "Releases to be confirmed" in home


def queries(call) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def full_hearing(count):
    hearing = HearingFactory()
    SittingFactory(hearing=hearing, date=yesterday(), held=True)
    for n in range(count):
        witness = AppearanceFactory(hearing=hearing, name=f"Witness Number {n}")
        SessionFactory(hearing=hearing, date=yesterday(), witness=witness.called)
        DelayedReleaseFactory(link=AppearanceTestimonyFactory(of=witness))
        entry = DocketEntryFactory(hearing=hearing)
        RestrictionOrderFactory(hearing=hearing, covers=[witness, entry])
    return hearing


def test_the_pages_cost_the_same_however_much_there_is():
    user = UserFactory(superuser=True)
    few, many = full_hearing(1), full_hearing(5)
    page_of(few, user=user, at=NOW)  # permissions and content types are read once
    first = queries(lambda: page_of(few, user=user, at=NOW))
    assert queries(lambda: page_of(many, user=user, at=NOW)) == first
    before = queries(lambda: waits_of(at=timezone.now()))
    full_hearing(3)
    assert queries(lambda: waits_of(at=timezone.now())) == before


def test_a_document_of_a_closed_entry_is_shown_nowhere_else(people):
    paper = document(access=Access.PUBLIC)
    finding = FindingFactory()
    DocumentCitation.objects.create(finding=finding, document=paper)
    entry = DocketEntryFactory(document=paper)
    assert [one.key for one in finding_page_of(finding, at=NOW).papers] == [str(paper.pk)]
    order = RestrictionOrderFactory(covers=[entry])
    assert documents_closed({paper.pk}, NOW) == {paper.pk}
    page = finding_page_of(finding, at=NOW)
    assert (page.papers, len(page.held)) == ([], 1)
    lifted(order)
    assert finding_page_of(finding, at=NOW).papers
    DocketEntry.objects.update(access="closed")
    assert not finding_page_of(finding, at=NOW).papers
    DocketEntry.objects.update(live=False)
    assert finding_page_of(finding, at=NOW).papers
    paper.refresh_from_db()
    assert paper.access == Access.PUBLIC


def test_a_document_is_brought_for_the_docket_and_not_under_a_name(people):
    CipherFactory(names=[NAME])

    def send(title):
        paper = SimpleUploadedFile("scan.pdf", saved(sheet()[0]), content_type="application/pdf")
        sent = {"language": "en", "paper_access": "public", "paper_title": title, "file": paper}
        return people.registrar.post(at("paper"), sent)

    assert send(f"Letter of {NAME}").status_code == 422
    assert not Document.objects.exists()
    assert send("Letter of 4 February 1997").status_code == 302
    add = reverse("wagtailsnippets_hearings_docketentry:add")
    assert ">Letter of 4 February 1997</option>" in people.registrar.get(add).content.decode()
    assert reverse("papers:document", args=[Document.objects.get().pk])
