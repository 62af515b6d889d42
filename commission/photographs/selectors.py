"""Photographs as pages print them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.reading.turns import reason_label
from archive.reading.wording import day_of
from commission.photographs.models import (
    LICENCE_ADDRESSES,
    Photograph,
    PhotographFile,
)


@dataclass(frozen=True)
class Picture:
    """One photograph. Where it was taken down, `down` says so and everything else is empty."""

    id: UUID
    down: str = ""
    alt: str = ""
    caption: str = ""
    language: str = ""  # of `alt` and `caption`
    photographer: str = ""
    licence: str = ""
    licence_address: str = ""
    taken: str = ""  # EDTF
    # Addresses of the files: the middle one, and all with their widths.
    src: str = ""
    srcset: str = ""
    # Of `src`, in points.
    width: int = 0
    height: int = 0


def pictures_of(
    photographs: Iterable[Photograph], language: str | None = None
) -> dict[UUID, Picture]:
    """Each photograph as a page prints it, under its id; two queries for all of them.

    What is seen is said in the language asked for (without one: that of the page), or else in the
    language in which it was written first. Only what a public record shows is asked here.
    """
    rows = list(photographs)
    prefetch_related_objects(rows, "files", "texts")
    code = (language or get_language() or "").split("-")[0]
    return {row.pk: _picture(row, code) for row in rows}


def photograph_address(photograph: UUID, width: int, extension: str = "jpg") -> str:
    """Where a file of a photograph is."""
    kwargs = {"photograph": photograph, "width": width, "extension": extension}
    return reverse("photographs:file", kwargs=kwargs)


def taken_down(photograph: Photograph) -> str:
    """That a photograph was taken down, when and why; empty for every other."""
    if photograph.taken_down_at is None:
        return ""
    return _("A photograph was taken down on %(day)s: %(why)s.") % {
        "day": day_of(timezone.localdate(photograph.taken_down_at)),
        "why": reason_label(photograph.taken_down_why).lower(),
    }


def copies_kept() -> Iterator[tuple[str, bool]]:
    """The key of each file for readers, and whether it has to be there."""
    rows = PhotographFile.objects.values_list("key", "photograph__taken_down_at")
    return ((key, gone is None) for key, gone in rows.iterator())


def _picture(row: Photograph, language: str) -> Picture:
    if row.taken_down_at is not None:
        return Picture(id=row.pk, down=taken_down(row))
    texts: dict[str, Any] = {one.language: one for one in row.texts.all()}
    said = row if row.language == language else texts.get(language, row)
    files = sorted(row.files.all(), key=lambda one: one.width)
    middle = files[len(files) // 2] if files else None
    return Picture(
        id=row.pk,
        alt=said.alt,
        caption=said.caption,
        language=said.language,
        photographer=row.photographer,
        licence=row.get_licence_display(),
        licence_address=LICENCE_ADDRESSES.get(row.licence, ""),
        taken=row.taken,
        src=photograph_address(row.pk, middle.width, middle.extension) if middle else "",
        srcset=", ".join(
            f"{photograph_address(row.pk, one.width, one.extension)} {one.width}w" for one in files
        ),
        width=middle.width if middle else 0,
        height=middle.height if middle else 0,
    )
