"""Addresses of the chooser, once for each kind of record that cites. Ids only."""

from functools import partial

from django.urls import URLPattern, path

from archive.desk.access import page_refuse, staff_page
from commission.findings.citing import views
from commission.findings.citing.purpose import Purpose

FORM = "GET HEAD POST"


def citing_urls(purpose: Purpose) -> list[URLPattern]:
    """The pages for one purpose; they answer only to people who may choose for it."""
    refuse = partial(page_refuse, frame=purpose.frame)
    form = staff_page(purpose.holds, methods=FORM, refuse=refuse)
    page = staff_page(purpose.holds, methods="GET HEAD", refuse=refuse)
    post = staff_page(purpose.holds, methods="POST", refuse=refuse)
    given = {"purpose": purpose}
    return [
        path("cite/", form(views.find), given, name="find"),
        path("cited/", post(views.cited), given, name="cited"),
        path("cite/<uuid:edition>/", page(views.passage), given, name="passage"),
        path("cite/<uuid:edition>/words/", form(views.chosen), given, name="chosen"),
    ]
