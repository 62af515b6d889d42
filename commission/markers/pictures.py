"""Photographs on the page of a marker: files where they may be shown, words where they may not."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from archive.reading.wording import edtf
from commission.markers.models import Marker, MarkerPhotograph
from commission.photographs.models import LICENCE_ADDRESSES, Photograph, PhotographFile

# What of the page a photograph takes, for the browser's choice among its widths.
SIZES = "(max-width: 46rem) 92vw, 44rem"


@dataclass(frozen=True)
class Picture:
    """One photograph. Without an address what is seen stands in its place."""

    alt: str
    caption: str
    language: str
    photographer: str
    licence: str
    licence_address: str
    taken: str
    address: str = ""
    srcset: str = ""
    width: int = 0
    height: int = 0
    sizes: str = SIZES


def pictures_of(marker: Marker) -> list[Picture]:
    """The photographs of a marker in their order; three queries, however many they are.

    One that was taken down leaves nothing: what was seen on it may be what had to go.
    """
    rows = MarkerPhotograph.objects.filter(
        marker=marker, photograph__taken_down_at__isnull=True
    ).order_by("sort_order", "pk")
    rows = rows.select_related("photograph").prefetch_related(
        "photograph__files", "photograph__texts"
    )
    return [_picture(row.photograph) for row in rows]


def _picture(photograph: Photograph) -> Picture:
    here = get_language()
    told = next((one for one in photograph.texts.all() if one.language == here), photograph)
    files = sorted(photograph.files.all(), key=lambda file: file.width)
    largest = files[-1] if files else None
    return Picture(
        alt=told.alt,
        caption=told.caption,
        language=told.language,
        photographer=photograph.photographer,
        licence=photograph.get_licence_display(),
        licence_address=LICENCE_ADDRESSES.get(photograph.licence, ""),
        taken=edtf(photograph.taken) if photograph.taken else "",
        address=_address(largest) if largest else "",
        srcset=", ".join(f"{_address(file)} {file.width}w" for file in files),
        width=largest.width if largest else 0,
        height=largest.height if largest else 0,
    )


def _address(file: PhotographFile) -> str:
    return reverse("photographs:file", args=[file.photograph_id, file.width, file.extension])
