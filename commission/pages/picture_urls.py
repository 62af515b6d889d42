"""Addresses of pictures beside links, without a language."""

from django.urls import path

from commission.findings import addresses as addresses  # registers "record_number"
from commission.pages import pictures

app_name = "share"
urlpatterns = [
    path("share/findings/<record_number:number>.png", pictures.finding, name="finding"),
    path("share/markers/<record_number:number>.png", pictures.marker, name="marker"),
    path(
        "share/recommendations/<record_number:number>.png",
        pictures.recommendation,
        name="recommendation",
    ),
]
