"""A file is sent whole or in part, to whoever the caller has let through, and kept by no cache."""

import secrets

import pytest
from django.http import Http404
from django.test import RequestFactory

from media.files import file_delete, file_open, file_write
from media.serving import blob_response, file_response
from tests.factories import BlobFactory

# Closing an answer tells Django that the request is over, which looks at the database connections.
pytestmark = pytest.mark.django_db
BYTES = bytes(range(256)) * 40
SIZE = len(BYTES)


@pytest.fixture
def key():
    key = secrets.token_hex(16)
    file_write(key=key, source=BYTES)
    yield key
    file_delete(key)


def get(key, method="GET", *, public=True, filename=None, **headers):
    request = RequestFactory().generic(method, "/", headers=headers)
    return file_response(
        request,
        key=key,
        content_type="audio/mp4",
        size=SIZE,
        filename=filename,
        public=public,
    )


def body(response) -> bytes:
    return b"".join(response) if response.streaming else response.content


RANGES = [
    # asked for, status, Content-Range, bytes
    (None, 200, None, BYTES),
    ("bytes=0-", 206, f"bytes 0-{SIZE - 1}/{SIZE}", BYTES),
    ("bytes=0-0", 206, f"bytes 0-0/{SIZE}", BYTES[:1]),
    ("bytes=10-19", 206, f"bytes 10-19/{SIZE}", BYTES[10:20]),
    ("bytes=-5", 206, f"bytes {SIZE - 5}-{SIZE - 1}/{SIZE}", BYTES[-5:]),
    (f"bytes={SIZE - 1}-", 206, f"bytes {SIZE - 1}-{SIZE - 1}/{SIZE}", BYTES[-1:]),
    (f"bytes=5-{SIZE * 9}", 206, f"bytes 5-{SIZE - 1}/{SIZE}", BYTES[5:]),
    (f"bytes=-{SIZE * 9}", 206, f"bytes 0-{SIZE - 1}/{SIZE}", BYTES),
    (f"bytes={SIZE}-", 416, f"bytes */{SIZE}", b""),
    ("bytes=99999999-", 416, f"bytes */{SIZE}", b""),
    ("bytes=-0", 416, f"bytes */{SIZE}", b""),
    ("bytes=" + "9" * 5000 + "-", 416, f"bytes */{SIZE}", b""),
    ("bytes=20-10", 200, None, BYTES),
    ("bytes=-", 200, None, BYTES),
    ("bytes=a-b", 200, None, BYTES),
    ("bytes=0-1,5-6", 200, None, BYTES),
    ("bytes=" + ",".join(["0-"] * 500), 200, None, BYTES),
    ("lines=1-2", 200, None, BYTES),
    ("bytes=٣-٤", 200, None, BYTES),
]


@pytest.mark.parametrize(("asked", "status", "content_range", "expected"), RANGES)
def test_a_range_gives_exactly_its_bytes(asked, status, content_range, expected, key):
    response = get(key, **({"Range": asked} if asked else {}))
    assert response.status_code == status
    assert response.get("Content-Range") == content_range
    assert body(response) == expected
    if status != 416:
        assert response["Content-Length"] == str(len(expected))
        assert response["Accept-Ranges"] == "bytes"
        assert response["Content-Type"] == "audio/mp4"
    response.close()


def test_head_tells_the_same_and_sends_nothing(key):
    for headers in ({}, {"Range": "bytes=10-19"}):
        whole, head = get(key, **headers), get(key, "HEAD", **headers)
        assert body(head) == b""
        assert head.status_code == whole.status_code
        assert dict(head.items()) == dict(whole.items())
        whole.close()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_but_get_and_head(method, key):
    response = get(key, method)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


def test_a_public_file_is_asked_for_again_each_time_and_sent_only_when_it_changed(key):
    first = get(key)
    etag = first["ETag"]
    first.close()
    assert first["Cache-Control"] == "no-cache"
    for condition in (etag, f'W/{etag}, "other"', "*"):
        unchanged = get(key, **{"If-None-Match": condition, "Range": "bytes=0-1"})
        assert (unchanged.status_code, body(unchanged)) == (304, b"")
        assert unchanged["ETag"] == etag
    other = get(key, **{"If-None-Match": '"other"'})
    assert other.status_code == 200
    other.close()


def test_a_part_is_sent_only_of_the_version_that_was_begun(key):
    etag = get(key, "HEAD")["ETag"]
    same = get(key, **{"Range": "bytes=0-1", "If-Range": etag})
    changed = get(key, **{"Range": "bytes=0-1", "If-Range": '"another"'})
    assert (same.status_code, body(same)) == (206, BYTES[:2])
    assert (changed.status_code, body(changed)) == (200, BYTES)


def test_the_version_says_nothing_about_the_bytes(key):
    import hashlib

    twin = secrets.token_hex(16)
    file_write(key=twin, source=BYTES)
    etags = {get(k, "HEAD")["ETag"] for k in (key, twin)}
    assert len(etags) == 2, "the same bytes under two keys have two versions"
    known = hashlib.sha256(BYTES).hexdigest()
    assert not any(known[:8] in etag or key[:8] in etag for etag in etags)


def test_what_is_not_public_is_kept_by_nobody_and_has_no_version(key):
    response = get(key, public=False, **{"If-None-Match": "*"})
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response
    response.close()


def test_every_answer_forbids_guessing_the_kind_and_offers_the_name_it_was_given(key):
    response = get(key, filename="RB-0147-1.m4a")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == 'attachment; filename="RB-0147-1.m4a"'
    response.close()
    assert "Content-Disposition" not in get(key, "HEAD")


def test_a_file_that_is_gone_is_not_found(key):
    assert file_delete(key)
    for method in ("GET", "HEAD"):
        with pytest.raises(Http404):
            get(key, method)


def test_the_file_is_closed_with_the_answer(key, monkeypatch):
    opened = []

    def opening(key):
        opened.append(file_open(key))
        return opened[0]

    monkeypatch.setattr("media.serving.file_open", opening)
    response = get(key)
    next(iter(response))
    assert not opened[0].closed
    response.close()
    assert opened[0].closed


def test_the_web_server_sends_the_bytes_where_it_is_told_to(key, settings):
    settings.X_ACCEL_PREFIX = "/inner files/"
    response = get(key, Range="bytes=0-1")
    assert response["X-Accel-Redirect"] == f"/inner%20files/{key[:2]}/{key}"
    assert response["Content-Type"] == "audio/mp4"
    assert body(response) == b""
    assert response["Cache-Control"] == "no-cache"


def test_an_original_goes_to_the_desk_in_parts_and_never_through_the_web_server(settings, tmp_path):
    from media.blobs.store import blob_keep

    settings.X_ACCEL_PREFIX = "/inner/"
    part = tmp_path / "part"
    part.write_bytes(BYTES)
    blob = BlobFactory(size=SIZE)
    assert blob_keep(part, blob.pk)
    request = RequestFactory().get("/", headers={"Range": "bytes=3-5"})
    response = blob_response(request, blob, "audio/flac")
    assert (response.status_code, body(response)) == (206, BYTES[3:6])
    assert response["Cache-Control"] == "no-store"
    assert "X-Accel-Redirect" not in response
    assert "ETag" not in response
    with pytest.raises(Http404):
        blob_response(request, BlobFactory(), "audio/flac")
