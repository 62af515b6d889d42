"""Where a marker is: kept in the vault, and shown no sharper than it was decided."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.markers.places.grid import DIGITS, area_of
from commission.markers.places.models import (
    MarkerPlace,
    PlaceProposal,
    ProposalState,
    PublicPlace,
)
from commission.markers.record.models import Marker
from commission.markers.rights import marker_hold, permission_require
from commission.markers.vocabulary import Precision
from commission.review.telling import public_changed
from media.refusal import Refused

# From the sharpest to the least.
ORDER = list(Precision)


@transaction.atomic
def place_set(
    *,
    marker: Marker,
    latitude: Decimal | float,
    longitude: Decimal | float,
    precision: str,
    by: User,
    at: datetime,
) -> MarkerPlace | PlaceProposal:
    """Keep where a marker is (degrees, WGS 84) and how exactly that may be told.

    At once while nothing of the marker was ever public, and where the same place is told less
    exactly than before. What would tell more, or tell of another place, waits for a second person
    and is returned as a `PlaceProposal`; an earlier one that waited is given up. Raises Refused for
    whoever may not, for what is no place on earth, and while the marker waits for its approval:
    whoever approves it has looked at the place as well.
    """
    permission_require(by, "keep_marker")
    marker = marker_hold(marker)
    spot = spot_read(latitude, longitude)
    wanted = Precision(precision)
    before = MarkerPlace.objects.filter(marker=marker).first()
    waits = _tells_more(marker, before, spot, wanted)
    _give_up(marker, by=by, at=at)
    if not waits:
        return _put(marker, spot, wanted, by=by, at=at)
    row = PlaceProposal.objects.create(
        marker=marker,
        latitude=spot[0],
        longitude=spot[1],
        precision=wanted,
        proposed_by=by,
        proposed_at=at,
    )
    _note("marker.place_propose", row, marker, wanted, by=by, at=at)
    return row


@transaction.atomic
def place_agree(*, proposal: PlaceProposal, by: User, at: datetime) -> MarkerPlace:
    """Let a place that waited become the one that is kept and shown.

    Raises Refused for whoever may not decide or proposed it, and where it waits no more.
    """
    proposal, marker = _waiting(proposal, by)
    spot = (proposal.latitude, proposal.longitude)
    if spot[0] is None or spot[1] is None:
        raise ValueError("a place that waits has degrees")
    place = _put(marker, (spot[0], spot[1]), Precision(proposal.precision), by=by, at=at)
    _decided(proposal, ProposalState.AGREED, by=by, at=at)
    return place


@transaction.atomic
def place_refuse(*, proposal: PlaceProposal, by: User, at: datetime) -> PlaceProposal:
    """Leave the place as it is. Raises Refused as `place_agree` does."""
    proposal, _marker = _waiting(proposal, by)
    return _decided(proposal, ProposalState.REFUSED, by=by, at=at)


def _tells_more(
    marker: Marker,
    before: MarkerPlace | None,
    spot: tuple[Decimal, Decimal],
    wanted: Precision,
) -> bool:
    """Whether the public would learn something of a place that nobody has decided about."""
    if not (marker.live or marker.first_published_at):
        waiting = marker.current_workflow_state
        if waiting is not None and waiting.status == WorkflowState.STATUS_IN_PROGRESS:
            raise Refused(
                "in_review", _("This waits for approval. Have it sent back before changes.")
            )
        return False
    if wanted == Precision.WORDS:
        return False
    if before is None or (before.latitude, before.longitude) != spot:
        return True
    return ORDER.index(wanted) < ORDER.index(Precision(before.precision))


def spot_read(latitude: Decimal | float, longitude: Decimal | float) -> tuple[Decimal, Decimal]:
    """Degrees as they are kept. Raises Refused for what is no place on earth."""
    try:
        area_of(float(latitude), float(longitude), Precision.EXACT)
    except ValueError as wrong:
        raise Refused(
            "no_place",
            _("Latitude is between -90 and 90 degrees, longitude between -180 and 180."),
        ) from wrong
    return (
        round(Decimal(str(latitude)), DIGITS),
        round(Decimal(str(longitude)), DIGITS),
    )


def _put(
    marker: Marker, spot: tuple[Decimal, Decimal], precision: Precision, *, by: User, at: datetime
) -> MarkerPlace:
    """Keep the place, and beside it what may be told of it, in one transaction."""
    place, _made = MarkerPlace.objects.update_or_create(
        marker=marker,
        defaults={
            "latitude": spot[0],
            "longitude": spot[1],
            "precision": precision,
            "set_by": by,
            "set_at": at,
        },
    )
    PublicPlace.objects.update_or_create(
        marker=marker, defaults=public_values(spot[0], spot[1], precision)
    )
    if marker.live:
        public_changed(marker, at=at)
    _note("marker.place", place, marker, precision, by=by, at=at)
    return place


def public_values(
    latitude: Decimal, longitude: Decimal, precision: Precision
) -> dict[str, float | str | None]:
    """The columns of a `PublicPlace`: the one way in which a place leaves the vault."""
    area = area_of(float(latitude), float(longitude), precision)
    names = ("latitude", "longitude", "south", "west", "north", "east")
    edges = {name: getattr(area, name) if area else None for name in names}
    return {"precision": precision.value, **edges}


def _waiting(proposal: PlaceProposal, by: User) -> tuple[PlaceProposal, Marker]:
    permission_require(by, "approve_marker")
    marker = marker_hold(proposal.marker)
    proposal = PlaceProposal.objects.get(pk=proposal.pk)
    if proposal.state != ProposalState.WAITING:
        raise Refused("not_waiting", _("This was decided already."))
    if proposal.proposed_by_id == by.pk:
        raise Refused("same_person", _("You proposed this place. Another person decides it."))
    return proposal, marker


def _give_up(marker: Marker, *, by: User, at: datetime) -> None:
    for one in PlaceProposal.objects.filter(marker=marker, state=ProposalState.WAITING):
        _decided(one, ProposalState.REFUSED, by=by, at=at)


def _decided(
    proposal: PlaceProposal, state: ProposalState, *, by: User, at: datetime
) -> PlaceProposal:
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, at
    proposal.latitude = proposal.longitude = None
    proposal.save()
    act = f"marker.place_{state.value}"
    _note(act, proposal, proposal.marker, Precision(proposal.precision), by=by, at=at)
    return proposal


def _note(
    act: str,
    row: MarkerPlace | PlaceProposal,
    marker: Marker,
    precision: Precision,
    *,
    by: User,
    at: datetime,
) -> None:
    """By ids alone: no degrees are in the ledger."""
    details = {"marker": marker.number, "precision": precision.value}
    ledger_append(actor=by, act=act, record=row, at=at, details=details)
