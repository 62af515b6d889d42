"""Pages of the reading room; the language stands before these addresses."""

from django.urls import path

from archive.reading import addresses as addresses  # registers "reference"
from archive.reading import views

app_name = "reading"
urlpatterns = [
    path("testimony/", views.testimony_list, name="list"),
    path("testimony/<reference:reference>/", views.testimony, name="testimony"),
    path("testimony/<reference:reference>/<int:number>/", views.testimony, name="edition"),
    path("about-removals/", views.removals, name="removals"),
]
