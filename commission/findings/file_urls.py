"""Findings for programs: addresses without a language."""

from django.urls import path

from commission.findings import urls as urls  # registers "record_number"
from commission.findings import views

app_name = "findings_files"
urlpatterns = [
    path("findings/<record_number:number>.json", views.finding_json, name="json"),
    path("findings/<record_number:number>.ris", views.finding_ris, name="ris"),
]
