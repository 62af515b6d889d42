"""What visitors send: taken in, and decided by a moderator."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.documents.services import text_checked
from commission.following.addresses import address_seal, sealing_key
from commission.markers.life.models import StateChange
from commission.markers.nominations.models import (
    Nomination,
    NominationKind,
    NominationState,
    NominatorContact,
)
from commission.markers.record.models import Marker
from commission.markers.rights import permission_require
from commission.markers.vocabulary import State
from commission.review.services import number_next
from media.refusal import Refused

# Against whoever fills the queue. Nothing about the visitor is looked at or kept.
HOUR = timedelta(hours=1)
OVERALL_AN_HOUR = 60
MARKER_AN_HOUR = 10
# Long enough to answer whoever wrote; then the contact goes. Spam has none to answer.
CONTACT_LASTS = timedelta(days=30)


@transaction.atomic
def nomination_receive(
    *,
    what: str,
    place: str,
    why: str,
    remembers: str = "",
    contact: str = "",
    language: str,
    by: User | None = None,
    at: datetime,
) -> Nomination:
    """Take in a wish for a marker; `by` is somebody of the staff who writes it down for another.

    Nothing of it is public. The contact is encrypted at once and kept apart. Raises Refused while
    too much arrives, whoever sends it, and for what is no text.
    """
    _room_require(by, at=at)
    row = Nomination(
        kind=NominationKind.MARKER,
        what=text_checked(what)[:200],
        place=text_checked(place),
        why=text_checked(why),
        remembers=text_checked(remembers),
    )
    return _taken_in(row, contact=contact, language=language, by=by, at=at)


@transaction.atomic
def damage_tell(
    *,
    marker: Marker,
    text: str,
    contact: str = "",
    language: str,
    by: User | None = None,
    at: datetime,
) -> Nomination:
    """Take in word that a marker is damaged or gone. Nothing of it is public.

    Raises Refused for a marker that is not public, and as `nomination_receive` does.
    """
    if not marker.live or marker.translated_from_id is not None:
        raise Refused("not_public", _("This marker is not public."))
    _room_require(by, at=at, marker=marker)
    row = Nomination(
        kind=NominationKind.DAMAGE, what=str(marker), why=text_checked(text), marker=marker
    )
    return _taken_in(row, contact=contact, language=language, by=by, at=at)


@transaction.atomic
def nomination_accept(*, nomination: Nomination, by: User, at: datetime) -> Nomination:
    """Make a draft marker of a wish, in the state nominated; or note that word was acted upon.

    The draft has its title from the wish; the rest stays where moderators and keepers read it, and
    the contact is not copied. Whoever wrote it down or accepts it never approves the marker. Raises
    Refused for whoever may not moderate, and where it was decided already.
    """
    nomination = _waiting(nomination, by)
    if nomination.kind == NominationKind.MARKER:
        nomination.marker = _draft_of(nomination, by=by, at=at)
    return _decided(nomination, NominationState.ACCEPTED, by=by, at=at)


@transaction.atomic
def nomination_decline(
    *, nomination: Nomination, reason: str, by: User, at: datetime
) -> Nomination:
    """Follow a wish no further, and say why. Raises Refused as above, and without a reason."""
    nomination = _waiting(nomination, by)
    nomination.reason = text_checked(reason)
    if not nomination.reason:
        raise Refused("no_words", _("Say why in a sentence."))
    return _decided(nomination, NominationState.DECLINED, by=by, at=at)


@transaction.atomic
def nomination_mark_spam(*, nomination: Nomination, by: User, at: datetime) -> Nomination:
    """Put aside what was not meant for the commission; its contact goes at once."""
    nomination = _waiting(nomination, by)
    NominatorContact.objects.filter(nomination=nomination).delete()
    return _decided(nomination, NominationState.SPAM, by=by, at=at)


def contacts_clear(*, at: datetime, limit: int = 500) -> int:
    """Delete contacts of what was decided CONTACT_LASTS ago. Returns how many went."""
    old = NominatorContact.objects.filter(nomination__decided_at__lte=at - CONTACT_LASTS)
    keys = list(old.values_list("pk", flat=True)[:limit])
    return NominatorContact.objects.filter(pk__in=keys).delete()[0] if keys else 0


def _room_require(by: User | None, *, at: datetime, marker: Marker | None = None) -> None:
    """Raises Refused while too much arrives. What staff writes down always has room."""
    if by is not None:
        return
    lately = Nomination.objects.filter(received_at__gt=at - HOUR, taken_by__isnull=True)
    full = lately.count() >= OVERALL_AN_HOUR
    if marker is not None and not full:
        full = lately.filter(marker=marker).count() >= MARKER_AN_HOUR
    if full:
        raise Refused(
            "too_many", _("Many people are writing to us right now. Try again in an hour.")
        )


def _taken_in(
    row: Nomination, *, contact: str, language: str, by: User | None, at: datetime
) -> Nomination:
    if by is not None:
        permission_require(by, "moderate_nominations")
    row.language, row.taken_by, row.received_at = language, by, at
    row.save(force_insert=True)
    if contact:
        NominatorContact.objects.create(
            nomination=row, address=address_seal(contact), sealed_with=sealing_key()
        )
    ledger_append(
        actor=by or "visitor",
        act="nomination.receive",
        record=row,
        at=at,
        details={"kind": row.kind},
    )
    return row


def _waiting(nomination: Nomination, by: User) -> Nomination:
    permission_require(by, "moderate_nominations")
    row = Nomination.objects.select_for_update().get(pk=nomination.pk)
    if row.state != NominationState.WAITING:
        raise Refused("not_waiting", _("This was decided already."))
    return row


def _decided(row: Nomination, state: NominationState, *, by: User, at: datetime) -> Nomination:
    row.state, row.decided_by, row.decided_at = state, by, at
    row.save()
    details = {"kind": row.kind, "marker": row.marker.number if row.marker else 0}
    ledger_append(actor=by, act=f"nomination.{state.value}", record=row, at=at, details=details)
    return row


def _draft_of(nomination: Nomination, *, by: User, at: datetime) -> Marker:
    """A moderator writes no markers otherwise: the right to accept is the right to this draft."""
    locale = Locale.objects.filter(language_code=nomination.language).first()
    marker = Marker(
        number=number_next(Marker),
        locale=locale or Locale.get_default(),
        title=nomination.what,
        live=False,
        has_unpublished_changes=True,
    )
    marker.full_clean()
    marker.save()
    marker.save_revision(user=by, log_action="wagtail.create")
    state = StateChange.objects.create(
        marker=marker,
        position=1,
        state=State.NOMINATED,
        happened_on=timezone.localdate(nomination.received_at).isoformat(),
        recorded_by=by,
        recorded_at=at,
    )
    details = {"marker": marker.number, "state": state.state, "position": 1}
    ledger_append(actor=by, act="marker.state", record=state, at=at, details=details)
    return marker
