"""Addresses of the staff desk, below /admin/desk/. Ids only: no name ever stands in one."""

from django.urls import path

from archive.desk.home import views as home

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
]
