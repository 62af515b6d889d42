"""Addresses of the tracker's desk, below /admin/tracker/. Numbers and ids only."""

from django.urls import path

from commission.recommendations.desk import law, people, recording, reporting, views, wording

app_name = "tracker_desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("recommendations/", views.listing, name="list"),
    path("recommendations/<int:number>/", views.recommendation, name="recommendation"),
    path("recommendations/<int:number>/response/", recording.response, name="response"),
    path("recommendations/<int:number>/action/", recording.action, name="action"),
    path("recommendations/<int:number>/view/", recording.view, name="view"),
    path("recommendations/<int:number>/succession/", recording.succession, name="succession"),
    path("recommendations/<int:number>/duty/", reporting.duty, name="duty"),
    path("recommendations/<int:number>/ask/", reporting.ask, name="ask"),
    path("actions/<uuid:action>/move/", recording.move, name="move"),
    path("duties/<int:duty>/end/", reporting.duty_over, name="duty_over"),
    path("reports/<uuid:report>/", reporting.report, name="report"),
    path("reports/<uuid:report>/take-in/", reporting.take_in, name="take_in"),
    path("documents/<uuid:document>/", reporting.document, name="document"),
    path("words/<uuid:words>/take-down/", wording.take_down, name="take_down"),
    path("law/", law.law, name="law"),
    path("law/session/", law.session, name="session"),
    path("law/bill/", law.bill_new, name="bill_new"),
    path("law/bills/<uuid:bill>/", law.bill, name="bill"),
    path("bodies/", people.bodies, name="bodies"),
    path("bodies/<int:body>/", people.body, name="body"),
    path("focal-points/<uuid:focal_point>/end/", people.focal_point_over, name="focal_point_over"),
]
