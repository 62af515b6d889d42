"""Pages of the tracker; the language stands before these addresses."""

from django.urls import path

from commission.recommendations.public import views

app_name = "tracker"
urlpatterns = [
    path("recommendations/", views.recommendation_list, name="list"),
    path("recommendations/<int:number>/", views.recommendation, name="recommendation"),
    path("bodies/", views.body_list, name="bodies"),
    path("bodies/<slug:slug>/", views.body, name="body"),
]
