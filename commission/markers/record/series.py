"""Markers that belong together."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin


class MarkerSeries(TranslatableMixin, models.Model):
    """Markers that belong together. Seen outside only where a public marker has it."""

    slug = models.SlugField(_("in addresses"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    about = models.TextField(_("what it is"), blank=True)

    class Meta(TranslatableMixin.Meta):
        ordering = ["title"]
        default_permissions = ("add", "change", "view")
        verbose_name = _("series of markers")
        verbose_name_plural = _("series of markers")
        constraints = [models.UniqueConstraint(fields=["locale", "slug"], name="marker_series")]

    def __str__(self) -> str:
        return self.title
