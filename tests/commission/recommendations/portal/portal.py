"""What the tests of the portal share."""

from datetime import date

from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from tests.commission.factories import (
    BodyFactory,
    ProgressReportFactory,
    RecommendationFactory,
    focal_point_of,
)


def at(name: str, *args) -> str:
    return reverse(f"portal:{name}", args=args)


def shows(answer, *sentences: str) -> bool:
    html = answer.content.decode()
    return all(escape(one) in html for one in sentences)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def expected(number: int, *, body=None, due_on=date(2026, 5, 1), **kwargs):
    """A report that a body owes on a public recommendation."""
    body = body or BodyFactory()
    recommendation = RecommendationFactory(number=number, of=body, **kwargs)
    return ProgressReportFactory(recommendation=recommendation, due_on=due_on)


def focal_of(report):
    return focal_point_of(report.body).user
