"""Addresses below /admin/review/."""

from django.urls import path

from commission.review import translating, views

app_name = "review"
urlpatterns = [
    path("<slug:app>/<slug:model>/<int:pk>/", views.review, name="review"),
    path(
        "<slug:app>/<slug:model>/<int:pk>/translate/<slug:language>/",
        translating.translate,
        name="translate",
    ),
]
