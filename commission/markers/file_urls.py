"""Addresses of markers without a language: files and feeds."""

from django.urls import path

from commission.markers import files

app_name = "marker_files"
urlpatterns = [
    path("data/markers.geojson", files.markers_geojson, name="geojson"),
    path("data/markers.csv", files.markers_csv, name="csv"),
    path("feeds/markers.rss", files.markers_feed, name="feed"),
]
