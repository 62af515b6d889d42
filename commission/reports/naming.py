"""Reports, chapters and themes as a page in some language names them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from commission.reports.models import Chapter, Report, Theme
from commission.review.translations import translated_all


def theme_names(themes: Iterable[Theme]) -> list[tuple[str, str]]:
    """In-address name and name in the page's language, by that name; one query."""
    rows = list(themes)
    shown = translated_all(rows)
    return sorted(((row.slug, shown[row.pk].name) for row in rows), key=lambda pair: pair[1])


def report_titles(reports: Iterable[Report]) -> dict[Any, str]:
    """Titles in the page's language, under the reports' keys; one query."""
    rows = {row.pk: row for row in reports}
    return {key: row.title for key, row in translated_all(rows.values()).items()}


def chapter_headings(chapters: Iterable[Chapter]) -> dict[Any, str]:
    """Final report, chapter 5, Records and reporting; under the chapters' keys. Two queries."""
    rows = {row.pk: row for row in chapters}
    titles = report_titles(row.report for row in rows.values())
    shown = translated_all(rows.values())
    return {
        key: _("%(report)s, chapter %(number)s, %(title)s")
        % {"report": titles[row.report_id], "number": row.number, "title": shown[key].title}
        for key, row in rows.items()
    }
