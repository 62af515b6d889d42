"""Who speaks at a hearing, how they are protected, and which orders bind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from archive.reading.wording import day_of
from commission.hearings.models import Appearance, Hearing, RestrictionOrder
from commission.hearings.orders.selectors import orders_public, witnesses_ordered
from commission.hearings.public.docket import Row


@dataclass(frozen=True)
class Speaker:
    """A witness as the public knows them."""

    key: UUID
    name: str
    ciphered: bool
    about: str
    language: str
    measures: Sequence[str]
    # Where the ruling stands in the docket, and what it is called; empty where there is none.
    ruling: str
    ruling_address: str
    at_request: bool
    # Number of an order in force that covers them.
    order: int | None


@dataclass(frozen=True)
class Order:
    """An order in force, as far as the public is told of it."""

    number: int
    made_by: str
    made_on: str
    summary: str
    language: str
    review_on: str


def speakers_of(
    hearing: Hearing, shown: Hearing, docket: Mapping[int, Row], *, at: datetime
) -> list[Speaker]:
    """The witnesses in their order. `docket` has the rows that a ruling may stand in, by number."""
    rows = list(hearing.appearances.all())
    texts = {one.key: one for one in shown.appearances.all()}
    ordered = witnesses_ordered((one.key for one in rows), at=at)
    return [
        _speaker(
            one,
            texts.get(one.key),
            shown if one.key in texts else hearing,
            docket.get(one.ruling) if one.ruling else None,
            ordered.get(one.key),
        )
        for one in rows
    ]


def _speaker(
    row: Appearance,
    text: Appearance | None,
    said_in: Hearing,
    ruling: Row | None,
    order: int | None,
) -> Speaker:
    return Speaker(
        key=row.key,
        name=row.shown,
        ciphered=bool(row.cipher),
        about=(text or row).about,
        language=said_in.locale.language_code,
        measures=row.measures_said,
        ruling=_("Ruling, %(day)s") % {"day": ruling.filed_on} if ruling else "",
        ruling_address=ruling.address if ruling else "",
        at_request=bool(row.measures) and ruling is None,
        order=order,
    )


def rulings_of(hearing: Hearing) -> set[int]:
    """Numbers of the entries that decided how its witnesses are protected."""
    return {one.ruling for one in hearing.appearances.all() if one.ruling}


def orders_of(hearing: Hearing, *, at: datetime) -> list[Order]:
    """Orders that were made at a hearing and bind now, the newest first. One query."""
    return [_order(one) for one in orders_public(hearing, at=at)]


def _order(row: RestrictionOrder) -> Order:
    return Order(
        number=row.number,
        made_by=row.made_by,
        made_on=day_of(row.made_on),
        summary=row.summary,
        # Orders are written in one language, that of the commission.
        language=settings.LANGUAGE_CODE,
        review_on=day_of(row.review_on),
    )
