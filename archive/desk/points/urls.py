"""Addresses of the index of a recording. Ids only: no title stands in one."""

from django.urls import path

from archive.desk.points import views

one = "testimony/<uuid:testimony>/index/"

urlpatterns = [
    path(one, views.index_points, name="index_points"),
    path(f"{one}add/", views.index_point_add, name="index_point_add"),
    path("index-points/<uuid:point>/", views.index_point, name="index_point"),
    path("index-points/<uuid:point>/remove/", views.index_point_take, name="index_point_remove"),
]
