"""Addresses of feeds of pages, without a language before them."""

from django.urls import path

from commission.pages import feeds

app_name = "pages_files"
urlpatterns = [
    path("feeds/news.rss", feeds.news, name="news"),
    path("feeds/news.<slug:language>.rss", feeds.news, name="news_in"),
]
