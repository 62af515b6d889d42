"""Editions as a reader may have them, and what an address says after a withdrawal."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from archive.consent.models import Medium, Use
from archive.edition.models import Edition, EditionTurn
from archive.withdrawal.models import Withdrawal
from media.audience import Audience

# Which use each kind of reader stands for when reading on this site.
USE_OF = {Audience.PUBLIC: Use.WEB_PUBLICATION, Audience.RESEARCH: Use.RESEARCH}


def edition_for_reader(
    reference: str,
    *,
    audiences: Iterable[Audience],
    at: datetime,
    number: int | None = None,
) -> Edition | None:
    """The edition that this reader may have at an address; the researchers' before the public one.

    None for what is not open to them, whatever the reason: it looks as if it never existed.
    """
    addressed = _addressed(reference)
    if number is not None:
        addressed &= Q(number=number)
    wanted = {Audience(audience) for audience in audiences}
    for audience in (Audience.RESEARCH, Audience.PUBLIC):
        if audience in wanted:
            rows = Edition.objects.open_to(
                [audience], use=USE_OF[audience], at=at, medium=Medium.TEXT
            )
            # No reader is shown the manifest, which repeats all the words.
            edition = rows.filter(addressed).defer("manifest").first()
            if edition is not None:
                return edition
    return None


def turns_marked() -> QuerySet[EditionTurn]:
    """Turns in order, each marked with whether an earlier one of its edition begins when it does:
    then any of them can be read alone and still knows its id on the page.
    """
    earlier = EditionTurn.objects.filter(
        edition=OuterRef("edition"),
        start_ms=OuterRef("start_ms"),
        position__lt=OuterRef("position"),
    )
    return EditionTurn.objects.annotate(begins_again=Exists(earlier)).order_by(
        "edition", "position"
    )


def was_open_to(reference: str, audiences: Iterable[Audience]) -> Withdrawal | None:
    """The withdrawal that an address tells this reader of, or None: then it never existed.

    Told only where this reader could once open it, and its giver chose that it is told. The newest
    withdrawal decides. Whoever asks has looked first that nothing is open there now.
    """
    once = Edition.objects.filter(
        _addressed(reference),
        audience__in=[Audience(audience) for audience in audiences],
        opened_at__isnull=False,
    )
    withdrawal = (
        Withdrawal.objects.filter(testimony__in=once.values("testimony"))
        .order_by("-withdrawn_at", "-pk")
        .first()
    )
    return withdrawal if withdrawal is not None and withdrawal.listed else None


def _addressed(reference: str) -> Q:
    # An empty reference is that of every candidate.
    return (Q(reference=reference) | Q(testimony__reference=reference)) & ~Q(reference="")
