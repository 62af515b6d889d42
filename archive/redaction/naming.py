"""Protecting a name: every place of it is put in front of a person, who decides each."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from archive.redaction.models import (
    OccurrenceKept,
    ProtectedName,
    ReasonCode,
    Redaction,
    RedactionKind,
)
from archive.redaction.names import pieces
from archive.redaction.proposing import redaction_propose
from archive.redaction.selectors import name_occurrences, transcript_newest
from archive.testimony.models import Testimony
from media.refusal import Refused


@transaction.atomic
def name_protect(
    *, testimony: Testimony, name: str, reason: ReasonCode, by: AbstractUser, at: datetime
) -> ProtectedName:
    """Say that a name may stand nowhere outside. Its places are found by `name_occurrences`.

    Until each of them is decided no edition opens, and the leak check looks for the name in
    everything that is built. Raises Refused for a text without letters.
    """
    if not any(piece.isalpha() for piece in pieces(name)):
        raise Refused("name", _("Write the name as it is spoken or written."))
    Testimony.objects.select_for_update().get(pk=testimony.pk)
    protected = ProtectedName.objects.create(
        testimony=testimony,
        name=" ".join(name.split()),
        reason=reason,
        created_by_id=by.pk,
        created_at=at,
    )
    ledger_append(
        actor=by,
        act="name.protect",
        record=protected,
        testimony=testimony,
        at=at,
        details={"reason": str(reason)},
    )
    return protected


def occurrences_propose(
    *, protected_name: ProtectedName, by: AbstractUser, at: datetime
) -> list[Redaction]:
    """Propose to remove every undecided place of the name; another person decides.

    Returns the proposals, none when there is no such place.
    """
    testimony = protected_name.testimony
    transcript = transcript_newest(testimony)
    return [
        redaction_propose(
            testimony=testimony,
            recording=transcript.recording if transcript else None,
            kind=RedactionKind.REMOVE,
            reason=ReasonCode(protected_name.reason),
            word_ids=occurrence.word_ids,
            protected_name=protected_name,
            by=by,
            at=at,
        )
        for occurrence in name_occurrences(protected_name)
        if not occurrence.decided
    ]


@transaction.atomic
def occurrence_keep(
    *,
    protected_name: ProtectedName,
    word_ids: Sequence[str],
    why: str,
    by: AbstractUser,
    at: datetime,
) -> OccurrenceKept:
    """Record that the words stay: this is not that name, or it may stand here, and why.

    Raises Refused without a reason, and for words that are no undecided place of the name.
    """
    if not why.strip():
        raise Refused("why", _("Say in a sentence why the name may stay here."))
    Testimony.objects.select_for_update().get(pk=protected_name.testimony_id)
    wanted = set(word_ids)
    places = [set(o.word_ids) for o in name_occurrences(protected_name) if not o.decided]
    if not wanted or not any(wanted == place for place in places):
        raise Refused(
            "occurrence", _("This place is decided already, or the transcript has changed since.")
        )
    kept = OccurrenceKept.objects.create(
        protected_name=protected_name,
        word_ids=list(word_ids),
        why=why.strip(),
        kept_by_id=by.pk,
        kept_at=at,
    )
    ledger_append(
        actor=by,
        act="name.keep",
        record=kept,
        testimony=protected_name.testimony,
        at=at,
        details={"words": len(wanted)},
    )
    return kept
