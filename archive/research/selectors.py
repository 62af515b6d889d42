"""Who may read what is made for researchers."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser, AnonymousUser

from archive.research.models import ResearchGrant
from media.audience import Audience


def audiences_of(user: AbstractUser | AnonymousUser, *, at: datetime) -> frozenset[Audience]:
    """The public for everybody; researchers too for whom a grant lets in at this moment.

    Neither staff nor superusers are researchers by that alone.
    """
    if user.is_authenticated and user.is_active:
        granted = ResearchGrant.objects.filter(
            researcher_id=user.pk, starts_at__lte=at, ends_at__gt=at, revoked_at__isnull=True
        )
        if granted.exists():
            return frozenset({Audience.PUBLIC, Audience.RESEARCH})
    return frozenset({Audience.PUBLIC})
