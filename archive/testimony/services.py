"""Taking in testimony and describing it."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.dates import edtf_right
from archive.holds.closing import editions_close
from archive.ledger.services import ledger_append
from archive.people.services import GiverDraft, giver_create
from archive.testimony.days import today
from archive.testimony.models import Testimony, TestimonyGiver
from archive.testimony.recordings import (
    OnlyRecording,
    recording_receive,
    recording_set_aside,
    recording_take_back,
)
from media.refusal import Refused

__all__ = [
    "EmbargoRunning",
    "GiverDraft",
    "OnlyRecording",
    "embargo_lift",
    "recording_receive",
    "recording_set_aside",
    "recording_take_back",
    "testimony_create",
    "testimony_describe",
]

# What a person may write about a testimony after it was taken in.
DESCRIBED = (
    "kind",
    "language",
    "summary",
    "content_note",
    "content_ranges",
    "place",
    "given_on",
    "embargo_until",
    "embargo_reason",
    "tombstone",
)
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

SHORTER = _(
    "An embargo that runs cannot be made shorter. Keep its day or give a later one, and lift it "
    "on the day after."
)


class EmbargoRunning(Refused):
    """The embargo's last day has not passed."""

    def __init__(self) -> None:
        super().__init__(
            "embargo_running",
            _("The last day of the embargo has not passed. Look again on the day after."),
        )


@transaction.atomic
def testimony_create(
    *,
    kind: str,
    language: str,
    givers: Sequence[GiverDraft],
    given_on: str = "",
    place: str = "",
    summary: str = "",
    content_note: str = "",
    by: AbstractUser,
    at: datetime,
) -> Testimony:
    """Take in a testimony and the people who gave it, in the order in which they are named.

    Returns the testimony, without a reference: that comes at the first publication. Raises
    ValidationError when nobody gave it, or a field cannot be right.
    """
    if not givers:
        raise ValidationError({"givers": _("Write down at least one person who gave it.")})
    testimony = Testimony(
        kind=kind,
        language=language,
        given_on=given_on,
        place=place,
        summary=summary,
        content_note=content_note,
        created_by_id=by.pk,
        created_at=at,
    )
    testimony_check(testimony)
    testimony.save(force_insert=True)
    for position, draft in enumerate(givers, start=1):
        giver = giver_create(draft, at=at)
        TestimonyGiver.objects.create(testimony=testimony, giver=giver, position=position)
    ledger_append(
        actor=by,
        act="testimony.create",
        record=testimony,
        testimony=testimony,
        at=at,
        details={"kind": str(kind), "givers": len(givers)},
    )
    return testimony


@transaction.atomic
def testimony_describe(
    *, testimony: Testimony, by: AbstractUser, at: datetime, **fields: Any
) -> Testimony:
    """Change what is written about a testimony: any of DESCRIBED.

    The ledger is told which fields changed and never what they say; an embargo's day is no content
    and is told. An embargo closes open editions at once, and it is not deleted here: it ends by
    `embargo_lift`, and while it runs its day is only moved later. Raises ValidationError when a
    field cannot be right, TypeError for a field that is not described this way.
    """
    unknown = set(fields) - set(DESCRIBED)
    if unknown:
        raise TypeError(f"not described this way: {', '.join(sorted(unknown))}")
    current = Testimony.objects.select_for_update().get(pk=testimony.pk)
    changed = sorted(name for name in fields if getattr(current, name) != fields[name])
    if not changed:
        return testimony
    if "embargo_until" in changed and not fields["embargo_until"]:
        raise ValidationError(
            {"embargo_until": _("An embargo does not go by itself. Lift it when its day is over.")}
        )
    if "embargo_until" in changed and _embargo_shorter(current, fields["embargo_until"], at=at):
        # Else one person could end it: an earlier day now, and the lift right after.
        raise ValidationError({"embargo_until": SHORTER})
    for name in changed:
        setattr(current, name, fields[name])
    if "embargo_until" in changed:
        current.embargo_lifted_at = None
    testimony_check(current)
    current.save()
    details: dict[str, Any] = {"fields": changed}
    if "embargo_until" in changed:
        details["embargo_until"] = fields["embargo_until"].isoformat()
    ledger_append(
        actor=by,
        act="testimony.describe",
        record=current,
        testimony=current,
        at=at,
        details=details,
    )
    if "embargo_until" in changed:
        # Under an embargo nothing stands open; the day after its last it is still a person's act.
        editions_close(testimony=current, by=by, at=at)
    testimony.refresh_from_db()
    return testimony


@transaction.atomic
def embargo_lift(*, testimony: Testimony, by: AbstractUser, at: datetime) -> Testimony:
    """A person's word that an embargo whose last day has passed is over. It opens nothing.

    Raises EmbargoRunning while its last day has not passed, ValidationError when there is none.
    """
    current = Testimony.objects.select_for_update().get(pk=testimony.pk)
    if current.embargo_until is None or current.embargo_lifted_at is not None:
        raise ValidationError(_("No embargo waits to be lifted here."))
    if today(at) <= current.embargo_until:
        raise EmbargoRunning()
    current.embargo_lifted_at = at
    current.save(update_fields=["embargo_lifted_at"])
    ledger_append(actor=by, act="embargo.lift", record=current, testimony=current, at=at)
    testimony.refresh_from_db()
    return testimony


def testimony_check(testimony: Testimony) -> None:
    """Raises ValidationError, by field, for what cannot be right."""
    testimony.clean_fields(exclude=["created_by"])
    if not LANGUAGE.fullmatch(testimony.language):
        raise ValidationError({"language": _("Give the language as a code such as en or es.")})
    if testimony.given_on and not edtf_right(testimony.given_on):
        raise ValidationError(
            {"given_on": _("Give a day, month, season or year: 2024-03-14, 1996-21, 1996~.")}
        )
    if not _ranges_right(testimony.content_ranges):
        raise ValidationError(
            {"content_ranges": _("Give each stretch a beginning, a later end, and a note.")}
        )


def _embargo_shorter(testimony: Testimony, until: date, *, at: datetime) -> bool:
    """Whether a day is before the last one of an embargo that runs."""
    running = testimony.embargo_until
    if running is None or testimony.embargo_lifted_at is not None or running < today(at):
        return False
    return until < running


def _ranges_right(ranges: Any) -> bool:
    return isinstance(ranges, list) and all(
        isinstance(item, dict)
        and set(item) == {"start_ms", "end_ms", "note"}
        and isinstance(item["start_ms"], int)
        and isinstance(item["end_ms"], int)
        and isinstance(item["note"], str)
        and 0 <= item["start_ms"] < item["end_ms"]
        for item in ranges
    )
