"""Copies for readers are made anew, and what lies in their store is known."""

from io import StringIO

import pytest
from django.core.management import call_command

from archive.publishing.sweeping import copies_lost
from commission.documents import receiving, renewing
from commission.documents.cleaning import Cleaned
from commission.documents.models import Document
from commission.documents.receiving import document_receive
from media.blobs.store import blob_name, store
from media.files import file_delete, file_exists, file_open
from media.refusal import Refused
from tests.commission.documents.hiding import covered, hidden, unpacked
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
FORMERLY = b"%PDF-1.7 as an older version made it: qxsecretqx"


@pytest.fixture
def received(monkeypatch):
    """A document that an older version took in, which kept what it came with."""

    def receive(data: bytes) -> Document:
        with monkeypatch.context() as older:
            older.setattr(receiving, "document_clean", lambda *_: Cleaned(FORMERLY, 7))
            return document_receive(
                chunks=[data],
                original_name="a.pdf",
                title="Letter",
                access="public",
                language="en",
                by=UserFactory(),
                at=NOW,
            )

    return receive


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """Exit code and lines of a command."""

    def command(name: str) -> tuple[int, str]:
        out = StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            try:
                call_command(name, stdout=out)
            except SystemExit as end:
                code = end.code
            else:
                code = 0
        return code, out.getvalue()

    return command


def test_every_copy_is_made_anew_and_the_former_one_is_gone(received, run):
    before = received(hidden("what a camera wrote"))
    assert run("renew_documents") == (0, "copies made anew: 1\n")
    now = Document.objects.get()
    with file_open(now.key) as stream:
        data = stream.read()
    assert (len(data), now.pages) == (now.size, 1)
    assert b"qxsecretqx" not in unpacked(data)
    assert not file_exists(before.key)


def test_readers_get_no_copy_of_what_is_refused_now(received, run):
    _code, data = covered()["under a black box"]
    before = received(data)
    code, said = run("renew_documents")
    assert code == 1
    assert f"document {before.pk}: no copy any more." in said
    assert "qxsecretqx" not in said
    now = Document.objects.get()
    assert (now.size, now.sha256) == (0, "")
    assert not file_exists(before.key)
    assert before.key not in run("sweep_copies")[1]


def test_what_was_taken_down_is_not_brought_back(received, run):
    before = received(hidden("what a camera wrote"))
    Document.objects.update(taken_down_at=NOW, size=0)
    assert run("renew_documents") == (0, "copies made anew: 0\n")
    assert renewing.copy_renew(document=before, at=NOW) is None
    assert Document.objects.get().size == 0


def test_a_document_whose_original_is_gone_stays_as_it_is(received, run):
    before = received(hidden("what a camera wrote"))
    store().delete(blob_name(before.accession.blob_id))
    code, said = run("renew_documents")
    assert code == 1
    assert "its original is gone" in said
    assert file_exists(before.key)


def test_a_crash_on_the_way_leaves_the_copy_that_was_there(received, monkeypatch):
    before = received(hidden("what a camera wrote"))
    lying = copies_lost().unknown_files
    monkeypatch.setattr(renewing, "ledger_append", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        renewing.copy_renew(document=before, at=NOW)
    assert Document.objects.get().key == before.key
    assert file_exists(before.key)
    assert copies_lost().unknown_files == lying


def test_copies_without_a_row_and_rows_without_a_copy_are_listed(received, run):
    before = received(hidden("what a camera wrote"))
    assert before.key not in run("sweep_copies")[1]
    file_delete(before.key)
    code, said = run("sweep_copies")
    assert code == 1
    assert f"row without a file: {before.key}" in said


def test_a_sentence_says_why_without_the_name_of_the_file(received):
    _code, data = covered()["in a layer that is off"]
    before = received(data)
    renewed = renewing.copy_renew(document=before, at=NOW)
    assert isinstance(renewed.refused, Refused)
    assert renewed.refused.code == "paper_layers"
