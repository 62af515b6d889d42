"""Files of editions, the feed and the map of the site: addresses without a language."""

from django.urls import path

from archive.reading import addresses as addresses  # registers "reference"
from archive.reading import feeds, file_views

app_name = "reading_files"
urlpatterns = [
    path("files/<reference:reference>/<int:number>/<str:name>", file_views.file, name="file"),
    path("feeds/testimony.rss", feeds.testimony_feed, name="feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
]
