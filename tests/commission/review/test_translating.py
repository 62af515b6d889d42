"""From a record to its translation, in the admin."""

import pytest
from django.urls import reverse

from commission.findings.models import Finding
from commission.findings.search_kind import FINDINGS
from commission.reports.models import Theme
from commission.review.services import (
    record_approve,
    record_submit,
    record_translate,
    row_translate,
)
from commission.review.translations import translated
from commission.roles import roles_create
from media.refusal import Refused
from tests.commission.factories import BodyFactory, FindingFactory, ThemeFactory, locale
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def registrar():
    return UserFactory(role="registrar")


def address(row, language="es"):
    locale("es")
    meta = row._meta
    return reverse("review:translate", args=[meta.app_label, meta.model_name, row.pk, language])


def editor(row):
    return reverse(type(row).snippet_viewset.get_url_name("edit"), args=[row.pk])


def test_the_editor_leads_to_it_as_long_as_there_is_none(client, registrar):
    finding = FindingFactory()
    client.force_login(registrar)
    assert address(finding) in client.get(editor(finding)).content.decode()
    client.post(address(finding))
    assert address(finding) not in client.get(editor(finding)).content.decode()
    spanish = Finding.objects.get(locale__language_code="es")
    assert address(spanish, "en") not in client.get(editor(spanish)).content.decode()


def test_a_record_becomes_a_draft_in_the_other_language(client, registrar):
    finding = FindingFactory(themes=[ThemeFactory()])
    client.force_login(registrar)
    assert client.get(address(finding)).status_code == 200
    assert Finding.objects.count() == 1, "asking makes nothing"
    response = client.post(address(finding))
    spanish = Finding.objects.get(locale__language_code="es")
    assert response["Location"] == editor(spanish)
    assert (spanish.live, spanish.translated_from, spanish.number) == (
        False,
        finding,
        finding.number,
    )
    assert spanish.latest_revision.user == registrar
    again = client.post(address(finding))
    assert again.status_code == 409
    assert client.post(address(spanish, "en")).status_code == 409
    assert Finding.objects.count() == 2


def test_what_public_records_are_about_is_translated_too(client, registrar):
    theme = ThemeFactory()
    client.force_login(registrar)
    client.post(address(theme))
    spanish = Theme.objects.get(locale__language_code="es")
    Theme.objects.filter(pk=spanish.pk).update(name="Registros")
    assert translated(theme, "es").name == "Registros"
    assert client.post(address(theme)).status_code == 409


@pytest.mark.parametrize("role", ["commissioner", "publisher", "tracker_editor", "administrator"])
def test_to_whoever_does_not_write_findings_there_is_no_such_page(client, role):
    finding = FindingFactory()
    client.force_login(UserFactory(role=role))
    for answer in (client.get(address(finding)), client.post(address(finding))):
        assert answer.status_code == 404
    assert Finding.objects.count() == 1


@pytest.mark.parametrize(
    "tail",
    ["findings/finding/99/translate/es/", "auth/group/1/translate/es/", "a/b/1/translate/es/"],
)
def test_what_is_no_such_record_has_no_page(client, tail):
    locale("es")
    client.force_login(UserFactory(superuser=True))
    assert client.post(f"/admin/review/{tail}").status_code == 404


def test_nor_has_a_language_that_the_commission_does_not_write(client, registrar):
    client.force_login(registrar)
    assert client.post(address(FindingFactory(), "ja")).status_code == 404


def test_services_refuse_whoever_may_not(registrar):
    for row, translate in ((FindingFactory(), record_translate), (BodyFactory(), row_translate)):
        arguments = {"record" if translate is record_translate else "row": row}
        with pytest.raises(Refused, match="not_allowed"):
            translate(**arguments, locale=locale("es"), by=UserFactory(role="publisher"))


@pytest.mark.parametrize("original", ["never public", "withdrawn meanwhile"])
def test_no_translation_of_what_is_not_public_becomes_public(registrar, original):
    finding = FindingFactory(draft=original == "never public")
    finding.save_revision(user=registrar)
    spanish = record_translate(record=finding, locale=locale("es"), by=registrar)
    roles_create()
    record_submit(record=spanish, by=registrar)
    spanish.refresh_from_db()
    Finding.objects.filter(pk=finding.pk).update(live=False)
    commissioner = UserFactory(role="commissioner")
    with pytest.raises(Refused, match="original"):
        record_approve(record=spanish, by=commissioner)
    assert not Finding.objects.get(pk=spanish.pk).live
    assert not list(FINDINGS.passages(str(spanish.pk)))
    Finding.objects.filter(pk=finding.pk).update(live=True)
    assert record_approve(record=spanish, by=commissioner).live
