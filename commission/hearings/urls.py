"""Pages of hearings; the language stands before these addresses."""

from django.urls import path

from commission.findings import addresses as addresses  # registers "record_number"
from commission.hearings import views

app_name = "hearings"
urlpatterns = [
    path("hearings/", views.hearing_list, name="list"),
    path("hearings/calendar/", views.calendar, name="calendar"),
    path("hearings/<record_number:number>/", views.hearing, name="hearing"),
    path("hearings/<record_number:number>/docket/", views.docket, name="docket"),
]
