"""Pages of the tracker; the language stands before these addresses."""

from django.urls import path

from commission.findings import addresses as addresses  # registers "record_number"
from commission.recommendations.public import views

app_name = "tracker"
urlpatterns = [
    path("recommendations/", views.recommendation_list, name="list"),
    path("recommendations/<record_number:number>/", views.recommendation, name="recommendation"),
    path("bodies/", views.body_list, name="bodies"),
    path("bodies/<slug:slug>/", views.body, name="body"),
]
