"""Hearing exactly one stretch of an open edition, by the same address as the public player."""

from dataclasses import dataclass

from django.urls import reverse

from archive.edition.models import Edition
from archive.reading.presentation import has_sound
from archive.reading.wording import clock, length, seconds


@dataclass(frozen=True)
class Playing:
    """What a native audio element is given, and what stands beside it."""

    source: str
    start: str
    end: str
    clock: str
    length: str


def playing_of(edition: Edition, start_ms: int | None, end_ms: int | None) -> Playing | None:
    """The stretch of the edition's sound; None where there is no sound or no time.

    A media fragment makes the browser itself stop at the end. Prefetch `files` to save a query.
    """
    if start_ms is None or end_ms is None or end_ms <= start_ms or not has_sound(edition):
        return None
    file = reverse("reading_files:file", args=[edition.reference, edition.number, "sound.m4a"])
    start, end = seconds(start_ms), seconds(end_ms)
    return Playing(
        source=f"{file}#t={start},{end}",
        start=start,
        end=end,
        clock=clock(start_ms),
        length=length(end_ms - start_ms),
    )
