"""The list of findings: by report and chapter, narrowed to a theme."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, F
from django.http import QueryDict
from django.utils.translation import gettext as _

from archive.dates import interval_of
from commission.findings.consequences import consequences_of
from commission.findings.models import Citation, Finding
from commission.findings.selectors import changes_uncovered, findings_public
from commission.findings.vocabulary import StandardOfProof
from commission.reports.models import Theme
from commission.reports.naming import chapter_headings, theme_names
from commission.review.models import PublicRecordQuerySet
from commission.review.translations import translated_all
from search.years import LONGEST, Years, years_read

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """One finding in a list."""

    finding: Finding
    # The row that the page shows: in its language where there is a public translation.
    shown: Finding
    standard: str
    passages: int
    # Numbers of the recommendations that rest on it.
    led_to: Sequence[int]
    # Whether its evidence changed and nobody has decided yet what follows.
    changed: bool


@dataclass(frozen=True)
class Group:
    """The findings of one chapter; without one, those that stand in no report."""

    heading: str
    rows: Sequence[Row]
    # What the report is called in its address.
    report: str = ""


@dataclass(frozen=True)
class Listing:
    """What the list page prints."""

    total: int
    groups: Sequence[Group]
    themes: Sequence[tuple[str, str]]
    theme: str
    page: Page
    page_range: Sequence[int | str] = field(default_factory=list)
    query: str = ""
    # Years as they were read, else as they were written; and whether they could be read.
    when: str = ""
    unread: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether it shows less than all findings."""
        return bool(self.theme or (self.when and not self.unread))


def listing(query: QueryDict, *, at: datetime) -> Listing:
    """Public findings on a page of the list. What cannot be read narrows nothing."""
    rows = findings_public()
    themes = list(Theme.objects.filter(findings__in=rows).distinct().order_by("name"))
    asked = query.get("theme", "")
    theme = next((one for one in themes if one.slug == asked), None)
    found = rows.filter(themes=theme) if theme else rows
    written = query.get("when", "").strip()[:LONGEST]
    years = years_read(written)
    if years:
        found = found.filter(pk__in=_about(found, years))
    page = Paginator(_ordered(found), PER_PAGE).get_page(query.get("page"))
    return Listing(
        total=rows.count(),
        groups=groups_of(list(page.object_list), at=at),
        themes=theme_names(themes),
        theme=theme.slug if theme else "",
        page=page,
        page_range=list(page.paginator.get_elided_page_range(page.number)),
        query=urlencode(
            {k: v for k, v in {"theme": theme and theme.slug, "when": years}.items() if v}
        ),
        when=str(years or written),
        unread=bool(written and not years),
    )


def _about(rows: PublicRecordQuerySet, years: Years) -> list[int]:
    """Keys of the findings whose period has a day in these years."""
    return [
        key
        for key, period in rows.values_list("pk", "period")
        if (days := interval_of(period))
        and days.first.year <= years.last
        and years.first <= days.last.year
    ]


def _ordered(rows: PublicRecordQuerySet) -> PublicRecordQuerySet:
    return rows.select_related("chapter__report__locale", "chapter__locale", "locale").order_by(
        F("chapter__report__published_on").desc(nulls_last=True),
        F("chapter__report__title").asc(nulls_last=True),
        F("chapter__number").asc(nulls_last=True),
        "number",
    )


def rows_of(findings: Sequence[Finding], *, at: datetime) -> list[Row]:
    """Findings as rows of a list: what they rest on, and whether that changed; few queries."""
    keys = [one.pk for one in findings]
    cited = Citation.objects.filter(finding__in=keys)
    counts = dict(cited.order_by().values_list("finding").annotate(n=Count("pk")))
    changed = {row.finding.pk for row in changes_uncovered(findings, at=at)}
    led_to = consequences_of(keys)
    shown = translated_all(findings)
    return [
        Row(
            finding=one,
            shown=shown[one.pk],
            standard=str(StandardOfProof(one.standard).label),
            passages=counts.get(one.pk, 0),
            led_to=[row.number for row in led_to[one.pk]],
            changed=one.pk in changed,
        )
        for one in findings
    ]


def groups_of(findings: Sequence[Finding], *, at: datetime) -> list[Group]:
    """Findings in order, gathered under their chapters."""
    rows = rows_of(findings, at=at)
    chapters = {one.chapter_id: one.chapter for one in findings if one.chapter}
    headings = chapter_headings(chapters.values())
    return [
        Group(
            headings.get(key, _("Findings in no report")),
            list(together),
            chapters[key].report.slug if key in chapters else "",
        )
        for key, together in groupby(rows, key=lambda row: row.finding.chapter_id)
    ]
