"""Editorial pages. The home page is the only one so far."""

from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """The front door: who we are, beside a voice and what is new, which come from open editions."""

    who_we_are = RichTextField(blank=True, features=["bold", "italic", "link"])
    what_we_do = RichTextField(blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("who_we_are"), FieldPanel("what_we_do")]
    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types: list[str] = []
    template = "pages/home.html"
