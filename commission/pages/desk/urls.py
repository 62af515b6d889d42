"""Addresses of the desk of pages, below /admin/quoted/. Ids only."""

from django.urls import path

from commission.pages.desk import translating, views

app_name = "quoted"

urlpatterns = [
    path("", views.gone, name="list"),
    path("<int:page>/", views.page, name="page"),
    path("<int:page>/draft/", views.draft, name="draft"),
    path("<int:page>/translate/<slug:language>/", translating.translate, name="translate"),
]
