"""Writing index points. What is open does not change: they go out with the next edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlsplit

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.index_points.models import IndexPoint, Precision
from archive.ledger.services import ledger_append
from archive.testimony.models import Recording, Testimony
from archive.thesaurus.selectors import terms_by_id
from archive.thesaurus.services import COORDINATES, coordinates_right
from media.refusal import Refused

_ADDRESS = URLValidator(schemes=["http", "https"])
SYNOPSIS_MOST = 2000
LINKS_MOST = 20
TERMS_MOST = 40


class StalePoint(Refused):
    """Somebody has changed or removed the point since it was read."""

    def __init__(self) -> None:
        super().__init__(
            "point_stale",
            _(
                "Somebody else has changed this index point since you opened it. Read it again; "
                "your own changes are not in it yet."
            ),
        )


@dataclass(frozen=True)
class PlaceDraft:
    """Where something happened that is spoken of."""

    name: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    precision: Precision = Precision.NEIGHBOURHOOD


@dataclass(frozen=True)
class PointDraft:
    """A whole index point as it was typed. Times in ms; no end: until the next point begins."""

    start_ms: int
    title: str
    end_ms: int | None = None
    synopsis: str = ""
    content_warning: str = ""
    keywords: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    place: PlaceDraft = PlaceDraft()
    # (title, address)
    links: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def index_point_write(
    *,
    testimony: Testimony,
    recording: Recording,
    draft: PointDraft,
    by: AbstractUser,
    at: datetime,
) -> IndexPoint:
    """Write a new index point of a recording. Returns it.

    Raises ValidationError, by field, for what cannot be right: a time outside of the recording, an
    address that is not http or https, a term that is not in the thesaurus.
    """
    _lock(testimony)
    if recording.testimony_id != testimony.pk:
        raise ValueError("the recording is of another testimony")
    point_check(draft, recording)
    point = IndexPoint(
        testimony=testimony,
        recording=recording,
        written_by_id=by.pk,
        written_at=at,
        changed_by_id=by.pk,
        changed_at=at,
    )
    _fill(point, draft)
    point.save(force_insert=True)
    ledger_append(actor=by, act="index_point.write", record=point, testimony=testimony, at=at)
    return point


@transaction.atomic
def index_point_change(
    *, point: IndexPoint, draft: PointDraft, version: int, by: AbstractUser, at: datetime
) -> IndexPoint:
    """Write a point anew, as whoever read its `version` wants it. Returns it.

    Raises StalePoint when it has changed or gone since, ValidationError as for a new one.
    """
    current = _locked(point, version)
    point_check(draft, current.recording)
    _fill(current, draft)
    current.version += 1
    current.changed_by_id, current.changed_at = by.pk, at
    current.save()
    ledger_append(
        actor=by,
        act="index_point.change",
        record=current,
        testimony=current.testimony,
        at=at,
        details={"version": current.version},
    )
    return current


@transaction.atomic
def index_point_remove(*, point: IndexPoint, version: int, by: AbstractUser, at: datetime) -> None:
    """Take a point away. Raises StalePoint when it has changed or gone since it was read."""
    current = _locked(point, version)
    ledger_append(
        actor=by,
        act="index_point.remove",
        record=current,
        testimony=current.testimony,
        at=at,
        details={"version": current.version},
    )
    current.delete()


def point_check(draft: PointDraft, recording: Recording) -> None:
    """Raises ValidationError, by field, for what cannot be right."""
    wrong: dict[str, str | Promise] = {}
    if not draft.title.strip() or len(draft.title) > 200:
        wrong["title"] = _("Give a title of at most 200 characters.")
    if len(draft.synopsis) > SYNOPSIS_MOST:
        wrong["synopsis"] = _("Say it in at most 2000 characters.")
    if len(draft.content_warning) > 200:
        wrong["content_warning"] = _("Say it in at most 200 characters.")
    if not 0 <= draft.start_ms < recording.duration_ms:
        wrong["start"] = _("The recording has no such place. It begins at 0:00 and ends before.")
    if draft.end_ms is not None and not draft.start_ms < draft.end_ms <= recording.duration_ms:
        wrong["end"] = _("Give an end after the beginning and within the recording.")
    if place := _place_wrong(draft.place):
        wrong["coordinates"] = place
    if any(not _address_right(title, address) for title, address in draft.links):
        wrong["links"] = _("Give each link a title and an address that begins with http or https.")
    if len(draft.links) > LINKS_MOST:
        wrong["links"] = _("Give at most 20 links.")
    for name, ids in (("keywords", draft.keywords), ("subjects", draft.subjects)):
        if len(ids) > TERMS_MOST or len(terms_by_id(ids)) < len(set(ids)):
            wrong[name] = _("Choose at most 40 terms, each of the thesaurus.")
    if wrong:
        raise ValidationError(wrong)


def _place_wrong(place: PlaceDraft) -> str | Promise | None:
    if not coordinates_right(place.latitude, place.longitude):
        return COORDINATES
    if place.latitude is not None and not place.name.strip():
        return _("Give the place a name as well: not everybody sees a map.")
    return None


def _address_right(title: str, address: str) -> bool:
    """Whether a link may be followed by a reader: no script, no file, no name and password."""
    try:
        _ADDRESS(address)
        parts = urlsplit(address)
    except (ValidationError, ValueError):
        return False
    return bool(title.strip()) and len(title) <= 200 and len(address) <= 600 and not parts.username


def _fill(point: IndexPoint, draft: PointDraft) -> None:
    point.start_ms, point.end_ms = draft.start_ms, draft.end_ms
    point.title, point.synopsis = draft.title.strip(), draft.synopsis.strip()
    point.content_warning = draft.content_warning.strip()
    point.keywords, point.subjects = _once(draft.keywords), _once(draft.subjects)
    point.place, point.precision = draft.place.name.strip()[:200], draft.place.precision
    point.latitude, point.longitude = draft.place.latitude, draft.place.longitude
    point.links = [{"title": title.strip(), "address": url} for title, url in draft.links]


def _once(ids: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(str(id) for id in ids))


def _lock(testimony: Testimony) -> None:
    # The testimony first, as everywhere: two locks in two orders would wait for each other.
    Testimony.objects.select_for_update().get(pk=testimony.pk)


def _locked(point: IndexPoint, version: int) -> IndexPoint:
    _lock(point.testimony)
    rows = IndexPoint.objects.select_related("testimony", "recording")
    current = rows.filter(pk=point.pk, version=version).first()
    if current is None:
        raise StalePoint
    return current
