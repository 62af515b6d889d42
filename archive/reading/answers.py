"""Who is asking, and how long an answer may be kept."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from archive.research.selectors import audiences_of
from media.audience import Audience


@dataclass(frozen=True)
class Reader:
    """What somebody at a door may read, at the moment of asking."""

    audiences: frozenset[Audience]
    at: datetime


def reader_of(request: HttpRequest) -> Reader:
    """The reader behind a request: the public, or a researcher with a grant in force."""
    at = timezone.now()
    return Reader(audiences_of(request.user, at=at), at)


def answer(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Mark an answer made for the public: it may be kept, but is asked for again at every use.

    What is made for somebody who signed in stays `no-store`, which every answer is by default.
    """
    if not request.user.is_authenticated:
        response["Cache-Control"] = "no-cache"
    return response
