"""Papers: who may read which, and that nothing stays of what is refused."""

import pikepdf
import pytest

from commission.documents import receiving
from commission.documents.models import Access, Document
from commission.documents.receiving import document_receive
from commission.findings.models import DocumentCitation
from media.files import file_exists
from media.models import Accession, Blob
from media.refusal import Refused
from tests.commission.documents.hiding import (
    SECRET,
    covered,
    hidden,
    photograph,
    saved,
    sheet,
    unpacked,
)
from tests.commission.factories import (
    BodyFactory,
    FindingFactory,
    ProgressReportFactory,
    RecommendationFactory,
)
from tests.factories import NOW, UserFactory
from tests.media.papers import hostile

pytestmark = pytest.mark.django_db


PAPER = hidden("what a camera wrote")


def received(access=Access.PUBLIC, data: bytes = b"") -> Document:
    return document_receive(
        chunks=[data or PAPER],
        original_name="Letter of Ines Pellworth.pdf",
        title="Letter of 4 February 1997",
        access=access,
        language="en",
        by=UserFactory(),
        at=NOW,
    )


class Test_reading:
    def test_a_public_paper_is_sent_once_something_public_refers_to_it(self, client):
        document = received()
        address = f"/documents/{document.pk}/"
        assert client.get(address).status_code == 404
        draft = FindingFactory(draft=True)
        DocumentCitation.objects.create(finding=draft, document=document)
        assert client.get(address).status_code == 404
        DocumentCitation.objects.create(finding=FindingFactory(), document=document)
        answer = client.get(address)
        assert answer.status_code == 200
        assert SECRET not in unpacked(b"".join(answer.streaming_content))
        assert "Pellworth" not in str(answer.headers)
        assert answer["Content-Security-Policy"].startswith("sandbox")
        assert "attachment" in answer["Content-Disposition"]

    def test_what_is_held_answers_like_what_never_was(self, client):
        document = received(access=Access.HELD)
        DocumentCitation.objects.create(finding=FindingFactory(), document=document)
        assert client.get(f"/documents/{document.pk}/").status_code == 404

    @pytest.mark.parametrize(("state", "status"), [("submitted", 404), ("taken_in", 200)])
    def test_a_report_s_paper_is_public_with_the_report(self, client, state, status):
        document = received()
        ProgressReportFactory(
            recommendation=RecommendationFactory(of=BodyFactory()), document=document, state=state
        )
        assert client.get(f"/documents/{document.pk}/").status_code == status


class Test_receiving:
    def test_readers_get_no_more_than_they_see(self):
        document = received()
        assert document.pages == 1
        assert document.title == "Letter of 4 February 1997"
        assert document.accession.original_name == "Letter of Ines Pellworth.pdf"

    def test_a_scan_of_a_paper_becomes_a_pdf(self):
        assert received(data=photograph("PNG")).accession.blob.container == "png"

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (covered()["under a black box"][1], "paper_unseen"),
            (covered()["in a layer that is off"][1], "paper_layers"),
            (saved(sheet()[0], encryption=pikepdf.Encryption(owner="o", user="x")), "paper_locked"),
            (hostile()["pdf with a zip behind it"][1], "document_two_things"),
            (b"I agree to everything.", "no_document"),
        ],
        ids=["black box", "layer", "locked", "two things", "no paper"],
    )
    def test_of_what_is_refused_nothing_is_kept(self, data, code):
        with pytest.raises(Refused) as refused:
            received(data=data)
        assert refused.value.code == code
        assert not Blob.objects.exists()
        assert not Accession.objects.exists()
        assert not Document.objects.exists()

    def test_a_copy_that_no_row_came_of_is_deleted(self, monkeypatch):
        keys: list[str] = []
        write = receiving.file_write

        def told(*, key, source):
            keys.append(key)
            return write(key=key, source=source)

        def fails(**_given):
            raise RuntimeError

        monkeypatch.setattr(receiving, "file_write", told)
        monkeypatch.setattr(receiving, "ledger_append", fails)
        with pytest.raises(RuntimeError):
            received()
        assert len(keys) == 1
        assert not file_exists(keys[0])

    def test_the_same_paper_twice_is_two_documents_with_copies_of_their_own(self):
        first, second = received(), received()
        assert first.key != second.key
        assert first.accession.blob == second.accession.blob

    def test_two_copies_of_one_paper_are_the_same_bytes(self):
        assert received().sha256 == received().sha256
