"""Addresses of the staff desk, below /admin/desk/. Ids only: no name ever stands in one."""

from django.urls import path

from archive.desk.candidate import views as candidate
from archive.desk.consent import views as consent
from archive.desk.holds import views as holds
from archive.desk.home import views as home
from archive.desk.intake import views as intake
from archive.desk.ledger import views as ledger
from archive.desk.points.urls import urlpatterns as points_urls
from archive.desk.redaction.urls import urlpatterns as redaction_urls
from archive.desk.terms.urls import urlpatterns as terms_urls
from archive.desk.testimony import views as testimony
from archive.desk.testimony.jobs import jobs
from archive.desk.transcript.urls import urlpatterns as transcript_urls
from archive.desk.withdrawal import views as withdrawal

app_name = "desk"

one = "testimony/<uuid:testimony>/"
edition = "candidate/<uuid:edition>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("testimony/", testimony.testimony_list, name="testimony_list"),
    path("testimony/new/", testimony.testimony_new, name="testimony_new"),
    path(one, testimony.testimony, name="testimony"),
    path(f"{one}describe/", testimony.describe, name="describe"),
    path(f"{one}identity/", testimony.identity, name="identity"),
    path(f"{one}embargo/lift/", testimony.lift_embargo, name="embargo_lift"),
    path(f"{one}jobs.json", jobs, name="jobs"),
    path(f"{one}holds/", holds.holds, name="holds"),
    path("holds/<uuid:hold>/lift/", holds.lift, name="hold_lift"),
    path(f"{one}recordings/", intake.upload, name="upload"),
    path("recordings/<uuid:recording>/transcribe/", intake.transcribe, name="transcribe"),
    path(
        "recordings/<uuid:recording>/transcribe/stop/",
        intake.transcription_stop,
        name="transcription_cancel",
    ),
    path("recordings/<uuid:recording>/aside/", intake.set_aside, name="recording_set_aside"),
    path("recordings/<uuid:recording>/sound/", intake.recording_sound, name="recording_sound"),
    path(f"{one}consent/<int:position>/", consent.consent_new, name="consent_new"),
    path("consent/<uuid:consent>/confirm/", consent.confirm, name="consent_confirm"),
    path("consent/<uuid:consent>/proof/", consent.proof, name="consent_proof"),
    path(f"{one}candidate/", candidate.build, name="candidate_build"),
    path(edition, candidate.candidate, name="candidate"),
    path(f"{edition}read/", candidate.preview, name="candidate_preview"),
    path(f"{edition}sound/", candidate.file, {"kind": "sound"}, name="candidate_sound"),
    path(f"{edition}files/<str:kind>/", candidate.file, name="candidate_file"),
    path(f"{edition}findings/<int:finding>/", candidate.finding, name="candidate_finding"),
    path(f"{edition}approve/", candidate.approve, name="candidate_approve"),
    path(f"{edition}discard/", candidate.discard, name="candidate_discard"),
    path(f"{edition}open/", candidate.open_edition, name="candidate_open"),
    path(f"{one}withdraw/", withdrawal.withdraw, name="withdraw"),
    path("withdrawal/<uuid:withdrawal>/", withdrawal.withdrawal, name="withdrawal"),
    path("ledger/", ledger.ledger, name="ledger"),
    *transcript_urls,
    *redaction_urls,
    *points_urls,
    *terms_urls,
]
