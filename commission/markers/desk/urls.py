"""Addresses of the markers' desk, below /admin/markers/. Numbers and ids only."""

from django.urls import path

from commission.findings.citing.urls import citing_urls
from commission.markers.desk import moderating, recording, views
from commission.markers.desk.access import CITING

app_name = "markers_desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("all/", views.listing, name="list"),
    path("<int:number>/", views.marker, name="marker"),
    path("<int:number>/state/", recording.state, name="state"),
    path("<int:number>/condition/", recording.condition, name="condition"),
    path("<int:number>/place/", recording.place, name="place"),
    path("<int:number>/withdraw/", recording.withdraw, name="withdraw"),
    path("states/<uuid:row>/correct/", recording.correct, name="correct"),
    path("places/<uuid:proposal>/decide/", recording.place_decide, name="place_decide"),
    path("words/<uuid:words>/take-down/", recording.take_down, name="take_down"),
    *citing_urls(CITING),
    path("nominations/", moderating.nominations, name="nominations"),
    path("nominations/write-down/", moderating.write_down, name="write_down"),
    path("nominations/<uuid:nomination>/", moderating.nomination, name="nomination"),
    path("nominations/<uuid:nomination>/contact/", moderating.contact, name="contact"),
    path("nominations/<uuid:nomination>/accept/", moderating.accept, name="accept"),
    path("nominations/<uuid:nomination>/spam/", moderating.spam, name="spam"),
]
