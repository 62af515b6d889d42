"""How to reach whoever sent something: read by moderators, sealed anew when the key changes."""

from datetime import datetime

from django.db import transaction

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.following.addresses import (
    AddressUnreadable,
    address_open,
    address_seal,
    sealing_key,
)
from commission.markers.nominations.models import Nomination, NominatorContact
from commission.markers.rights import permission_require


@transaction.atomic
def contact_read(*, nomination: Nomination, by: User, at: datetime) -> str:
    """The address, to answer whoever wrote; each reading is in the ledger. Empty for none.

    Raises Refused for whoever may not moderate, AddressUnreadable where its key is gone.
    """
    permission_require(by, "moderate_nominations")
    contact = NominatorContact.objects.filter(nomination=nomination).first()
    if contact is None:
        return ""
    address = address_open(contact.address)
    ledger_append(actor=by, act="nomination.contact", record=nomination, at=at)
    return address


def contacts_reseal(*, at: datetime, limit: int = 200) -> int:
    """Bring contacts under an older key to the newest. Returns how many; one query when none is."""
    stale = NominatorContact.objects.exclude(sealed_with=sealing_key()).order_by("pk")[:limit]
    done = 0
    for contact in stale:
        try:
            address = address_open(contact.address)
        except AddressUnreadable:
            continue
        # By its key: it may have been deleted meanwhile, and then it stays so.
        done += NominatorContact.objects.filter(pk=contact.pk).update(
            address=address_seal(address), sealed_with=sealing_key()
        )
    return done
