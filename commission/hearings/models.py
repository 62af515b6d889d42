"""Django looks for models here; each lives in the folder of what it is."""

from commission.hearings.docket.models import DocketEntry, Moment
from commission.hearings.hearing.models import Hearing, Session, Sitting
from commission.hearings.orders.models import OrderCover, OrderHold, RestrictionOrder
from commission.hearings.release.models import DelayedRelease
from commission.hearings.witnesses.models import (
    Appearance,
    AppearanceTestimony,
    Cipher,
    CipherName,
)

__all__ = [
    "Appearance",
    "AppearanceTestimony",
    "Cipher",
    "CipherName",
    "DelayedRelease",
    "DocketEntry",
    "Hearing",
    "Moment",
    "OrderCover",
    "OrderHold",
    "RestrictionOrder",
    "Session",
    "Sitting",
]
