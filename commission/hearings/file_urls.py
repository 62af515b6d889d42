"""Addresses of hearings without a language: files and feeds."""

from django.urls import URLPattern

app_name = "hearing_files"
urlpatterns: list[URLPattern] = []
