"""How long a body took to answer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commission.recommendations.bodies.models import Body
from commission.recommendations.recommendation.models import AddressedBody
from commission.recommendations.responses.models import Response
from commission.recommendations.vocabulary import Part, ResponseKind


@dataclass(frozen=True)
class Lag:
    """One recommendation, and how many days its answer took, or has not come for."""

    number: int
    days: int
    answered: bool
    late: bool

    @property
    def said(self) -> str:
        """73 days; 118 days, no answer."""
        days = ngettext("%(n)s day", "%(n)s days", self.days) % {"n": self.days}
        return days if self.answered else _("%(days)s, no answer") % {"days": days}


@dataclass(frozen=True)
class Answering:
    """All of them, the longest first, and what was answered."""

    lags: Sequence[Lag]
    limit: int
    answered: int
    kinds: str  # 7 accepted in full, 3 accepted in part
    late: int

    @property
    def longest(self) -> int:
        """Where the meters end."""
        return max([self.limit, *(lag.days for lag in self.lags)])


def answering_of(body: Body, numbers: dict[Any, int], *, today: date) -> Answering:
    """How a body answered the recommendations of these keys and numbers. Two queries.

    Only of those that it leads an answer is owed; it is told of the others where it came.
    """
    first: dict[Any, date] = {}
    newest: dict[Any, str] = {}
    rows = Response.objects.filter(body=body, recommendation__in=numbers)
    for key, given_on, kind in rows.order_by("given_on", "recorded_at").values_list(
        "recommendation", "given_on", "kind"
    ):
        first.setdefault(key, given_on)
        newest[key] = kind
    lags = []
    asked = AddressedBody.objects.filter(
        body=body, recommendation__in=numbers, recommendation__made_on__isnull=False
    ).values_list("recommendation", "part", "recommendation__made_on")
    for key, part, made_on in asked:
        if made_on is None or (key not in first and part != Part.LEAD) or made_on > today:
            continue
        days = max((first.get(key, today) - made_on).days, 0)
        lags.append(Lag(numbers[key], days, key in first, days > body.days_to_answer))
    lags.sort(key=lambda lag: (-lag.days, lag.number))
    kinds = Counter(newest.values())
    return Answering(
        lags=lags,
        limit=body.days_to_answer,
        answered=len(newest),
        kinds=", ".join(
            f"{kinds[kind]} {str(kind.label).lower()}" for kind in ResponseKind if kinds[kind]
        ),
        late=sum(lag.late for lag in lags),
    )
