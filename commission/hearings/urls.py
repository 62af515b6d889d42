"""Addresses of hearings, behind the language."""

from django.urls import URLPattern

app_name = "hearings"
urlpatterns: list[URLPattern] = []
