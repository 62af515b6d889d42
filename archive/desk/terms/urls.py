"""Addresses of the thesaurus. Terms by id."""

from django.urls import path

from archive.desk.terms import views

urlpatterns = [
    path("terms/", views.terms, name="terms"),
    path("terms/new/", views.term_new, name="term_new"),
    path("terms/take-in/", views.take_in, name="terms_import"),
    path("terms/<uuid:term>/", views.term, name="term"),
    path("terms/<uuid:term>/merge/", views.merge, name="term_merge"),
]
