"""Addresses of the findings' desk, below /admin/evidence/. Ids only."""

from django.urls import path

from commission.findings.citing.purpose import FINDINGS
from commission.findings.citing.urls import cited_url, citing_urls
from commission.findings.desk import views as desk
from commission.findings.held import views as held

app_name = "evidence"

urlpatterns = [
    path("", desk.changed, name="changed"),
    path("<int:finding>/", desk.finding, name="finding"),
    path("<int:finding>/held/", held.held, name="held"),
    path("held/<uuid:held>/remove/", held.remove, name="held_remove"),
    *citing_urls(FINDINGS),
    cited_url(FINDINGS),
]
