"""Cards for pages of others; the language stands before these addresses."""

from django.urls import path

from commission.findings import addresses as addresses  # registers "record_number"
from commission.recommendations.data import embedding

app_name = "tracker_embed"
urlpatterns = [
    path(
        "embed/recommendations/<record_number:number>/", embedding.recommendation_card, name="card"
    ),
]
