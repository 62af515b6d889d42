"""Addresses of documents, without a language."""

from django.urls import path

from commission.pages import papers

app_name = "documents"
urlpatterns = [path("documents/<uuid:document>/", papers.document, name="document")]
