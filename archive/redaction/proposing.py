"""Proposing that a span does not go out."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from archive.redaction.models import (
    WITHHELD,
    ProtectedName,
    ReasonCode,
    Redaction,
    RedactionKind,
)
from archive.redaction.placing import Span, span_of_time, span_of_words
from archive.redaction.selectors import transcript_newest
from archive.testimony.models import Recording, Testimony
from media.refusal import Refused

REPLACING = (RedactionKind.PSEUDONYMISE, RedactionKind.GENERALISE)


def redaction_propose(
    *,
    testimony: Testimony,
    recording: Recording | None,
    kind: RedactionKind,
    reason: ReasonCode,
    by: AbstractUser,
    at: datetime,
    word_ids: Sequence[str] = (),
    start_ms: int | None = None,
    end_ms: int | None = None,
    note: str = "",
    replacement: str = "",
    open_to_research: bool = False,
    protected_name: ProtectedName | None = None,
) -> Redaction:
    """Propose that a span does not go out: words of the newest transcript, or a range in ms.

    From now on the span is withheld from every candidate; another person decides. Its sound is
    widened to the nearest pause, or by at least 250 ms. Raises Refused when the span names no word
    that is there, is empty or lies outside the recording, or a replacement is asked for and not
    given.
    """
    if (kind in REPLACING) != bool(replacement.strip()):
        raise Refused(
            "replacement",
            _("Write what is to stand in place of the words, or choose to remove them."),
        )
    # Reading the sound takes a moment and happens before anything is written.
    if word_ids:
        span = span_of_words(testimony, recording, list(word_ids))
    else:
        span = span_of_time(testimony, recording, start_ms, end_ms)
    return _propose(
        Redaction(
            testimony=testimony,
            recording=recording,
            kind=kind,
            reason=reason,
            open_to_research=open_to_research,
            replacement=replacement.strip(),
            note=note,
            protected_name=protected_name,
            proposed_by_id=by.pk,
            proposed_at=at,
        ),
        span,
        by=by,
        at=at,
    )


def redaction_place_again(
    *, redaction: Redaction, word_ids: Sequence[str], by: AbstractUser, at: datetime
) -> Redaction:
    """Propose the same over words of the newest text, where those of a redaction stand now.

    The earlier one stays in force: the sound at its place is silenced whatever the text says.
    Returns the proposal. Raises Refused as `redaction_propose` does, and when the earlier one is
    not in force.
    """
    if redaction.state not in WITHHELD:
        raise Refused("not_in_force", _("Only a redaction that is in force is placed again."))
    transcript = transcript_newest(redaction.testimony)
    return redaction_propose(
        testimony=redaction.testimony,
        recording=transcript.recording if transcript else None,
        kind=RedactionKind(redaction.kind),
        reason=ReasonCode(redaction.reason),
        word_ids=word_ids,
        note=redaction.note,
        replacement=redaction.replacement,
        open_to_research=redaction.open_to_research,
        protected_name=redaction.protected_name,
        by=by,
        at=at,
    )


@transaction.atomic
def _propose(redaction: Redaction, span: Span, *, by: AbstractUser, at: datetime) -> Redaction:
    Testimony.objects.select_for_update().get(pk=redaction.testimony_id)
    redaction.word_ids = list(span.word_ids)
    redaction.start_ms, redaction.end_ms = span.start_ms, span.end_ms
    redaction.sound_start_ms, redaction.sound_end_ms = span.sound_start_ms, span.sound_end_ms
    redaction.placed_on = span.placed_on
    redaction.save(force_insert=True)
    ledger_append(
        actor=by,
        act="redaction.propose",
        record=redaction,
        testimony=redaction.testimony,
        at=at,
        details={
            "kind": str(redaction.kind),
            "reason": str(redaction.reason),
            "start_ms": span.start_ms,
            "end_ms": span.end_ms,
            "words": len(span.word_ids),
            "open_to_research": redaction.open_to_research,
        },
    )
    return redaction
