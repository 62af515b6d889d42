"""A page as Wagtail's tutorials build one, for P5: body of blocks, tags, authors, related pages."""

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page


class Author(models.Model):
    name = models.CharField(max_length=120)

    class Meta:
        app_label = "bench_blog"

    def __str__(self) -> str:
        return self.name


class BlogTag(TaggedItemBase):
    content_object = ParentalKey("bench_blog.BlogPage", related_name="tagged_items")

    class Meta:
        app_label = "bench_blog"


class BlogPage(Page):
    introduction = models.TextField(blank=True)
    body = StreamField(
        [
            ("heading", blocks.CharBlock()),
            ("paragraph", blocks.RichTextBlock()),
            ("quote", blocks.BlockQuoteBlock()),
        ]
    )
    tags = ClusterTaggableManager(through=BlogTag, blank=True)
    template = "blog/page.html"

    class Meta:
        app_label = "bench_blog"

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            "authors": [one.author for one in self.authorships.select_related("author")],
            "related": self.get_siblings(inclusive=False).live().public()[:3],
        }


class Authorship(Orderable):
    page = ParentalKey(BlogPage, related_name="authorships")
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        app_label = "bench_blog"

    def __str__(self) -> str:
        return f"authorship {self.pk}"
