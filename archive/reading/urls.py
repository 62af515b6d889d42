"""Pages of the reading room; the language stands before these addresses."""

from django.urls import path

from archive.reading import views

app_name = "reading"
urlpatterns = [
    path("testimony/", views.testimony_list, name="list"),
    path("testimony/<str:reference>/", views.testimony, name="testimony"),
    path("testimony/<str:reference>/<int:number>/", views.testimony, name="edition"),
    path("about-removals/", views.removals, name="removals"),
]
