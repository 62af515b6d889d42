"""What the tests of the tracker's desk share."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from tests.commission.factories import BodyFactory, RecommendationFactory
from tests.factories import UserFactory
from tests.media.papers import pdf

TODAY = date(2026, 5, 12)


def editor_client() -> Client:
    client = Client()
    client.force_login(UserFactory(role="tracker_editor", username="marden"))
    return client


def asked(number: int = 14, **kwargs):
    """A public recommendation that is addressed to a body."""
    return RecommendationFactory(number=number, of=BodyFactory(name="City Police"), **kwargs)


def at(name: str, *args) -> str:
    return reverse(f"tracker_desk:{name}", args=args)


def text_of(answer) -> str:
    return answer.content.decode()


def shows(answer, *sentences: str) -> bool:
    return all(escape(one) in text_of(answer) for one in sentences)


def paper(name: str = "Zebedee Quillfeather.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf(), content_type="application/pdf")
