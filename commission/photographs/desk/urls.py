"""Addresses of photographs in the admin, below /admin/photographs/. Ids only."""

from django.urls import path

from commission.photographs.desk import views

app_name = "photographs_desk"

urlpatterns = [
    path("", views.listing, name="list"),
    path("receive/", views.receive, name="receive"),
    path("<uuid:photograph>/", views.photograph, name="photograph"),
    path("<uuid:photograph>/text/", views.text, name="text"),
    path("<uuid:photograph>/take-down/", views.take_down, name="take_down"),
    path("<uuid:photograph>/<int:width>/", views.file, name="file"),
]
