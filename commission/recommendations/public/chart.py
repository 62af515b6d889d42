"""Every recommendation, read three times: a drawing made on the server, and its numbers.

One column is one recommendation. More columns than a page can hold are put in several bands; more
than a reader can tell apart are counted instead, and the drawing says so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commission.recommendations.public.drawing import (
    LEVEL,
    ORDER,
    Column,
    Drawing,
    bars,
    narrow,
    wide,
)
from commission.recommendations.vocabulary import Status, Voice

MOST_COLUMNS = 120


@dataclass(frozen=True)
class Chart:
    """Both drawings, wide and narrow, and the numbers that they show."""

    title: str
    wide: Drawing
    narrow: Drawing
    # Status or None, and for each voice how many; columns that are empty for all are left out.
    counted: list[str | None]
    table: list[tuple[str, list[int]]]
    binned: bool
    first: int
    last: int
    unseen: bool  # some have no view, or none that is a place on the way

    @property
    def counted_labels(self) -> list[str]:
        """What stands above the columns of the table."""
        return [str(Status(one).label) if one else _("No view given yet") for one in self.counted]


def chart_of(columns: Sequence[Column], *, body: bool = False) -> Chart | None:
    """The chart of recommendations in the order given; None where there is none.

    `body`: of one body alone, which is how its row is called.
    """
    if not columns:
        return None
    labels = voices_of(one_body=body)
    counts = [Counter(column.says[row] for column in columns) for row in range(3)]
    binned = len(columns) > MOST_COLUMNS
    shown = [
        status
        for status in ORDER
        if any(count[status] for count in counts) or (status in LEVEL or status == Status.STALLED)
    ]
    return Chart(
        title=_title(len(columns)),
        wide=bars(counts, labels, 1200) if binned else wide(columns, labels, counts),
        narrow=bars(counts, labels, 360) if binned else narrow(columns, labels, counts),
        counted=shown,
        table=[
            (label, [count[status] for status in shown])
            for label, count in zip(labels, counts, strict=True)
        ],
        binned=binned,
        first=columns[0].number,
        last=columns[-1].number,
        unseen=any(
            status not in LEVEL and status != Status.STALLED for c in counts for status in c
        ),
    )


def voices_of(*, one_body: bool = False) -> list[str]:
    """What the three rows are called, in the order in which they always stand."""
    return [
        _("The body says") if one_body else _("The bodies say"),
        str(Voice.COMMISSION.label),
        str(Voice.COMMUNITY.label),
    ]


def _title(count: int) -> str:
    return ngettext(
        "%(count)s recommendation in three rows: what the body says, what the commission finds, "
        "what the community says",
        "%(count)s recommendations in three rows: what the bodies say, what the commission finds, "
        "what the community says",
        count,
    ) % {"count": count}
