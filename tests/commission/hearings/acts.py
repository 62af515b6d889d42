"""Every act at a hearing beside writing and approving it, with the right that it takes."""

from datetime import timedelta

from archive.redaction.models import ReasonCode
from archive.testimony.models import TestimonyKind
from commission.hearings.models import RestrictionOrder
from commission.hearings.orders.services import (
    Covered,
    order_lift,
    order_place,
    order_review,
    order_text_read,
    order_widen,
)
from commission.hearings.release.services import (
    hearing_release_confirm,
    hearing_release_take_back,
)
from commission.hearings.rights import CONFIRM, IDENTITY, LIFT, LINK, PLACE, READ
from commission.hearings.vocabulary import OrderScope
from commission.hearings.witnesses.ciphers import (
    cipher_give,
    cipher_name_add,
    cipher_name_remove,
    cipher_names_read,
)
from commission.hearings.witnesses.linking import appearance_link
from tests.commission.hearings.factories import (
    AppearanceFactory,
    CipherFactory,
    DelayedReleaseFactory,
    HearingFactory,
    SessionFactory,
)
from tests.factories import NOW, TestimonyFactory, UserFactory

LAST_WEEK = (NOW - timedelta(days=7)).date()


class Sat:
    """A hearing that was held: one recording waits, one was confirmed, one is not linked yet."""

    def __init__(self) -> None:
        self.hearing = HearingFactory(number=40, on=[LAST_WEEK], on__state="held")
        self.witness = AppearanceFactory(hearing=self.hearing)
        SessionFactory(hearing=self.hearing, date=LAST_WEEK, witness=self.witness.called)
        self.waiting = DelayedReleaseFactory(link__of=self.witness)
        self.confirmed = DelayedReleaseFactory(
            link__of=self.witness,
            confirmed_at=NOW,
            confirmed_by=UserFactory(),
            release_at=NOW + timedelta(days=1),
            notice="The recording opens tomorrow.",
        )
        # Of a cipher one name has to stay.
        self.cipher = CipherFactory(cipher="C92", names=["Odile Brandt", "Perpetua Quill"])
        self.testimony = TestimonyFactory(kind=TestimonyKind.HEARING)

    @property
    def covered(self) -> Covered:
        """The witness, as an order covers them."""
        return Covered(witnesses=(self.witness.key,))


# Act: (the one right that it takes, what calls it).
ACTS = {
    "appearance_link": (
        LINK,
        lambda one, who: appearance_link(
            hearing=one.sat.hearing,
            appearance=one.sat.witness.key,
            testimony=one.sat.testimony,
            **who,
        ),
    ),
    "cipher_give": (
        IDENTITY,
        lambda one, who: cipher_give(cipher="C91", name="Perpetua Quillfeather", **who),
    ),
    "cipher_name_add": (
        IDENTITY,
        lambda one, who: cipher_name_add(
            cipher=one.sat.cipher, name="Perpetua Quillfeather", **who
        ),
    ),
    "cipher_name_remove": (
        IDENTITY,
        lambda one, who: cipher_name_remove(name=one.sat.cipher.names.first(), **who),
    ),
    "cipher_names_read": (
        IDENTITY,
        lambda one, who: cipher_names_read(cipher=one.sat.cipher, **who),
    ),
    "order_place": (
        PLACE,
        lambda one, who: order_place(
            hearing=one.sat.hearing,
            made_by="The chair",
            made_on=LAST_WEEK,
            code=ReasonCode.SAFE,
            scope=OrderScope.CONTENT,
            starts_at=NOW,
            ends_at=None,
            review_on=(NOW + timedelta(days=90)).date(),
            text="Not to be published.",
            summary="Nothing may be published yet.",
            covered=one.sat.covered,
            **who,
        ),
    ),
    "order_widen": (
        PLACE,
        lambda one, who: order_widen(
            order=RestrictionOrder.objects.get(), covered=one.sat.covered, **who
        ),
    ),
    "order_lift": (LIFT, lambda one, who: order_lift(order=RestrictionOrder.objects.get(), **who)),
    "order_review": (
        (PLACE, LIFT),
        lambda one, who: order_review(
            order=RestrictionOrder.objects.get(),
            review_on=(NOW + timedelta(days=60)).date(),
            **who,
        ),
    ),
    "order_text_read": (
        READ,
        lambda one, who: order_text_read(order=RestrictionOrder.objects.get(), **who),
    ),
    "hearing_release_confirm": (
        CONFIRM,
        lambda one, who: hearing_release_confirm(
            release=one.sat.waiting, notice="The recording opens tomorrow.", **who
        ),
    ),
    "hearing_release_take_back": (
        CONFIRM,
        lambda one, who: hearing_release_take_back(release=one.sat.confirmed, **who),
    ),
}
