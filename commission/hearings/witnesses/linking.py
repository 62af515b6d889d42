"""Saying which testimony in the vault a witness gave: from then on it is held until released."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.holds.models import HoldKind
from archive.holds.services import hold_place
from archive.ledger.services import ledger_append
from archive.testimony.models import Testimony, TestimonyKind
from commission.hearings.hearing.models import Hearing
from commission.hearings.orders.holding import orders_bind
from commission.hearings.release.models import DelayedRelease
from commission.hearings.rights import IDENTITY, LINK, require
from commission.hearings.witnesses.appearing import appearances_of
from commission.hearings.witnesses.ciphers import cipher_name_add, names_protect
from commission.hearings.witnesses.models import AppearanceTestimony, Cipher
from media.refusal import Refused


@transaction.atomic
def appearance_link(
    *, hearing: Hearing, appearance: UUID, testimony: Testimony, by: AbstractUser, at: datetime
) -> AppearanceTestimony:
    """Link a testimony to the witness who gave it at a hearing.

    It is held by a delay at once, so that what was open closes, and by every order that covers the
    witness. Behind a cipher, the giver's own name becomes a name of the cipher, and all of its
    names are kept out of the recording.

    Raises Refused for whoever may not, where the hearing has no such witness, where the testimony
    is no hearing appearance, has several givers behind one cipher, or belongs to a witness already,
    and for a cipher of which nobody has said who it is.
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
    if AppearanceTestimony.objects.filter(testimony=testimony).exists():
        raise Refused("linked", _("This testimony belongs to a witness already."))
    link = AppearanceTestimony.objects.create(
        hearing=hearing,
        appearance_key=appearance,
        testimony=testimony,
        linked_by_id=by.pk,
        linked_at=at,
    )
    if witness.cipher:
        _keep_out(link, witness.cipher, by=by, at=at)
    hold = hold_place(
        testimony=testimony,
        kind=HoldKind.DELAY,
        code=f"hearing-{hearing.number}",
        by=by,
        at=at,
    )
    DelayedRelease.objects.create(link=link, hold=hold)
    orders_bind(link=link, by=by, at=at)
    ledger_append(
        actor=by,
        act="hearing.link",
        record=link,
        testimony=testimony,
        at=at,
        details={"hearing": hearing.number},
    )
    return link


def _keep_out(link: AppearanceTestimony, called: str, *, by: AbstractUser, at: datetime) -> None:
    cipher = Cipher.objects.filter(cipher=called).first()
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
    require(by, IDENTITY)
    cipher_name_add(cipher=cipher, name=givers[0].real_name, by=by, at=at)
    names_protect(testimony=link.testimony, cipher=cipher, by=by, at=at)
