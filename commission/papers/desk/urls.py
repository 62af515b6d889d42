"""Addresses of documents in the admin, below /admin/papers/. Ids only."""

from django.urls import path

from commission.papers.desk import views

app_name = "papers"

urlpatterns = [
    path("", views.listing, name="list"),
    path("<uuid:document>/", views.document, name="document"),
    path("<uuid:document>/copy/", views.copy, name="copy"),
]
