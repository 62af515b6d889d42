"""Which index is read for each audience."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from media.audience import Audience
from search.outbox.models import IndexGeneration

# Narrowest first: whoever may read the narrower version of a record is shown that one.
AUDIENCES = (Audience.RESEARCH, Audience.PUBLIC)


# How passages lie in an index: one more with every change of that. An index of another layout is
# not read, and the worker builds it anew.
LAYOUT = 2


@dataclass(frozen=True)
class Place:
    """The name of an index, and a number that grows when it changes."""

    audience: str
    name: str
    generation: int

    @property
    def current(self) -> bool:
        """Whether its passages lie in it as this version of the software writes and reads them."""
        return f"-{self.audience}-l{LAYOUT}-" in self.name


def places(audiences: Iterable[str]) -> list[Place]:
    """The indexes that these audiences read, the narrowest first. One query."""
    wanted = {str(audience) for audience in audiences}
    order = [str(a) for a in AUDIENCES if str(a) in wanted]
    rows = IndexGeneration.objects.filter(audience__in=order)
    found = [Place(row.audience, row.name, row.generation) for row in rows]
    return sorted(found, key=lambda place: order.index(place.audience))


def place(audience: str) -> Place | None:
    """The index of one audience, or None when there is none yet."""
    return next(iter(places([audience])), None)


def new_name(audience: str, *, at: datetime) -> str:
    """A name that no index has had: prefix, audience, layout, moment."""
    moment = f"{at:%Y%m%d%H%M%S}-{secrets.token_hex(3)}"
    return f"{settings.ELASTICSEARCH_PREFIX}-{audience}-l{LAYOUT}-{moment}"


@transaction.atomic
def generation_swap(*, audience: str, name: str, at: datetime) -> str:
    """Read this index from now on. Returns the name of the one before, or nothing."""
    row = IndexGeneration.objects.select_for_update().filter(audience=audience).first()
    if row is None:
        IndexGeneration.objects.create(audience=audience, name=name, built_at=at)
        return ""
    before, row.name, row.built_at = row.name, name, at
    row.generation += 1
    row.save()
    return before


def generation_grow(audience: str) -> None:
    """Tell the readers in other processes that the index has changed."""
    IndexGeneration.objects.filter(audience=audience).update(generation=F("generation") + 1)
