"""A recording arrives in the browser: as the raw body of a request, or by a form without script."""

import hashlib
import io
import tracemalloc
import wave
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from archive.desk.home.around import brought_again_to
from archive.desk.intake import body
from archive.desk.intake.body import arriving
from archive.testimony.models import Recording
from media.models import Accession, Blob
from media.refusal import Refused
from tests.factories import TestimonyFactory, UserFactory

pytestmark = pytest.mark.django_db

NAME = "Inés Pellworth, Gespräch.wav"


@pytest.fixture
def taker(client):
    user = UserFactory(role="statement_taker")
    client.force_login(user)
    return user


@pytest.fixture
def address():
    return reverse("desk:upload", args=[TestimonyFactory().pk])


def sound(seconds: float = 1.0) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(bytes(range(200)) * int(seconds * 160))
    return out.getvalue()


def send(client, address, data, *, name=NAME, **headers):
    return client.generic(
        "POST",
        address,
        data,
        "application/octet-stream",
        headers={"X-File-Name": quote(name), "X-Requested-With": "XMLHttpRequest", **headers},
    )


def test_the_raw_body_is_kept_and_its_hash_shown_as_a_receipt(client, taker, address):
    data = sound()
    answer = send(client, address, data)
    assert answer.status_code == 201
    assert f"sha256 {hashlib.sha256(data).hexdigest()}" in answer.content.decode()
    accession = Accession.objects.get()
    assert accession.original_name == NAME
    assert accession.received_by == taker
    assert Recording.objects.get().accession == accession


def test_a_form_without_script_does_the_same(client, taker, address):
    data = sound()
    file = SimpleUploadedFile(NAME, data, "audio/wav")
    answer = client.post(address, {"file": file})
    assert answer.status_code == 201
    assert hashlib.sha256(data).hexdigest() in answer.content.decode()
    assert "<title>" in answer.content.decode()


def test_the_same_bytes_twice_are_kept_once_and_both_are_told(client, taker, address):
    data = sound()
    first, second = (send(client, address, data).content.decode() for _ in range(2))
    assert "These bytes were here already." not in first
    assert "These bytes were here already." in second
    assert (Blob.objects.count(), Accession.objects.count()) == (1, 2)


def test_the_same_recording_again_is_no_second_one_and_the_receipt_says_so(client, taker, address):
    data = sound()
    first, second = (send(client, address, data).content.decode() for _ in range(2))
    assert "holds this recording already" not in first
    assert "This testimony holds this recording already, as recording 1." in second
    assert Recording.objects.count() == 1
    ids = [str(accession.pk) for accession in Accession.objects.order_by("received_at")]
    assert ids[0] in first
    assert ids[1] in second


def test_a_name_that_says_another_kind_is_remarked_on_the_receipt(client, taker, address):
    said = send(client, address, sound(), name="talk.mp3").content.decode()
    assert "The name ends like another kind of file" in said
    assert "another kind of file" not in send(client, address, sound(2)).content.decode()


class Test_who_brought_the_same_bytes_first:
    @pytest.fixture
    def brought_again(self, client, taker, address):
        """Somebody else brings them to another testimony."""
        send(client, address, sound())
        client.force_login(UserFactory(role="statement_taker"))
        other = TestimonyFactory()
        send(client, reverse("desk:upload", args=[other.pk]), sound(), name="Quillfeather.wav")
        return Accession.objects.latest("received_at")

    def test_is_told_on_my_day_by_ids_alone(self, client, taker, brought_again):
        assert str(brought_again.pk) not in client.get(reverse("desk:home")).content.decode()
        client.force_login(taker)
        said = client.get(reverse("desk:home")).content.decode()
        assert "Brought again" in said
        assert str(brought_again.pk) in said
        assert "Quillfeather" not in said

    def test_is_no_longer_told_after_some_days(self, taker, brought_again):
        at = brought_again.received_at
        assert len(brought_again_to(taker, at=at)) == 1
        assert brought_again_to(taker, at=at + timedelta(days=8)) == []

    def test_finds_it_on_the_record(self, client, taker, address, brought_again):
        record = client.get(address.replace("recordings/", "")).content.decode()
        assert "The same bytes were brought again" in record
        assert str(brought_again.pk) in record
        assert "Quillfeather" not in record

    def test_what_somebody_brings_twice_is_no_news_to_them(self, client, taker, address):
        for _twice in range(2):
            send(client, address, sound())
        assert "Brought again" not in client.get(reverse("desk:home")).content.decode()


