"""Saying which testimony in the vault a witness gave: from then on it is held until released."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.holds.models import HoldKind
from archive.holds.services import hold_place
from archive.ledger.services import ledger_append
from archive.redaction.names import fold
from archive.testimony.models import Testimony, TestimonyKind
from commission.hearings.hearing.models import Hearing
from commission.hearings.orders.holding import orders_bind
from commission.hearings.release.models import DelayedRelease
from commission.hearings.rights import IDENTITY, LINK, require
from commission.hearings.vocabulary import ReleaseState
from commission.hearings.witnesses.appearing import appearances_of
from commission.hearings.witnesses.ciphers import cipher_name_add, names_protect
from commission.hearings.witnesses.models import AppearanceTestimony, Cipher
from commission.hearings.witnesses.names import ways_to_write
from media.refusal import Refused


@transaction.atomic
def appearance_link(
    *, hearing: Hearing, appearance: UUID, testimony: Testimony, by: AbstractUser, at: datetime
) -> AppearanceTestimony:
    """Link a testimony to the witness who gave it at a hearing.

    It is held by a delay at once, so that what was open closes, and by every order that covers the
    witness. Behind a cipher, the giver's own name as it is written in the vault becomes a name of
    the cipher too, and all of its names are kept out of the recording. One that was linked to the
    wrong witness moves while nobody has confirmed its release; what held it for the other one goes
    on.

    Raises Refused for whoever may not, where the hearing has no such witness, where the testimony
    is no hearing appearance, has several givers behind one cipher, or belongs to a witness and is
    confirmed or open, and for a cipher behind which nobody, or somebody else, is known.
    """
    require(by, LINK)
    hearing = Hearing.objects.originals().select_for_update().get(pk=hearing.original_id)
    witness = appearances_of(hearing).get(appearance)
    if witness is None:
        raise Refused("no_witness", _("This hearing has no such witness. Look at it again."))
    testimony = Testimony.objects.select_for_update().get(pk=testimony.pk)
    if testimony.kind != TestimonyKind.HEARING:
        raise Refused(
            "not_an_appearance", _("Only a testimony of the kind hearing appearance goes here.")
        )
    before = AppearanceTestimony.objects.filter(testimony=testimony).first()
    if before is not None and _release_locked(before).state != ReleaseState.WAITING:
        raise Refused(
            "linked", _("This testimony belongs to a witness, and its release is confirmed.")
        )
    link = before or AppearanceTestimony(testimony=testimony)
    link.hearing, link.appearance_key = hearing, appearance
    link.linked_by_id, link.linked_at = by.pk, at
    link.save()
    if witness.cipher:
        _keep_out(link, witness.cipher, by=by, at=at)
    if before is None:
        hold = hold_place(testimony=testimony, kind=HoldKind.DELAY, code="hearing", by=by, at=at)
        DelayedRelease.objects.create(link=link, hold=hold)
    orders_bind(link=link, by=by, at=at)
    ledger_append(
        actor=by,
        act="hearing.link" if before is None else "hearing.move",
        record=link,
        testimony=testimony,
        at=at,
        details={"hearing": hearing.number},
    )
    return link


def _release_locked(link: AppearanceTestimony) -> DelayedRelease:
    # Whoever confirms it waits, and then confirms it of the witness to whom it has moved.
    return DelayedRelease.objects.select_for_update().get(link=link)


def _keep_out(link: AppearanceTestimony, called: str, *, by: AbstractUser, at: datetime) -> None:
    cipher = Cipher.objects.filter(cipher=called).first()
    require(by, IDENTITY)
    if cipher is None:
        raise Refused(
            "cipher_unknown",
            _(
                "Nobody has said who stands behind this cipher. Do that first: the name has to be "
                "kept out of the recording."
            ),
        )
    givers = [one.giver for one in link.testimony.giver_links.select_related("giver")]
    if len(givers) != 1:
        raise Refused("several", _("A cipher stands for one person. Take each in on their own."))
    known = {form for one in cipher.names.all() for form in map(fold, ways_to_write(one.name))}
    if known.isdisjoint(map(fold, ways_to_write(givers[0].real_name))):
        # Else a testimony of somebody else would make their name one that nobody may write.
        raise Refused(
            "another_name",
            _(
                "Whoever gave this is not known behind this cipher. Look at it again, or write the "
                "name down there first."
            ),
        )
    cipher_name_add(cipher=cipher, name=givers[0].real_name, by=by, at=at)
    names_protect(testimony=link.testimony, cipher=cipher, by=by, at=at)
