"""Editorial pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from archive.reading.front import front_page
from archive.reading.turns import Span
from commission.pages.article import ArticlePage
from commission.pages.became import became
from commission.pages.editorial import EditorialPage
from commission.pages.told import PageDecision, PageTold

__all__ = ["ArticlePage", "HomePage", "PageDecision", "PageTold"]


class HomePage(EditorialPage):
    """The front door: who we are, beside a voice and what is new, which come from open editions."""

    who_we_are = RichTextField(_("who we are"), blank=True, features=["bold", "italic", "link"])
    what_we_do = RichTextField(_("what we do"), blank=True, features=["bold", "italic", "link"])
    # Which voice speaks first. Only the place is kept here; the words come from the open edition,
    # and leave this page when it does.
    voice_reference = models.CharField(_("testimony"), max_length=24, blank=True)
    voice_start = models.DecimalField(
        _("from, in seconds"), max_digits=9, decimal_places=3, null=True, blank=True
    )
    voice_end = models.DecimalField(
        _("to, in seconds"), max_digits=9, decimal_places=3, null=True, blank=True
    )

    content_panels = [
        *EditorialPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("voice_reference"),
                FieldRowPanel([FieldPanel("voice_start"), FieldPanel("voice_end")]),
            ],
            heading=_("A voice from the record"),
        ),
        FieldPanel("who_we_are"),
        FieldPanel("what_we_do"),
    ]
    TRANSLATED = (*EditorialPage.TRANSLATED, "who_we_are", "what_we_do")
    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.ArticlePage"]
    template = "pages/home.html"

    class Meta:
        # The right to approve pages of every kind.
        permissions = [("approve_page", "Approve pages, and decide what becomes of them")]

    def clean(self) -> None:
        """A voice needs its place."""
        super().clean()
        if self.voice_reference and self.voice_start is None:
            raise ValidationError({"voice_start": _("Say where in the recording the words begin.")})

    def voice(self) -> tuple[str, Span] | None:
        """The reference and stretch that an editor chose to stand first."""
        if not self.voice_reference or self.voice_start is None:
            return None
        end = round(self.voice_end * 1000) if self.voice_end is not None else None
        return self.voice_reference, Span(round(self.voice_start * 1000), end)

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """What the admin's preview shows: the same as the page outside."""
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        return {**context, "became": became(at=now), **front_page(voice=self.voice(), at=now)}
