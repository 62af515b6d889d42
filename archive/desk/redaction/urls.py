"""Addresses of the redaction desk. Ids only: no name and no word stands in one."""

from django.urls import path

from archive.desk.redaction import acts, views

one = "testimony/<uuid:testimony>/redaction/"

urlpatterns = [
    path(one, views.redaction, name="redaction"),
    path(f"{one}propose/", acts.propose, name="redaction_propose"),
    path(f"{one}protect/", acts.protect, name="redaction_protect"),
    path("redactions/<uuid:redaction>/decide/", acts.decide, name="redaction_decide"),
    path("redactions/<uuid:redaction>/lift/", acts.lift, name="redaction_lift"),
    path("redactions/<uuid:redaction>/confirm/", acts.confirm, name="redaction_confirm"),
    path("redactions/<uuid:redaction>/again/", acts.place_again, name="redaction_again"),
    path("names/<uuid:name>/propose/", acts.propose_places, name="name_propose"),
    path("names/<uuid:name>/place/", acts.decide_place, name="name_place"),
]
