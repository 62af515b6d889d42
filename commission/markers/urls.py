"""Addresses of markers, behind the language."""

from django.urls import path

from commission.findings import addresses as addresses  # registers "record_number"
from commission.markers import telling, views

app_name = "markers"
urlpatterns = [
    path("markers/", views.marker_list, name="list"),
    path("markers/nominate/", telling.nominate, name="nominate"),
    path("markers/nominate/thanks/", telling.nominated, name="nominated"),
    path("markers/series/<slug:slug>/", views.series, name="series"),
    path("markers/<record_number:number>/", views.marker, name="marker"),
    path("markers/<record_number:number>/tell/", telling.tell, name="tell"),
    path("markers/<record_number:number>/tell/thanks/", telling.told, name="told"),
]
