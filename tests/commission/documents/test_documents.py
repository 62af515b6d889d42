"""Papers: what is taken out of them before anybody reads them, and who may read which."""

import io

import pikepdf
import pytest
from PIL import Image

from commission.documents.cleaning import document_clean
from commission.documents.models import Access, Document
from commission.documents.receiving import document_receive
from commission.documents.services import document_take_down
from commission.findings.models import DocumentCitation
from media.files import file_exists
from media.refusal import Refused
from tests.commission.factories import (
    BodyFactory,
    FindingFactory,
    ProgressReportFactory,
    RecommendationFactory,
)
from tests.factories import NOW, UserFactory

SECRET = b"qxsecretqx"


def paper(*, password: str = "") -> bytes:
    """A PDF of two pages with everything that programs leave in one."""
    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page(page_size=(200, 200))
    secret = pikepdf.String(SECRET.decode())
    pdf.docinfo["/Author"] = secret
    with pdf.open_metadata() as meta:
        meta["dc:creator"] = [SECRET.decode()]
    pdf.attachments["notes.txt"] = pikepdf.AttachedFileSpec(pdf, SECRET, filename="notes.txt")
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=secret)
    page = pdf.pages[0].obj
    page.Annots = pdf.make_indirect(
        pikepdf.Array(
            [
                pdf.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Text,
                        Rect=[0, 0, 10, 10],
                        T=secret,
                        Contents=secret,
                    )
                )
            ]
        )
    )
    page.PieceInfo = pikepdf.Dictionary(X=secret)
    out = io.BytesIO()
    pdf.save(
        out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False
    )
    return out.getvalue()


def unpacked(data: bytes) -> bytes:
    """The file with every stream as it reads."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    return out.getvalue()


def scan() -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[315] = SECRET.decode()  # artist
    Image.new("RGB", (60, 40), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_paper_loses_all_that_its_readers_do_not_see():
    assert SECRET in unpacked(paper())
    cleaned = document_clean(paper())
    assert cleaned.pages == 2
    assert SECRET not in unpacked(cleaned.data)
    with pikepdf.open(io.BytesIO(cleaned.data)) as pdf:
        assert not pdf.attachments
        assert "/OpenAction" not in pdf.Root
        assert not dict(pdf.docinfo)


def test_a_scan_becomes_a_paper_without_what_the_camera_wrote():
    cleaned = document_clean(scan())
    assert cleaned.pages == 1
    assert cleaned.data.startswith(b"%PDF-")
    assert SECRET not in unpacked(cleaned.data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (paper(password="x"), "locked"),
        (b"%PDF-1.7\nnonsense", "broken"),
        (b"\x89PNG\r\n\x1a\nnonsense", "broken"),
        (b"", "broken"),
        (paper()[:200], "broken"),
    ],
    ids=["locked", "nonsense", "half a picture", "empty", "cut off"],
)
def test_what_cannot_be_cleaned_is_refused_in_a_sentence(data, code):
    with pytest.raises(Refused) as refused:
        document_clean(data)
    assert refused.value.code == code
    assert "PDF" in str(refused.value.message) or "password" in str(refused.value.message)


def received(access=Access.PUBLIC) -> Document:
    return document_receive(
        chunks=[paper()],
        original_name="Letter of Ines Pellworth.pdf",
        title="Letter of 4 February 1997",
        access=access,
        language="en",
        by=UserFactory(),
        at=NOW,
    )


@pytest.mark.django_db
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

    def test_a_paper_that_was_taken_down_is_gone(self, client, django_capture_on_commit_callbacks):
        document = received()
        DocumentCitation.objects.create(finding=FindingFactory(), document=document)
        with django_capture_on_commit_callbacks(execute=True):
            document_take_down(document=document, by=UserFactory(), at=NOW)
        assert client.get(f"/documents/{document.pk}/").status_code == 404
        assert not file_exists(document.key)
        with pytest.raises(Refused, match="already_down"):
            document_take_down(document=document, by=UserFactory(), at=NOW)
