"""Editions as the doors read them: through `open_to`, each audience for its own use."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects

from archive.consent.models import Medium
from archive.edition.models import Edition, EditionFile, EditionQuerySet, EditionState, FileKind
from archive.edition.selectors import USE_OF, edition_for_reader
from archive.holds.selectors import forbids_reading
from archive.testimony.models import Testimony, TombstoneChoice
from media.audience import Audience


def editions_readable(
    audiences: Iterable[Audience], *, at: datetime, medium: Medium | None = Medium.TEXT
) -> EditionQuerySet:
    """All editions open to a reader now, for reading on this site."""
    rows = Edition.objects.none()
    for audience in audiences:
        rows |= Edition.objects.open_to([audience], use=USE_OF[audience], at=at, medium=medium)
    return rows


def editions_listed(audiences: Iterable[Audience], *, at: datetime) -> EditionQuerySet:
    """One readable edition a testimony; the researchers' edition stands before the public one."""
    audiences = frozenset(audiences)
    rows = editions_readable(audiences, at=at)
    if Audience.RESEARCH not in audiences:
        return rows
    fuller = editions_readable({Audience.RESEARCH}, at=at).filter(testimony=OuterRef("testimony"))
    return rows.filter(Q(audience=Audience.RESEARCH) | ~Exists(fuller))


def edition_present(
    reference: str, *, audiences: Iterable[Audience], at: datetime, number: int | None = None
) -> Edition | None:
    """The edition at an address with its files, or None where this reader may read nothing."""
    edition = edition_for_reader(reference, audiences=audiences, at=at, number=number)
    if edition is not None:
        prefetch_related_objects([edition], "files")
    return edition


def was_replaced(edition: Edition, number: int, *, audiences: Iterable[Audience]) -> bool:
    """Whether a number names an earlier edition of a testimony, once open to this reader."""
    return Edition.objects.filter(
        testimony=edition.testimony_id,
        number=number,
        state=EditionState.SUPERSEDED,
        audience__in=list(audiences),
    ).exists()


def history(edition: Edition, *, audiences: Iterable[Audience]) -> list[Edition]:
    """The editions of a testimony that this reader could open at some time, newest first."""
    rows = Edition.objects.filter(
        testimony=edition.testimony_id,
        audience__in=list(audiences),
        state__in=[EditionState.OPEN, EditionState.SUPERSEDED],
        number__isnull=False,
    )
    return list(
        rows.order_by("-number").only("number", "audience", "opened_at", "what_changed", "state")
    )


def file_readable(
    reference: str,
    number: int,
    kind: FileKind,
    *,
    medium: Medium,
    audiences: Iterable[Audience],
    at: datetime,
) -> EditionFile | None:
    """A file of an edition, where this reader may have its edition and its medium now."""
    editions = editions_readable(audiences, at=at, medium=medium)
    return (
        EditionFile.objects.filter(
            edition__in=editions.filter(reference=reference, number=number),
            kind=kind,
            purged_at__isnull=True,
        )
        .select_related("edition")
        .first()
    )


def closed_and_listed(*, at: datetime) -> list[str]:
    """References of accounts that were public, are closed now, and whose givers chose to be listed.

    Not where an order or a delay closes them: whoever ordered it decides what may be said.
    """
    ran_out = Q(editions__state=EditionState.OPEN, editions__open_until__lte=at)
    bound = forbids_reading(at=at).filter(testimony=OuterRef("pk"))
    rows = (
        Testimony.objects.filter(
            ran_out | Q(editions__state=EditionState.CLOSED),
            ~Exists(bound),
            tombstone=TombstoneChoice.LISTED,
            reference__isnull=False,
            withdrawals__isnull=True,
            editions__audience=Audience.PUBLIC,
            editions__opened_at__isnull=False,
        )
        .exclude(pk__in=editions_readable({Audience.PUBLIC}, at=at).values("testimony"))
        .order_by("reference")
        .values_list("reference", flat=True)
        .distinct()
    )
    return [reference for reference in rows if reference]
