"""Addresses of the chooser, once for each kind of record that cites. Ids only."""

from functools import partial

from django.urls import URLPattern, path

from archive.desk.access import page_refuse, staff_page
from commission.findings.citing import views
from commission.findings.citing.purpose import Purpose

FORM = "GET HEAD POST"


def citing_urls(purpose: Purpose) -> list[URLPattern]:
    """The three pages for one purpose; they answer only to people who may choose for it."""
    refuse = partial(page_refuse, frame=purpose.frame)
    form = staff_page(purpose.holds, methods=FORM, refuse=refuse)
    page = staff_page(purpose.holds, methods="GET HEAD", refuse=refuse)
    given = {"purpose": purpose}
    return [
        path("cite/", form(views.find), given, name="find"),
        path("cite/<uuid:edition>/", page(views.passage), given, name="passage"),
        path("cite/<uuid:edition>/words/", form(views.chosen), given, name="chosen"),
    ]


def cited_url(purpose: Purpose) -> URLPattern:
    """Where a field of one passage (`citing.widget`) asks for its words."""
    refuse = partial(page_refuse, frame=purpose.frame)
    view = staff_page(purpose.holds, methods="POST", refuse=refuse)(views.cited)
    return path("cited/", view, {"purpose": purpose}, name="cited")
