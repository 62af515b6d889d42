"""Addresses of pictures beside links, without a language."""

from django.urls import path

from commission.findings import addresses as addresses  # registers "record_number"
from commission.pages import pictures
from commission.sharing import views

app_name = "share"
urlpatterns = [
    path("share/findings/<record_number:number>.png", pictures.finding, name="finding"),
    path(
        "share/recommendations/<record_number:number>.png",
        pictures.recommendation,
        name="recommendation",
    ),
    path("share/<slug:kind>/<slug:key>.png", views.picture, name="picture"),
]
