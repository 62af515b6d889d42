"""What findings and recommendations stand in, and what they are about."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin


class Theme(TranslatableMixin, models.Model):
    """What records are about. Seen outside only where a public record has it."""

    slug = models.SlugField(_("in addresses"), max_length=80)
    name = models.CharField(_("name"), max_length=120)

    class Meta(TranslatableMixin.Meta):
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["locale", "slug"], name="theme_slug")]

    def __str__(self) -> str:
        return self.name


class Report(TranslatableMixin, models.Model):
    """A report of this commission, or of another whose recommendations are followed here."""

    slug = models.SlugField(_("in addresses"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    made_by = models.CharField(_("made by"), max_length=200, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)

    class Meta(TranslatableMixin.Meta):
        ordering = ["-published_on", "title"]
        constraints = [models.UniqueConstraint(fields=["locale", "slug"], name="report_slug")]

    def __str__(self) -> str:
        return self.title


class Chapter(TranslatableMixin, models.Model):
    """A chapter of a report."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="chapters")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)

    class Meta(TranslatableMixin.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number", "locale"], name="chapter_number")
        ]

    def __str__(self) -> Any:
        return _("%(report)s, chapter %(number)s, %(title)s") % {
            "report": self.report.title,
            "number": self.number,
            "title": self.title,
        }
