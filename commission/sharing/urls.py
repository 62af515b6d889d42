"""Addresses of pictures beside links, without a language."""

from django.urls import path

from commission.sharing import views

app_name = "share"
urlpatterns = [path("share/<slug:kind>/<slug:key>.png", views.picture, name="picture")]
