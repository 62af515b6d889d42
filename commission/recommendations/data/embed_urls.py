"""Cards for pages of others; the language stands before these addresses."""

from django.urls import path

from commission.recommendations.data import embedding

app_name = "tracker_embed"
urlpatterns = [
    path("embed/recommendations/<int:number>/", embedding.recommendation_card, name="card"),
]
