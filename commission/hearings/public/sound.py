"""Why the sound comes late, and what was opened when and by which role: never by which person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from archive import roles as vault
from archive.reading.wording import day_of
from commission.hearings.models import DelayedRelease, Hearing
from commission.hearings.public.programme import Day, sat_in_order
from commission.hearings.public.voices import Voice
from commission.hearings.vocabulary import SittingState
from commission.roles import Role

CONFIRMS = "confirm_release"


@dataclass(frozen=True)
class Late:
    """What is told of one day."""

    label: str
    sentences: Sequence[str]
    # Of the day's note, which is in the language of the commission.
    note: str


def lateness_of(hearing: Hearing, days: Sequence[Day], *, today: date) -> list[Late]:
    """What was stopped and opened on each day, in order. Nothing of what is not open now."""
    roles = _roles(hearing)
    return [_late(one, roles, today=today) for one in sat_in_order(days)]


def _late(day: Day, roles: dict[Any, str], *, today: date) -> Late:
    assert day.sitting is not None  # noqa: S101
    opened = [_opened(voice, roles.get(voice.edition.testimony_id, "")) for voice in day.voices]
    sentences = list(dict.fromkeys(one for one in opened if one))
    if day.off:
        sentences = [day.sitting.get_state_display()]
    elif not sentences and day.sitting.state == SittingState.HELD:
        sentences = [_("Nothing of it is open yet")]
    elif not sentences and day.on >= today:
        sentences = [_("Not yet heard")]
    return Late(day.label, sentences, day.sitting.note)


def _opened(voice: Voice, role: str) -> str:
    when = voice.edition.opened_at
    if when is None:
        return ""
    day = day_of(timezone.localdate(when))
    if not role:
        return _("Opened %(day)s") % {"day": day}
    return _("Opened %(day)s, confirmed by: %(role)s") % {"day": day, "role": role.lower()}


def _roles(hearing: Hearing) -> dict[Any, str]:
    """By key of the testimony, the role of who confirmed its release. One query."""
    labels = {str(value): str(label) for value, label in (*vault.Role.choices, *Role.choices)}
    rows = DelayedRelease.objects.filter(
        link__hearing=hearing.original_id, confirmed_by__groups__permissions__codename=CONFIRMS
    ).values_list("link__testimony", "confirmed_by__groups__name")
    return {testimony: labels[group] for testimony, group in rows if group in labels}
