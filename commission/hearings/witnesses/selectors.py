"""What may be read and heard of a witness: the open edition of their testimony, or nothing."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from archive.consent.models import Use
from archive.edition.models import Edition
from archive.testimony.models import Testimony
from commission.hearings.hearing.models import Hearing
from commission.hearings.witnesses.models import AppearanceTestimony
from media.audience import Audience


def editions_of(hearings: Iterable[Hearing], *, at: datetime) -> dict[UUID, list[Edition]]:
    """By key of the appearance, the editions that the public may read on the web now.

    Two queries for any number of hearings. What is held, withdrawn or not yet confirmed is not
    open, and so is none of them.
    """
    keys = [one.original_id for one in hearings]
    links = AppearanceTestimony.objects.filter(hearing__in=keys).values_list(
        "testimony", "appearance_key"
    )
    witness = dict(links)
    found: dict[UUID, list[Edition]] = {}
    rows = Edition.objects.open_to([Audience.PUBLIC], use=Use.WEB_PUBLICATION, at=at)
    for edition in rows.filter(testimony__in=witness).order_by("opened_at"):
        found.setdefault(witness[edition.testimony_id], []).append(edition)
    return found


def hearing_of(testimony: Testimony) -> Hearing | None:
    """The public hearing at which a testimony was given, or None."""
    link = AppearanceTestimony.objects.filter(testimony=testimony, hearing__live=True)
    row = link.select_related("hearing").first()
    return row.hearing if row else None
