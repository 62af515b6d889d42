"""Letting researchers in, for a time, and out again."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from archive.refusal import SamePerson
from archive.research.models import ResearchGrant
from archive.research.selectors import audiences_of

__all__ = ["audiences_of", "research_grant", "research_revoke"]


@transaction.atomic
def research_grant(
    *,
    researcher: AbstractUser,
    ends_at: datetime,
    starts_at: datetime | None = None,
    by: AbstractUser,
    at: datetime,
) -> ResearchGrant:
    """Let a researcher in until `ends_at`, from now or from `starts_at`.

    Raises SamePerson for one's own access, ValidationError when it ends before it begins.
    """
    if researcher.pk == by.pk:
        raise SamePerson(_("You cannot let yourself in. Another administrator must do it."))
    starts_at = starts_at or at
    if ends_at <= starts_at:
        raise ValidationError({"ends_at": _("Give an end that is after the beginning.")})
    grant = ResearchGrant.objects.create(
        researcher_id=researcher.pk, granted_by_id=by.pk, starts_at=starts_at, ends_at=ends_at
    )
    ledger_append(
        actor=by,
        act="research.grant",
        record=grant,
        at=at,
        details={
            "researcher": str(researcher.pk),
            "starts_at": starts_at.isoformat(),
            "ends_at": ends_at.isoformat(),
        },
    )
    return grant


@transaction.atomic
def research_revoke(*, grant: ResearchGrant, by: AbstractUser, at: datetime) -> ResearchGrant:
    """End a researcher's access at once. Raises ValidationError when it was ended before."""
    current = ResearchGrant.objects.select_for_update().get(pk=grant.pk)
    if current.revoked_at is not None:
        raise ValidationError(_("This access was ended before."))
    current.revoked_at = at
    current.save(update_fields=["revoked_at"])
    ledger_append(
        actor=by,
        act="research.revoke",
        record=current,
        at=at,
        details={"researcher": str(current.researcher_id)},
    )
    grant.refresh_from_db()
    return grant
