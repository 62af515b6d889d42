"""Addresses below /admin/review/."""

from django.urls import path

from commission.review import views

app_name = "review"
urlpatterns = [path("<slug:app>/<slug:model>/<int:pk>/", views.review, name="review")]
