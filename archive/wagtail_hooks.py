"""The desk's place in the Wagtail admin: its addresses and its menu."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    return [path("desk/", include("archive.desk.urls"))]
