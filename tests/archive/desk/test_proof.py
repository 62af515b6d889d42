"""The proof of a consent: a paper or a recording comes in with the form and is only handed out."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from archive.consent.models import Consent
from archive.ledger.models import LedgerEntry
from archive.roles import ROLES
from archive.testimony.models import Recording
from archive.testimony.services import recording_receive
from media.models import Accession, Blob
from media.refusal import Refused
from tests.archive.desk.test_acts import answers
from tests.factories import NOW, AccessionFactory, ConsentFactory, TestimonyFactory, UserFactory
from tests.media.clips import recording, zip_of
from tests.media.papers import PAPERS, paper, pdf

pytestmark = pytest.mark.django_db

SIGNED = pdf("I, Zebedee Quillfeather, agree.")
NAME = "Quillfeather form 7.pdf"


@pytest.fixture
def testimony():
    return TestimonyFactory(with_giver=True)


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(UserFactory(role=role))
    return client


def record(client, testimony, data: bytes, name: str = NAME):
    address = reverse("desk:consent_new", args=[testimony.pk, 1])
    file = SimpleUploadedFile(name, data, "text/html")
    return client.post(address, {**answers("use_web_publication"), "file": file})


def ask(client, consent):
    return client.post(reverse("desk:consent_proof", args=[consent.pk]))


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("kind", PAPERS)
def test_a_scan_is_recorded_as_the_proof(kind, testimony):
    data = paper(kind)
    assert record(signed_in("statement_taker"), testimony, data).status_code == 302
    proof = Consent.objects.get().proof
    assert proof.blob_id == hashlib.sha256(data).hexdigest()
    assert (proof.blob.container, proof.original_name) == (kind, NAME)


def test_a_recording_is_a_proof_as_before(testimony):
    client = signed_in("statement_taker")
    assert record(client, testimony, recording("wav", 1), "spoken.wav").status_code == 302
    assert Consent.objects.get().proof.blob.container == "wav"
    said = client.get(reverse("desk:testimony", args=[testimony.pk])).content.decode()
    assert "a recording" in said


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (SIGNED[:-60], "This PDF stops before its end."),
        (SIGNED + zip_of(), "a document and something else at once"),
        (b"<script>alert(1)</script>", "This is neither a scan nor a recording."),
    ],
)
def test_what_proves_nothing_is_said_beside_the_field_and_no_consent_is_kept(
    data, sentence, testimony
):
    answer = record(signed_in("statement_taker"), testimony, data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Consent.objects.exists()
    assert not Accession.objects.exists()


def test_the_record_names_the_proof_by_its_hash_and_says_who_may_have_it(testimony):
    record(signed_in("statement_taker"), testimony, SIGNED)
    consent = Consent.objects.get()
    address = reverse("desk:consent_proof", args=[consent.pk])
    for role in ROLES:
        said = signed_in(role).get(reverse("desk:testimony", args=[testimony.pk])).content.decode()
        assert consent.proof.blob_id[:12] in said
        assert "a scan, PDF" in said
        assert (address in said) == (role in ("statement_taker", "administrator")), role
        assert "Quillfeather" not in said


@pytest.mark.parametrize("role", ROLES)
def test_the_paper_is_for_those_who_see_identities_or_take_testimony(role, testimony):
    record(signed_in("statement_taker"), testimony, SIGNED)
    answer = ask(signed_in(role), Consent.objects.get())
    if {"see_identity", "take_testimony"} & set(ROLES[role]):
        assert (answer.status_code, body(answer)) == (200, SIGNED)
    else:
        assert answer.status_code == 403
        assert b"Quillfeather" not in body(answer)
        assert not LedgerEntry.objects.filter(act="consent.read_proof").exists()


def test_it_is_handed_out_to_be_saved_and_no_browser_shows_it(testimony):
    client = signed_in("statement_taker")
    record(client, testimony, SIGNED)
    consent = Consent.objects.get()
    answer = client.post(
        reverse("desk:consent_proof", args=[consent.pk]), headers={"Range": "bytes=0-3"}
    )
    digest = hashlib.sha256(SIGNED).hexdigest()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="{digest}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert "ETag" not in answer
    assert (answer["Content-Length"], body(answer)) == (str(len(SIGNED)), SIGNED)


def test_each_look_is_in_the_ledger_and_a_visit_is_none(testimony):
    client = signed_in("administrator")
    record(signed_in("statement_taker"), testimony, SIGNED)
    consent = Consent.objects.get()
    address = reverse("desk:consent_proof", args=[consent.pk])
    assert client.get(address).status_code == 405
    assert not LedgerEntry.objects.filter(act="consent.read_proof").exists()
    body(ask(client, consent))
    entry = LedgerEntry.objects.get(act="consent.read_proof")
    assert (entry.record, entry.testimony) == (str(consent.pk), str(testimony.pk))
    assert entry.details == {"version": 1, "sha256": consent.proof.blob_id}


def test_a_consent_without_proof_and_a_proof_without_bytes_answer_alike(testimony):
    client, giver = signed_in("statement_taker"), testimony.giver_links.get().giver
    bare = ConsentFactory(testimony=testimony, giver=giver)
    lost = ConsentFactory(testimony=testimony, giver=giver, proof=AccessionFactory())
    assert [ask(client, consent).status_code for consent in (bare, lost)] == [404, 404]
    assert not LedgerEntry.objects.exists()


def test_a_paper_never_becomes_a_recording_of_a_testimony(testimony):
    taker = UserFactory()
    for data in (SIGNED, paper("jpeg")):
        for name in ("before it is held", "after"):
            with pytest.raises(Refused, match=r"document|picture"):
                recording_receive(
                    testimony=testimony, chunks=[data], original_name=name, by=taker, at=NOW
                )
            record(signed_in("statement_taker"), testimony, data)
    assert Blob.objects.count() == 2
    assert not Recording.objects.exists()
