"""What waits for moderators."""

from django.db.models import QuerySet

from commission.markers.nominations.models import Nomination, NominationState


def nominations_waiting() -> QuerySet[Nomination]:
    """What nobody has decided, the longest waiting first."""
    rows = Nomination.objects.filter(state=NominationState.WAITING)
    return rows.select_related("marker").order_by("received_at", "pk")


def nominations_decided() -> QuerySet[Nomination]:
    """What was decided, the newest first."""
    rows = Nomination.objects.exclude(state=NominationState.WAITING)
    return rows.select_related("marker", "decided_by").order_by("-decided_at", "pk")
