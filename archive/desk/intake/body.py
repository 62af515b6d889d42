"""A file as it arrives: the raw body of a request, or the file of a form sent without script."""

from collections.abc import Iterator
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, UnreadablePostError
from django.utils.translation import gettext_lazy as _

from media.refusal import Refused

CHUNK = 1024 * 1024


def arriving(request: HttpRequest) -> tuple[Iterator[bytes], str]:
    """The chunks of the file and the name it came with. Memory does not grow with the file.

    The name comes percent-encoded in a header, never in the address, because it may name a person
    and addresses are written into logs. Raises Refused when there is no file or it is too large.
    """
    if request.content_type == "multipart/form-data":
        file = request.FILES.get("file")
        if file is None:
            raise Refused("no_file", _("Choose a file first."))
        return file.chunks(CHUNK), file.name or ""
    length = int(request.headers.get("Content-Length") or 0)
    if length == 0:
        raise Refused("no_file", _("The file is empty, or it was not sent. Choose it again."))
    if length > settings.UPLOAD_MAX_BYTES:
        raise Refused("too_large", _("The file is larger than this archive takes in one piece."))
    return _body(request, length), unquote(request.headers.get("X-File-Name", ""))[:400]


def _body(request: HttpRequest, length: int) -> Iterator[bytes]:
    """Exactly `length` bytes. A broken connection is a refusal: half a file is not the original."""
    got = 0
    try:
        while got < length:
            chunk = request.read(min(CHUNK, length - got))
            if not chunk:
                break
            got += len(chunk)
            yield chunk
    except UnreadablePostError as error:
        raise broken() from error
    if got < length:
        raise broken()


def broken() -> Refused:
    """What is said when the connection ended before the file did."""
    return Refused(
        "broken_off", _("The connection broke before the file had arrived. Nothing was kept.")
    )
