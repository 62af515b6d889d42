"""Recording what became of a marker: only ever one row more."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.dates import edtf_validate
from commission.documents.models import Words
from commission.documents.services import words_record, words_take_down
from commission.findings.quoted_by_hand import public_words_require
from commission.markers.dates import span_of
from commission.markers.life.models import ConditionSeen, StateChange
from commission.markers.record.models import Marker
from commission.markers.rights import marker_hold, past_require, permission_require
from commission.markers.selectors import Step, life_of
from commission.markers.vocabulary import FIRST, NEEDS_REASON, NEXT, Condition, State
from commission.recommendations.rights import recorded_before
from commission.review.telling import public_changed
from media.refusal import Refused


def may_follow(states: Sequence[State]) -> bool:
    """Whether states can have come one after another, from the first on."""
    if not states:
        return True
    follows = (then in NEXT[before] for before, then in pairwise(states))
    return states[0] in FIRST and all(follows)


@transaction.atomic
def state_record(
    *,
    marker: Marker,
    state: str,
    happened_on: str,
    text: str = "",
    language: str,
    key: UUID | None = None,
    by: User,
    at: datetime,
) -> StateChange:
    """Add a state to the life of a marker; of a public marker everybody reads it at once.

    `happened_on` is EDTF; empty where nobody knows. With a `key` it makes one row however often it
    is asked to. Raises Refused for whoever may not, for a state that cannot follow the one before,
    without words where the marker was moved, damaged or removed, and for days to come.
    """
    permission_require(by, "keep_marker")
    marker = marker_hold(marker)
    if before := recorded_before(StateChange, key, by=by, marker_id=marker.pk):
        return before
    wanted = State(state)
    steps = life_of(marker)
    if not may_follow([*(one.state for one in steps), wanted]):
        raise Refused("order", _("This cannot follow the state before it. Look at its life."))
    row = StateChange(
        id=key or uuid4(),
        marker=marker,
        position=steps[-1].position + 1 if steps else 1,
        state=wanted,
        happened_on=_happened(happened_on, after=steps[-1].happened_on if steps else "", at=at),
        words=_words(text, language, needed=wanted in NEEDS_REASON),
        recorded_by=by,
        recorded_at=at,
    )
    return _kept(row, act="marker.state", by=by, at=at)


@transaction.atomic
def state_correct(
    *,
    row: StateChange,
    state: str,
    happened_on: str,
    text: str,
    language: str,
    key: UUID | None = None,
    by: User,
    at: datetime,
) -> StateChange:
    """Say what a row should have said; both stay, and the new one stands in its place.

    `text` says what was wrong, and is public. Raises Refused as `state_record` does, for a row that
    was corrected already, and where the states around it, or their days, could not stand with what
    it would say.
    """
    permission_require(by, "keep_marker")
    marker = marker_hold(row.marker)
    if before := recorded_before(StateChange, key, by=by, marker_id=marker.pk):
        return before
    if StateChange.objects.filter(corrects=row).exists():
        raise Refused("corrected", _("This was corrected already. Correct what stands now."))
    wanted = State(state)
    steps = life_of(marker)
    if not may_follow([wanted if one.id == row.pk else one.state for one in steps]):
        raise Refused("order", _("The states before and after it could not stand then."))
    new = StateChange(
        id=key or uuid4(),
        marker=marker,
        position=row.position,
        state=wanted,
        happened_on=_happened(
            happened_on,
            after=_day_of(steps, row.position - 1),
            before=_day_of(steps, row.position + 1),
            at=at,
        ),
        words=_words(text, language, needed=True),
        corrects=row,
        recorded_by=by,
        recorded_at=at,
    )
    return _kept(new, act="marker.state_correct", by=by, at=at)


@transaction.atomic
def condition_record(
    *,
    marker: Marker,
    seen_on: date,
    condition: str,
    text: str = "",
    language: str,
    next_look_by: date | None = None,
    key: UUID | None = None,
    by: User,
    at: datetime,
) -> ConditionSeen:
    """Add what somebody saw who looked at it; of a public marker everybody reads it at once.

    Raises Refused for whoever may not, for days to come, and where the next look is to be before
    this one.
    """
    permission_require(by, "keep_marker")
    marker = marker_hold(marker)
    if before := recorded_before(ConditionSeen, key, by=by, marker_id=marker.pk):
        return before
    past_require(seen_on, at=at)
    if next_look_by is not None and next_look_by <= seen_on:
        raise Refused("next_look", _("The next look has to come after this one."))
    row = ConditionSeen.objects.create(
        id=key or uuid4(),
        marker=marker,
        seen_on=seen_on,
        condition=Condition(condition),
        words=_words(text, language, needed=False),
        next_look_by=next_look_by,
        recorded_by=by,
        recorded_at=at,
    )
    if marker.live:
        public_changed(marker, at=at)
    details = {"marker": marker.number, "condition": row.condition}
    ledger_append(actor=by, act="marker.condition", record=row, at=at, details=details)
    return row


@transaction.atomic
def marker_words_take_down(*, words: Words, why: str, by: User, at: datetime) -> Words:
    """Remove words of a marker's life and say why; the row that refers to them stays.

    Raises Refused for somebody without the right, for words of anything else, and where they are
    down already.
    """
    permission_require(by, "keep_marker")
    rows = (StateChange.objects.filter(words=words), ConditionSeen.objects.filter(words=words))
    if not any(one.exists() for one in rows):
        raise Refused("not_of_marker", _("These words are no part of a marker's life."))
    return words_take_down(words=words, why=why, by=by, at=at)


def _kept(row: StateChange, *, act: str, by: User, at: datetime) -> StateChange:
    row.save(force_insert=True)
    if row.marker.live:
        public_changed(row.marker, at=at)
    details = {"marker": row.marker.number, "state": row.state, "position": row.position}
    ledger_append(actor=by, act=act, record=row, at=at, details=details)
    return row


def _day_of(steps: Sequence[Step], position: int) -> str:
    """The date of the state in a place of a life; empty where there is none."""
    return next((one.happened_on for one in steps if one.position == position), "")


def _happened(value: str, *, after: str, before: str = "", at: datetime) -> str:
    """The date as it is kept. Raises Refused for what is none, to come, or out of its order.

    `after` and `before` are the dates of the states around it.
    """
    value = value.strip()
    try:
        edtf_validate(value)
    except ValidationError as wrong:
        raise Refused("edtf", wrong.messages[0]) from wrong
    if len(value) > 40:
        raise Refused("edtf", _("This date is too long."))
    past_require(value, at=at)
    earliest, latest = span_of(after)[0], span_of(value)[1]
    if earliest and latest and latest < earliest:
        raise Refused("earlier", _("This was before the state before it. Correct that one first."))
    earliest, latest = span_of(value)[0], span_of(before)[1]
    if earliest and latest and latest < earliest:
        raise Refused("later", _("This was after the state after it. Correct that one first."))
    return value


def _words(text: str, language: str, *, needed: bool) -> Words | None:
    """Words of a row; they are public at once. Raises Refused for testimony and names kept out."""
    if not text.strip():
        if needed:
            raise Refused("no_words", _("Say why in a sentence. Everybody reads it."))
        return None
    public_words_require([text])
    return words_record(text=text, language=language)
