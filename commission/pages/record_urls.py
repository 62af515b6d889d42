"""Addresses of reports and themes; the language stands before them."""

from django.urls import path

from commission.findings import addresses as addresses  # registers "record_number"
from commission.pages import record

app_name = "reports"
urlpatterns = [
    path("reports/<slug:slug>/", record.report, name="report"),
    path("reports/<slug:slug>/<record_number:number>/", record.chapter, name="chapter"),
    path("themes/<slug:slug>/", record.theme, name="theme"),
]
