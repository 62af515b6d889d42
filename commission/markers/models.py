"""Django looks for models here; each lives in the folder of what it is."""

from commission.markers.importing.models import ImportedMarker
from commission.markers.life.models import ConditionSeen, MarkerWithdrawal, StateChange
from commission.markers.nominations.models import Nomination, NominatorContact
from commission.markers.places.models import MarkerPlace, PlaceProposal, PublicPlace
from commission.markers.record.models import (
    Inscription,
    Marker,
    MarkerCitation,
    MarkerPerson,
    MarkerPhotograph,
    MarkerSeries,
)

__all__ = [
    "ConditionSeen",
    "ImportedMarker",
    "Inscription",
    "Marker",
    "MarkerCitation",
    "MarkerPerson",
    "MarkerPhotograph",
    "MarkerPlace",
    "MarkerSeries",
    "MarkerWithdrawal",
    "Nomination",
    "NominatorContact",
    "PlaceProposal",
    "PublicPlace",
    "StateChange",
]
