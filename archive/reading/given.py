"""Narrowing a list of editions by when they were given: a date counts in each year it reaches."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from archive.edition.models import EditionQuerySet
from search.years import Years

# A date that is open to one side, or known only within more years, is counted in its first.
MOST_YEARS = 100


def given_within(years: Iterable[Years]) -> Q:
    """Editions given in one of these, as far as is known; nothing for years that there are not."""
    found = Q(pk__in=[])
    for span in years:
        if date.min.year <= span.first <= span.last <= date.max.year:
            found |= Q(
                given_first__lte=date(span.last, 12, 31), given_last__gte=date(span.first, 1, 1)
            )
    return found


def years_counted(rows: EditionQuerySet) -> Counter[int]:
    """By year, how many editions were or may have been given in it. One query."""
    counted: Counter[int] = Counter()
    dated = rows.filter(given_first__isnull=False).order_by()
    for first, last in dated.values_list("given_first", "given_last"):
        if first and last:
            years = range(first.year, last.year + 1)
            counted.update(years if len(years) <= MOST_YEARS else years[:1])
    return counted
