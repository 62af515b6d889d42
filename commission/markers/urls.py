"""Addresses of markers, behind the language."""

from django.urls import URLPattern

app_name = "markers"
urlpatterns: list[URLPattern] = []
