"""What must have happened here before a hold of ours is lifted, and what is said while it binds.

A hold is lifted by whoever may administer the vault. These were placed by a hearing: one of them
ends with the release that a person confirmed, the other with its order, and with nothing else.
What was said at a hearing and is linked to no witness has no hold yet, and waits all the same.
"""

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from archive.holds.models import Hold
from archive.holds.selectors import in_force
from archive.testimony.models import Testimony, TestimonyKind
from commission.hearings.orders.models import OrderHold, RestrictionOrder
from commission.hearings.release.models import DelayedRelease
from commission.hearings.release.wording import refused_said
from commission.hearings.vocabulary import ReleaseState
from commission.hearings.witnesses.models import AppearanceTestimony
from media.refusal import Refused


def lift_guard(hold: Hold, at: datetime) -> None:
    """Raises Refused for a delay whose release does not open now (`opening`), and for the hold of
    an order that stands. Asked by `archive.holds` whoever lifts.
    """
    if DelayedRelease.objects.filter(hold=hold, opened_at__isnull=True).exists():
        raise Refused(
            "release_not_confirmed",
            _("This waits for the release of a hearing. It ends when that is confirmed and due."),
        )
    if RestrictionOrder.objects.filter(holds__hold=hold, lifted_at__isnull=True).exists():
        raise Refused(
            "order_stands", _("This belongs to an order of the commission. Lift the order itself.")
        )


def waits_for_witness(testimony: Testimony) -> bool:
    """Whether it was said at a hearing and nobody has linked it to the witness who said it."""
    if testimony.kind != TestimonyKind.HEARING:
        return False
    return not AppearanceTestimony.objects.filter(testimony=testimony).exists()


def holds_of_hearings(testimony: Testimony, at: datetime) -> Iterator[str | Promise]:
    """What is missing before a testimony given at a hearing may go out, in sentences."""
    if waits_for_witness(testimony):
        yield _(
            "It was said at a hearing. Link it to its witness, on the hearing's page of the desk: "
            "then a person can confirm that it may go out."
        )
    bound = Hold.objects.filter(in_force(at=at), testimony=testimony)
    for row in (
        OrderHold.objects.filter(hold__in=bound).select_related("order").defer("order__text")
    ):
        yield _(
            "Order %(number)s of the commission is in force. It is looked at again on %(day)s."
        ) % {
            "number": row.order.number,
            "day": date_format(row.order.review_on, "j F Y"),
        }
    rows = DelayedRelease.objects.filter(hold__in=bound, opened_at__isnull=True)
    for release in rows.select_related("link__hearing"):
        yield _delayed(release)
        yield from refused_said(release)


def _delayed(release: DelayedRelease) -> str:
    number = release.link.hearing.number
    if release.state == ReleaseState.WAITING or release.release_at is None:
        return _(
            "It was said at hearing %(number)s. It opens only after a person has confirmed, on the "
            "hearing's page of the desk, that it may."
        ) % {"number": number}
    when = date_format(localtime(release.release_at), "j F Y, H:i")
    return _(
        "It was said at hearing %(number)s. A person confirmed that it may go out; it opens by "
        "itself on %(when)s, if everything else is in order."
    ) % {"number": number, "when": when}
