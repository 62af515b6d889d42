"""Addresses of markers without a language: files and feeds."""

from django.urls import URLPattern

app_name = "marker_files"
urlpatterns: list[URLPattern] = []
