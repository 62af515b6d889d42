"""Sending a file to somebody whose right to it has been asked just now, by the caller.

Nothing here decides who may have what. A caller asks at every request, before any header of the
request is looked at: conditions and ranges are answered only to those who may have the file.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from django.utils.crypto import salted_hmac
from django.utils.http import content_disposition_header, parse_etags, quote_etag

from media.blobs.models import Blob
from media.blobs.store import blob_open
from media.files import file_open

_PIECE = 256 * 1024
_RANGE = re.compile(r"bytes=\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII)


def file_response(
    request: HttpRequest,
    *,
    key: str,
    content_type: str,
    size: int,
    filename: str | None = None,
    public: bool,
) -> HttpResponseBase:
    """A file of an edition, whole or in part: GET and HEAD, one range, conditions.

    Args:
        size: in bytes, as it was written.
        filename: offered for saving; without it the file is shown in place.
        public: kept by caches that ask back each time (`no-cache`, with a random version as ETag),
            else by nobody (`no-store`).

    Raises Http404 when the file is gone from the store.
    """
    etag = _version(key) if public else None
    unless = request.headers.get("If-None-Match")
    if refusal := _not_allowed(request):
        return refusal
    if etag and unless and _named(etag, unless):
        response: HttpResponseBase = HttpResponse(status=304)
    elif settings.X_ACCEL_PREFIX and isinstance(storages["editions"], FileSystemStorage):
        response = HttpResponse(content_type=content_type)
        where = f"{settings.X_ACCEL_PREFIX.rstrip('/')}/{key[:2]}/{key}"
        response["X-Accel-Redirect"] = quote(where)
    else:
        response = _sent(request, lambda: file_open(key), content_type, size, etag)
    return _headed(response, filename, "no-cache" if public else "no-store", etag)


def blob_response(request: HttpRequest, blob: Blob, content_type: str) -> HttpResponseBase:
    """An original, for the desk alone: never kept by a cache, never sent by the web server itself.

    Raises Http404 when the original is missing from the store.
    """
    if refusal := _not_allowed(request):
        return refusal
    response = _sent(request, lambda: blob_open(blob), content_type, blob.size, None)
    return _headed(response, None, "no-store", None)


def blob_handed_out(blob: Blob) -> HttpResponseBase:
    """An original as a file to save under its SHA-256: no browser is told what it is or shows it.

    Whole, whatever the request says of parts. Raises Http404 when it is missing from the store.
    """
    try:
        stream = blob_open(blob)
    except FileNotFoundError as error:
        raise Http404 from error
    response = StreamingHttpResponse(
        _Part(stream, 0, blob.size), content_type="application/octet-stream"
    )
    response["Content-Length"] = str(blob.size)
    return _headed(response, f"{blob.pk}.{blob.container}", "no-store", None)


def _not_allowed(request: HttpRequest) -> HttpResponse | None:
    return None if request.method in ("GET", "HEAD") else HttpResponseNotAllowed(["GET", "HEAD"])


def _sent(
    request: HttpRequest,
    open_file: Callable[[], BinaryIO],
    content_type: str,
    size: int,
    etag: str | None,
) -> HttpResponseBase:
    try:
        stream = open_file()
    except FileNotFoundError as error:
        raise Http404 from error
    asked = _range_asked(request, size, etag)
    if asked == ():
        stream.close()
        response: HttpResponseBase = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    first, last = asked or (0, size - 1)
    if request.method == "HEAD":
        stream.close()
        response = HttpResponse(content_type=content_type)
    else:
        response = StreamingHttpResponse(
            _Part(stream, first, last - first + 1), content_type=content_type
        )
    response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    if asked:
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _range_asked(
    request: HttpRequest, size: int, etag: str | None
) -> tuple[int, int] | tuple[()] | None:
    """First and last byte; None for the whole; an empty tuple for what lies outside the file.

    Several ranges at once, other units and what cannot be read get the whole file, as HTTP allows:
    players ask for one range, and parts of parts are a way to make a server work.
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    unchanged = request.headers.get("If-Range")
    if not asked or asked.group(1) == asked.group(2) == "":
        return None
    if unchanged is not None and unchanged != etag:
        return None
    begin, end = asked.groups()
    # Longer numbers than any file's size are not worth reading.
    if len(begin) > 19 or len(end) > 19:
        return ()
    if not begin:
        first, last = max(0, size - int(end)), size - 1
    else:
        first, last = int(begin), min(int(end) if end else size - 1, size - 1)
        if end and int(end) < int(begin):
            return None
    return (first, last) if first <= last and first < size else ()


class _Part:
    """Some bytes of a file, in pieces; closes the file when Django is done with the answer."""

    def __init__(self, stream: BinaryIO, first: int, length: int) -> None:
        self._stream = stream
        self._first = first
        self._length = length

    def __iter__(self) -> Iterator[bytes]:
        self._stream.seek(self._first)
        left = self._length
        while left and (piece := self._stream.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece

    def close(self) -> None:
        self._stream.close()


def _version(key: str) -> str:
    """Says which version this is and nothing about its bytes: a hash of them would let anybody who
    holds a file ask whether it is this one."""
    return quote_etag(salted_hmac("media.serving.version", key).hexdigest()[:24])


def _named(etag: str, header: str) -> bool:
    named = [name.removeprefix("W/") for name in parse_etags(header)]
    return etag in named or "*" in named


def _headed(
    response: HttpResponseBase, filename: str | None, caching: str, etag: str | None
) -> HttpResponseBase:
    response["Cache-Control"] = caching
    response["X-Content-Type-Options"] = "nosniff"
    if etag:
        response["ETag"] = etag
    if filename and (disposition := content_disposition_header(True, filename)):
        response["Content-Disposition"] = disposition
    return response
