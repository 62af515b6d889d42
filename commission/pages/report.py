"""Reports as pages: a landing page, and the chapters with what was found and asked in them.

A report stands at one address for good, /reports/final-report/, whether it has a page of its own
text or only its findings and recommendations; so does each chapter that has one.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from archive.reading.wording import site_address
from commission.pages.section import WrittenPage
from commission.reports.models import Chapter, Report
from commission.sharing.shared import publisher


class ReportPage(WrittenPage):
    """The landing page of a report."""

    report = models.ForeignKey(
        Report, verbose_name=_("report"), on_delete=models.PROTECT, related_name="+"
    )

    content_panels = [*WrittenPage.content_panels, FieldPanel("report")]
    subpage_types = ["pages.ChapterPage"]
    template = "pages/report.html"
    PATH_NEEDS = ("report",)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def stable_path(self) -> str:
        """Where it stands, in the language of the moment."""
        return reverse("reports:report", args=[self.report.slug])

    def clean(self) -> None:
        """A report has one page in each language. Raises ValidationError."""
        super().clean()
        others = ReportPage.objects.filter(report=self.report_id, locale=self.locale_id)
        if self.report_id and others.exclude(pk=self.pk).exists():
            raise ValidationError({"report": _("This report has a page already.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What stands in the report, as at its address."""
        from commission.pages.reports import report_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **report_context(self.report, at=timezone.now()), "landing": self}

    def described_data(self) -> dict[str, Any]:
        """What it says of itself to programs."""
        report = self.report
        data: dict[str, Any] = {
            "@type": "Report",
            "author": {"@type": "Organization", "name": report.made_by}
            if report.made_by
            else publisher(),
        }
        if report.published_on:
            data["datePublished"] = report.published_on.isoformat()
        return data


class ChapterPage(WrittenPage):
    """A chapter of a report, with what was found and asked where its text says so."""

    chapter = models.ForeignKey(
        Chapter, verbose_name=_("chapter"), on_delete=models.PROTECT, related_name="+"
    )

    content_panels = [*WrittenPage.content_panels, FieldPanel("chapter")]
    parent_page_types = ["pages.ReportPage"]
    subpage_types: list[str] = []
    template = "pages/chapter.html"
    PATH_NEEDS = ("chapter__report",)

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")

    def stable_path(self) -> str:
        """Where it stands, in the language of the moment."""
        return reverse("reports:chapter", args=[self.chapter.report.slug, self.chapter.number])

    def clean(self) -> None:
        """A chapter has one page in each language. Raises ValidationError."""
        super().clean()
        others = ChapterPage.objects.filter(chapter=self.chapter_id, locale=self.locale_id)
        if self.chapter_id and others.exclude(pk=self.pk).exists():
            raise ValidationError({"chapter": _("This chapter has a page already.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What stands in the chapter and is not quoted in its text; the chapters beside it."""
        from commission.pages.reports import chapter_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **chapter_context(self, at=timezone.now())}

    def described_data(self) -> dict[str, Any]:
        """What it says of itself to programs."""
        report = self.chapter.report
        address = site_address(reverse("reports:report", args=[report.slug]))
        return {
            "@type": "Chapter",
            "position": self.chapter.number,
            "isPartOf": {"@type": "Report", "name": report.title, "url": address},
        }
