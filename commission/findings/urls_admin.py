"""Addresses of the findings' desk, below /admin/evidence/. Ids only."""

from django.urls import path

from commission.findings.citing import views as citing
from commission.findings.desk import views as desk
from commission.findings.held import views as held

app_name = "evidence"

urlpatterns = [
    path("", desk.changed, name="changed"),
    path("<int:finding>/", desk.finding, name="finding"),
    path("<int:finding>/held/", held.held, name="held"),
    path("held/<uuid:held>/remove/", held.remove, name="held_remove"),
    path("cite/", citing.find, name="find"),
    path("cited/", citing.cited, name="cited"),
    path("cite/<uuid:edition>/", citing.passage, name="passage"),
    path("cite/<uuid:edition>/words/", citing.chosen, name="chosen"),
]
