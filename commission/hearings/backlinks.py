"""Where hearings are told of: on pages of testimonies, and of what rests on a hearing."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from archive.edition.models import Edition
from archive.reading.backlinks import Backlink
from archive.testimony.models import TestimonyKind
from commission.findings.evidence import changes_of
from commission.findings.models import Finding
from commission.hearings.docket.selectors import entries_public, entries_seen
from commission.hearings.models import AppearanceTestimony, Moment
from commission.hearings.public.docket import entry_address
from commission.hearings.public.words import full_day
from commission.hearings.selectors import hearings_public
from commission.recommendations.models import Recommendation
from commission.review.models import PublicRecord
from commission.review.outcomes import Outcome
from commission.review.translations import translated, translated_all


def backlinks(edition: Edition, at: datetime) -> Iterator[Backlink]:
    """The public hearing at which this was said, and open entries of dockets that are spoken of in
    it, each at its moment. The number of queries depends on neither entries nor moments.
    """
    yield from _hearing(edition)
    yield from _entries(edition, at=at)


def heard(record: PublicRecord) -> Iterator[Outcome]:
    """Public hearings on which a finding or a recommendation rests. Three queries at most."""
    if not isinstance(record, Finding | Recommendation):
        return
    field = "findings" if isinstance(record, Finding) else "recommendations"
    rows = hearings_public().filter(**{field: record}).select_related("locale")
    hearings = list(rows.prefetch_related("sittings").order_by("number"))
    shown = translated_all(hearings)
    for hearing in hearings:
        first = hearing.first_day
        yield Outcome(
            margin=pgettext("in the margin", "Hearing %(number)s") % {"number": hearing.number},
            title=shown[hearing.pk].title,
            language=shown[hearing.pk].locale.language_code,
            address=reverse("hearings:hearing", args=[hearing.number]),
            after=full_day(first) if first else "",
            heading=gettext_lazy("Where it was heard"),
        )


def _hearing(edition: Edition) -> Iterator[Backlink]:
    if edition.kind != TestimonyKind.HEARING:
        return
    link = (
        AppearanceTestimony.objects.filter(
            testimony=edition.testimony_id, hearing__in=hearings_public()
        )
        .select_related("hearing__locale")
        .first()
    )
    if link is None:
        return
    hearing = link.hearing
    shown = translated(hearing)
    yield Backlink(
        label=_("Given at hearing %(number)s.") % {"number": hearing.number},
        url=reverse("hearings:hearing", args=[hearing.number]),
        sentence=shown.title,
        language=shown.locale.language_code,
        margin=pgettext("in the margin", "Hearing %(number)s") % {"number": hearing.number},
    )


def _entries(edition: Edition, *, at: datetime) -> Iterator[Backlink]:
    rows = Moment.objects.filter(
        entry__in=entries_public(), edition__testimony=edition.testimony_id
    )
    moments = list(rows.order_by("start_ms", "pk"))
    changed = {one.citation.pk for one in changes_of(moments, at=at)}
    holds = [one for one in moments if one.pk not in changed]
    if not holds:
        return
    entries = entries_public().filter(pk__in={one.entry_id for one in holds})
    seen = {
        one.entry.pk: one
        for one in entries_seen(entries.select_related("hearing", "document", "locale"), at=at)
        if one.is_open
    }
    for moment in holds:
        one = seen.get(moment.entry_id)
        if one is not None:
            named = _("Docket %(number)s") % {"number": one.entry.number}
            yield Backlink(
                label=_("Spoken of here: %(what)s.")
                % {"what": one.entry.exhibit_reference or named},
                url=entry_address(one.entry.hearing, one.entry.anchor),
                sentence=one.title,
                language=one.shown.locale.language_code,
                start_ms=moment.start_ms if edition.duration_ms else None,
                margin="" if edition.duration_ms else named,
            )
