"""Addresses of reports and themes; the language stands before them."""

from django.urls import path

from commission.pages import record

app_name = "reports"
urlpatterns = [
    path("reports/<slug:slug>/", record.report, name="report"),
    path("themes/<slug:slug>/", record.theme, name="theme"),
]
