"""Evidence that counts and is not shown: kept by whoever writes findings, outside only counted."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry, Revision

from archive.ledger.models import LedgerEntry
from commission.documents.models import Access, Document
from commission.findings.held.services import held_add, held_remove
from commission.findings.models import HeldEvidence
from commission.review.services import record_translate
from media.refusal import Refused
from tests.commission.factories import FindingFactory, locale
from tests.factories import NOW, TestimonyFactory, UserFactory

pytestmark = pytest.mark.django_db
NOTE = "Ines Pellworth was heard in private"


@pytest.fixture
def registrar():
    return UserFactory(role="registrar")


@pytest.fixture
def finding():
    return FindingFactory()


def paper(**kwargs) -> Document:
    return Document.objects.create(
        title="Daily book",
        language="en",
        taken_in_by=UserFactory(role="registrar"),
        taken_in_at=NOW,
        **kwargs,
    )


def test_a_testimony_and_a_document_count(finding, registrar):
    held_add(finding=finding, testimony=TestimonyFactory(), note=NOTE, by=registrar, at=NOW)
    held_add(finding=finding, document=paper(access=Access.HELD), by=registrar, at=NOW)
    assert finding.held_evidence.count() == 2
    kept = str(list(LedgerEntry.objects.values())) + str(list(ModelLogEntry.objects.values()))
    assert "Pellworth" not in kept + str(list(Revision.objects.values("content")))


def test_what_counts_already_or_is_neither_or_both_is_refused(finding, registrar):
    testimony = TestimonyFactory()
    held_add(finding=finding, testimony=testimony, by=registrar, at=NOW)
    for what, code in (
        ({"testimony": testimony}, "held_already"),
        ({}, "one_of_them"),
        ({"testimony": testimony, "document": paper()}, "one_of_them"),
    ):
        with pytest.raises(Refused) as refused:
            held_add(finding=finding, by=registrar, at=NOW, **what)
        assert refused.value.code == code


def test_it_belongs_to_the_original_and_to_whoever_writes(finding, registrar):
    spanish = record_translate(record=finding, locale=locale("es"), by=registrar)
    with pytest.raises(Refused) as refused:
        held_add(finding=spanish, testimony=TestimonyFactory(), by=registrar, at=NOW)
    assert refused.value.code == "translation"
    with pytest.raises(Refused) as refused:
        held_add(
            finding=finding,
            testimony=TestimonyFactory(),
            by=UserFactory(role="commissioner"),
            at=NOW,
        )
    assert refused.value.code == "not_allowed"


def test_it_is_removed_once(finding, registrar):
    row = held_add(finding=finding, testimony=TestimonyFactory(), by=registrar, at=NOW)
    again = HeldEvidence.objects.get(pk=row.pk)
    held_remove(held=row, by=registrar, at=NOW)
    with pytest.raises(Refused) as refused:
        held_remove(held=again, by=registrar, at=NOW)
    assert refused.value.code == "gone"
    assert LedgerEntry.objects.filter(act="held.remove").count() == 1


def test_the_page_adds_by_reference_or_number_and_removes(client, finding, registrar):
    client.force_login(registrar)
    address = reverse("evidence:held", args=[finding.pk])
    named, unnamed = TestimonyFactory(reference="RB-0147"), TestimonyFactory()
    assert client.post(address, {"testimony": " RB-0147 ", "note": NOTE}).status_code == 302
    assert client.post(address, {"testimony": str(unnamed.pk)}).status_code == 302
    assert client.post(address, {"document": str(paper().pk)}).status_code == 302
    page = client.get(address).content.decode()
    assert "RB-0147" in page
    assert NOTE in page
    row = HeldEvidence.objects.get(testimony=named)
    assert client.get(reverse("evidence:held_remove", args=[row.pk])).status_code == 405
    assert client.post(reverse("evidence:held_remove", args=[row.pk])).status_code == 302
    assert finding.held_evidence.count() == 2
    assert client.post(reverse("evidence:held_remove", args=[row.pk])).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"testimony": "RB-9999"},
        {"testimony": "00000000-0000-0000-0000-000000000000"},
        {"testimony": "\x00"},
        {"document": "x"},
        {"document": "00000000-0000-0000-0000-000000000000"},
    ],
)
def test_what_is_not_there_is_refused_and_nothing_written_is_lost(client, finding, registrar, sent):
    client.force_login(registrar)
    answer = client.post(reverse("evidence:held", args=[finding.pk]), sent | {"note": NOTE})
    assert answer.status_code == 409
    assert NOTE in answer.content.decode()
    assert not HeldEvidence.objects.exists()


def test_who_may_only_add_findings_is_refused_in_a_sentence(client, finding, registrar):
    from django.contrib.auth.models import Permission

    row = held_add(finding=finding, testimony=TestimonyFactory(), by=registrar, at=NOW)
    one = UserFactory()
    one.user_permissions.set(
        Permission.objects.filter(codename__in=["add_finding", "access_admin"])
    )
    client.force_login(one)
    answer = client.post(reverse("evidence:held_remove", args=[row.pk]))
    assert answer.status_code == 403
    assert "Your role does not include this" in answer.content.decode()
    assert HeldEvidence.objects.exists()


def test_outside_only_how_many_there_are_is_told(client, finding, registrar):
    hidden = TestimonyFactory(reference="RB-0099")
    held_add(finding=finding, testimony=hidden, note=NOTE, by=registrar, at=NOW)
    held_add(finding=finding, document=paper(access=Access.HELD), by=registrar, at=NOW)
    page = client.get(reverse("findings:finding", args=[finding.number])).content.decode()
    assert "1 testimony, 1 document" in page
    for never in ("RB-0099", str(hidden.pk), "Pellworth", "Daily book"):
        assert never not in page
