"""A paper arrives: what is one, what is none, and that it can never pass for a recording."""

import hashlib

import pytest

from media.blobs import store
from media.blobs.models import Accession, Blob, Condition
from media.decoding.pictures import MOST_PIXELS
from media.probe import document_check, documents
from media.receiving import Accept, blob_receive
from media.refusal import Refused
from tests.media.clips import put, recording, zip_of
from tests.media.papers import PAPERS, PICTURES, hostile, paper, pdf, picture

pytestmark = pytest.mark.django_db

EITHER = Accept.RECORDINGS | Accept.DOCUMENTS


def receive(data: bytes, now, *, name: str = "form.pdf", accept: Accept = Accept.DOCUMENTS):
    return blob_receive(chunks=[data], original_name=name, accept=accept, by=None, at=now)


@pytest.mark.parametrize("accept", [Accept.DOCUMENTS, EITHER])
@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_is_kept_as_it_came_and_has_no_length(kind, accept, now):
    data = paper(kind)
    blob = receive(data, now, accept=accept).blob
    assert (blob.pk, blob.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert (blob.container, blob.condition) == (kind, Condition.SOUND)
    assert blob.is_document
    assert (blob.header_ms, blob.decoded_ms, blob.codec) == (None, None, "")
    with store.blob_path(blob) as path:
        assert path.read_bytes() == data


def test_the_same_paper_twice_is_one_blob_and_two_accessions(now):
    first, second = receive(pdf(), now), receive(pdf(), now)
    assert (first.already_held, second.already_held) == (False, True)
    assert (Blob.objects.count(), Accession.objects.count()) == (1, 2)


def test_an_ending_that_speaks_of_another_kind_is_told(now):
    assert receive(picture("png"), now, name="form.PNG").remarks == ()
    [remark] = receive(picture("jpeg"), now, name="form.pdf").remarks
    assert "JPEG" in str(remark)


@pytest.mark.parametrize("what", list(hostile()))
def test_a_hostile_paper_is_refused_with_its_reason(what, now):
    code, data = hostile()[what]
    with pytest.raises(Refused) as refused:
        receive(data, now, accept=EITHER)
    assert refused.value.code == code
    assert str(refused.value.message).endswith(("file.", "received.", "PNG."))
    assert not Blob.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"I agree to everything.",
        zip_of("word/document.xml"),
        b"GIF89a" + bytes(100),
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200),
        b"\n%PDF-1.4\n" + pdf(),
        b"<html><body>I agree.</body></html>",
    ],
)
def test_what_is_no_paper_is_refused_with_what_to_bring(data, now):
    with pytest.raises(Refused, match="no_document"):
        receive(data, now)
    with pytest.raises(Refused) as refused:
        receive(data, now, accept=EITHER)
    assert refused.value.code in ("neither", "unreadable")


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_is_no_recording_neither_new_nor_held_already(kind, now):
    for _time in ("new", "held"):
        with pytest.raises(Refused) as refused:
            receive(paper(kind), now, accept=Accept.RECORDINGS, name="talk.wav")
        assert refused.value.code == ("document" if kind == "pdf" else "picture")
        receive(paper(kind), now)
    assert Accession.objects.count() == 2


def test_a_recording_is_no_paper_and_may_be_a_proof(now):
    data = recording("wav", 1)
    assert receive(data, now, accept=EITHER).blob.container == "wav"
    with pytest.raises(Refused, match="no_document"):
        receive(data, now)


def test_a_recording_that_is_hostile_stays_refused_where_both_are_welcome(now):
    with pytest.raises(Refused, match="two_things"):
        receive(recording("wav", 1) + zip_of(), now, accept=EITHER)


def test_a_scan_of_many_pages_is_read_to_its_last_one(tmp_path):
    whole = picture("tiff", pages=3, compression="tiff_lzw")
    document_check(put(tmp_path, "whole", whole), "tiff")
    # The last page's lines lie behind its tags or before them: either way it cannot be read.
    broken = bytearray(whole)
    at = len(whole) * 3 // 4
    broken[at : at + 3000] = b"\xff" * len(broken[at : at + 3000])
    with pytest.raises(Refused):
        document_check(put(tmp_path, "broken", bytes(broken)), "tiff")


def test_a_second_view_behind_a_jpeg_is_what_telephones_do(tmp_path):
    document_check(put(tmp_path, "two", picture("jpeg") + picture("jpeg", size=(9, 9))), "jpeg")


@pytest.mark.parametrize("kind", PICTURES)
def test_a_page_of_a3_at_400_dpi_is_read(kind, tmp_path):
    size = (4677, 6614)
    assert size[0] * size[1] < MOST_PIXELS
    document_check(put(tmp_path, "large", picture(kind, size=size)), kind)


def test_a_paper_may_be_so_large_and_no_larger(tmp_path, monkeypatch):
    data = pdf()
    monkeypatch.setattr(documents, "MOST_BYTES", len(data))
    document_check(put(tmp_path, "a", data), "pdf")
    with pytest.raises(Refused, match="document_too_large"):
        document_check(put(tmp_path, "b", data + b"\n"), "pdf")


def test_a_reader_that_is_stopped_is_told_in_words_about_the_picture(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "Limits", lambda **_given: _narrow())
    with pytest.raises(Refused) as refused:
        document_check(put(tmp_path, "large", picture("png", size=(4677, 6614))), "png")
    assert refused.value.code == "picture_unsafe"


def _narrow():
    from media.confine import Limits

    return Limits(memory_bytes=100 << 20)
