"""Addresses of the portal, below /portal/ in each language. Numbers and ids only."""

from django.urls import path

from commission.recommendations.portal import community, reports, views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("asked/", reports.asked, name="asked"),
    path("reports/<uuid:report>/", reports.report, name="report"),
    path("recommendations/", community.recommendations, name="recommendations"),
    path("recommendations/<int:number>/", community.view, name="view"),
    path("views/", community.views, name="views"),
]
