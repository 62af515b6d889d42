"""Files and feeds of hearings: addresses without a language."""

from django.urls import path

from commission.findings import addresses as addresses  # registers "record_number"
from commission.hearings.data import calendars, feeds, podcast, tables

app_name = "hearing_files"
urlpatterns = [
    path("calendar/hearings.ics", calendars.hearings_calendar, name="calendar"),
    path(
        "calendar/hearings/<record_number:number>.ics", calendars.hearing_calendar, name="hearing"
    ),
    path("feeds/hearings.rss", feeds.hearings_feed, name="feed"),
    path("feeds/hearings-podcast.rss", podcast.podcast, name="podcast"),
    path("feeds/hearings/<record_number:number>/docket.rss", feeds.docket_feed, name="docket_feed"),
    path("data/hearings/<record_number:number>/docket.csv", tables.docket_csv, name="docket_csv"),
]
