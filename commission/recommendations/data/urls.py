"""Files and feeds of findings and recommendations: addresses without a language."""

from django.urls import path

from commission.recommendations.data import calendars, feeds, views

app_name = "tracker_data"
urlpatterns = [
    path("data/recommendations.csv", views.recommendations_csv, name="csv"),
    path("data/recommendations.json", views.recommendations_json, name="json"),
    path("data/findings.csv", views.findings_csv, name="findings_csv"),
    path("data/findings.json", views.findings_json, name="findings_json"),
    path("data/<slug:name>.schema.json", views.schema, name="schema"),
    path("feeds/recommendations.rss", feeds.recommendations_feed, name="feed"),
    path("feeds/findings.rss", feeds.findings_feed, name="findings_feed"),
    path("calendar/recommendations.ics", calendars.recommendations_calendar, name="calendar"),
]
