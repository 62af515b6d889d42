"""Editorial pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from archive.reading.turns import Span
from commission.pages.article import ArticlePage
from commission.pages.contact import ContactPage
from commission.pages.editorial import EditorialPage
from commission.pages.glossary import GlossaryPage
from commission.pages.home import home_context
from commission.pages.news import NewsPage
from commission.pages.people import PeoplePage
from commission.pages.report import ChapterPage, ReportPage
from commission.pages.section import PlainPage, SectionPage
from commission.pages.told import PageDecision, PageTold

__all__ = [
    "ArticlePage",
    "ChapterPage",
    "ContactPage",
    "GlossaryPage",
    "HomePage",
    "NewsPage",
    "PageDecision",
    "PageTold",
    "PeoplePage",
    "PlainPage",
    "ReportPage",
    "SectionPage",
]


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

    # Words to begin a search with; what is found for them is asked of open editions each time.
    begin_with = models.TextField(
        _("searches to begin with, one a line"), max_length=400, blank=True
    )
    testify = RichTextField(
        _("to those who may want to testify"), blank=True, features=["bold", "italic", "link"]
    )
    testify_page = models.ForeignKey(
        Page,
        verbose_name=_("page on how to testify"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    ask_page = models.ForeignKey(
        Page,
        verbose_name=_("page on how to ask something first"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
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
        FieldPanel("begin_with"),
        MultiFieldPanel(
            [FieldPanel("testify"), FieldPanel("testify_page"), FieldPanel("ask_page")],
            heading=_("If something happened to somebody who reads this"),
        ),
    ]
    TRANSLATED = (
        *EditorialPage.TRANSLATED,
        "who_we_are",
        "what_we_do",
        "begin_with",
        "testify",
    )
    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = SectionPage.subpage_types
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
        return {**context, **home_context(self, at=timezone.now())}