def test_a_damaged_file_is_kept_and_both_lengths_are_shown(client, taker, address):
    answer = send(client, address, sound(8)[:-64_000])
    assert answer.status_code == 201
    said = answer.content.decode()
    assert "The file is damaged." in said
    assert "8.0 s" in said
    assert "6.0 s" in said


@pytest.mark.parametrize(
    "data", [b"#EXTM3U\nhttp://example.org/a.mp3\n", b"PK\x03\x04" + bytes(200), bytes(5000)]
)
def test_what_is_no_recording_is_refused_with_a_sentence(client, taker, address, data):
    answer = send(client, address, data, name="talk.mp3")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Recording.objects.exists()
    assert not Blob.objects.exists()


def test_nothing_sent_is_said(client, taker, address):
    assert "The file is empty" in send(client, address, b"").content.decode()
    assert "Choose a file first." in client.post(address, {"file": ""}).content.decode()


class Breaking(io.RawIOBase):
    """Some of the body, then the line is gone."""

    def __init__(self, start: bytes) -> None:
        self.start = start

    def read(self, size: int = -1) -> bytes:
        if not self.start:
            raise ConnectionResetError
        part, self.start = self.start[:size], self.start[size:]
        return part


def test_a_connection_that_breaks_leaves_nothing(client, taker, address):
    whole = sound(3)
    answer = client.request(
        REQUEST_METHOD="POST",
        PATH_INFO=address,
        CONTENT_TYPE="application/octet-stream",
        CONTENT_LENGTH=str(len(whole)),
        **{"wsgi.input": Breaking(whole[: len(whole) // 2])},
    )
    assert answer.status_code == 422
    assert "The connection broke" in answer.content.decode()
    assert not Blob.objects.exists()
    assert list((settings.DATA_DIR / "incoming").iterdir()) == []


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client, taker, address, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    assert "larger than this archive" in send(client, address, sound()).content.decode()


def test_another_site_cannot_send_in_the_persons_name(address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(role="statement_taker"))
    assert send(client, address, sound()).status_code == 403
    assert not Recording.objects.exists()


def test_the_token_in_the_header_is_enough(address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(role="statement_taker"))
    page = client.get(address).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert send(client, address, sound(), **{"X-CSRFToken": token}).status_code == 201


class Endless(io.RawIOBase):
    """A body of zeros that stands in no memory."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        size = min(size, self.left)
        self.left -= size
        return bytes(size)


def test_memory_does_not_grow_with_the_file():
    size = 2 * 1024**3
    request = RequestFactory().generic("POST", "/", content_type="application/octet-stream")
    request.META["CONTENT_LENGTH"] = str(size)
    request._stream = Endless(size)
    tracemalloc.start()
    try:
        chunks, _name = arriving(request)
        assert sum(len(chunk) for chunk in chunks) == size
        assert tracemalloc.get_traced_memory()[1] < 4 * body.CHUNK
    finally:
        tracemalloc.stop()


def test_the_name_is_never_in_the_address(client, taker, address):
    send(client, address, sound())
    assert "Pellworth" not in address
    record = client.get(address.replace("recordings/", "")).content.decode()
    assert "Pellworth" not in record


def test_half_a_body_is_no_original():
    request = RequestFactory().generic("POST", "/", b"half", content_type="audio/wav")
    request.META["CONTENT_LENGTH"] = "8"
    chunks, _name = arriving(request)
    with pytest.raises(Refused) as refused:
        list(chunks)
    assert refused.value.code == "broken_off"
