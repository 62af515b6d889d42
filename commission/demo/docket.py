"""What was filed at the first hearing of the demonstration, and the order that closes some."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from archive.redaction.models import ReasonCode
from commission.demo.citing import citations_of
from commission.demo.hearings import Bench
from commission.demo.pictures import paper_draw
from commission.demo.reviewing import published_in_both
from commission.demo.told import day_from, in_language, texts
from commission.documents.models import Access, Document
from commission.documents.receiving import document_receive
from commission.hearings.docket.models import DocketEntry, Moment
from commission.hearings.models import Hearing, RestrictionOrder
from commission.hearings.orders.services import Covered, order_place
from commission.hearings.vocabulary import OrderScope

WORDS = ("title", "note", "filed_by")


def docket_file(bench: Bench) -> None:
    """File every entry with its paper and its moments, each once, and place the order."""
    told = texts("hearings")
    hearing = Hearing.objects.originals().get(number=1)
    entries = [_entry(hearing, number, one, bench) for number, one in enumerate(told["docket"], 1)]
    if not RestrictionOrder.objects.exists():
        covered = [
            row for row, one in zip(entries, told["docket"], strict=True) if "ordered" in one
        ]
        _order(hearing, told["order"], covered, bench)


def _entry(hearing: Hearing, number: int, told: dict[str, Any], bench: Bench) -> DocketEntry:
    rows = DocketEntry.objects.originals()
    present: DocketEntry | None = rows.filter(hearing=hearing, number=number).first()
    if present is not None:
        return present
    english = in_language(told, "en")
    entry = DocketEntry(
        hearing=hearing,
        kind=told["kind"],
        filed_on=day_from(told["filed"]),
        access=told["access"],
        document=_paper(english, bench) if "page" in told else None,
        locale=Locale.objects.get(language_code="en"),
        **{name: english[name] for name in WORDS if name in english},
    )
    entry.moments.set(citations_of(told.get("moments", ()), Moment))
    return published_in_both(entry, told, WORDS, bench.hands)


def _paper(told: dict[str, Any], bench: Bench) -> Document:
    return document_receive(
        chunks=iter([paper_draw(told["title"], told["page"])]),
        original_name="paper.png",
        title=told["title"],
        access=Access.PUBLIC,
        language="en",
        dated=day_from(told["filed"]).isoformat(),
        by=bench.registrar,
        at=timezone.now(),
    )


def _order(
    hearing: Hearing, told: dict[str, Any], covered: list[DocketEntry], bench: Bench
) -> None:
    now = timezone.now()
    order_place(
        hearing=hearing,
        made_by="The chair",
        made_on=day_from(told["made"]),
        code=ReasonCode(told["code"]),
        scope=OrderScope(told["scope"]),
        starts_at=now + timedelta(days=told["made"]),
        ends_at=None,
        review_on=day_from(told["review"]),
        text=told["text"],
        summary=told["summary"],
        covered=Covered(entries=tuple(covered)),
        by=bench.officer,
        at=now,
    )
