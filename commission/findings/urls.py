"""Pages of findings; the language stands before these addresses."""

from django.urls import path

from commission.findings import addresses as addresses  # registers "record_number"
from commission.findings import views

app_name = "findings"
urlpatterns = [
    path("findings/", views.finding_list, name="list"),
    path("findings/<record_number:number>/", views.finding, name="finding"),
]
