"""Findings and recommendations in the search of the site, on both engines."""

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.findings.models import Finding
from commission.findings.search_kind import FINDINGS
from commission.recommendations.models import Recommendation, RecommendationPart
from commission.review.services import (
    record_approve,
    record_create,
    record_save_draft,
    record_submit,
)
from commission.review.telling import public_changed
from media.runners import runners
from tests.commission.factories import FindingFactory, RecommendationFactory, cite, locale
from tests.factories import EditionFactory, UserFactory
from tests.search.conftest import use_elasticsearch

pytestmark = pytest.mark.django_db


@pytest.fixture(
    autouse=True, params=["tantivy", pytest.param("elastic", marks=pytest.mark.elasticsearch)]
)
def index(request, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.ELASTICSEARCH_URL = ""
    if request.param == "elastic":
        use_elasticsearch(request, settings)


def worked() -> None:
    while any(runner.run_one("search") for runner in runners(["search"])):
        pass


def found(client, words: str, language: str = "en") -> str:
    worked()
    return client.get(f"/{language}/search/?q={words}").content.decode()


def approved(record, by, writes):
    record_submit(record=record, by=writes)
    return record_approve(record=record, by=by)


def test_what_is_approved_is_found_and_a_draft_is_not(client):
    registrar, commissioner = UserFactory(role="registrar"), UserFactory(role="commissioner")
    finding = record_create(
        record=Finding(
            statement="Nothing was written down at the ferry.",
            conclusion="There was no ledger.\n\nNobody kept a gazetteer.",
            standard="beyond_doubt",
            locale=locale(),
        ),
        by=registrar,
    )
    assert "gazetteer</mark>" not in found(client, "gazetteer")
    finding = approved(finding, commissioner, registrar)
    page = found(client, "gazetteer")
    assert f'href="/en/findings/{finding.number}/"' in page
    assert "Nobody kept a <mark>gazetteer</mark>." in page
    finding.conclusion = "Nobody kept an almanac."
    record_save_draft(record=finding, by=registrar)
    assert "almanac</mark>" not in found(client, "almanac")
    approved(finding, commissioner, registrar)
    assert "almanac</mark>" in found(client, "almanac")
    assert "gazetteer</mark>" not in found(client, "gazetteer")


def test_each_part_of_a_recommendation_is_found(client):
    recommendation = RecommendationFactory()
    recommendation.parts.set([RecommendationPart(label="ii.", text="The form is one foolscap.")])
    recommendation.save()
    public_changed(recommendation, at=timezone.now())
    assert "ii. The form is one <mark>foolscap</mark>." in found(client, "foolscap")


def test_a_withdrawn_finding_is_found_no_more(client):
    finding = FindingFactory(conclusion="Nobody kept a gazetteer.")
    public_changed(finding, at=timezone.now())
    assert "gazetteer</mark>" in found(client, "gazetteer")
    Finding.objects.filter(pk=finding.pk).update(live=False)
    assert "gazetteer</mark>" not in found(client, "gazetteer"), "the database is asked"
    finding.refresh_from_db()
    public_changed(finding, at=timezone.now())
    worked()
    call_command("check_index")


def test_quoted_words_are_not_found_in_the_finding_that_quotes_them(client):
    edition = EditionFactory()
    finding = FindingFactory()
    cite(finding, edition)
    public_changed(finding, at=timezone.now())
    assert f"/findings/{finding.number}/" not in found(client, "mother")
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=True,
        by=UserFactory(role="publisher"),
        at=timezone.now(),
    )
    assert "<mark>mother" not in found(client, "mother")


def test_an_index_built_anew_holds_them_too(client):
    finding = FindingFactory(conclusion="Nobody kept a gazetteer.")
    Recommendation.objects.all().delete()
    call_command("rebuild_index")
    assert f"/en/findings/{finding.number}/" in found(client, "gazetteer")


def test_a_finding_is_found_by_its_number_in_its_own_language(client):
    original = FindingFactory(number=61, conclusion="Nobody kept a gazetteer.")
    spanish = FindingFactory(
        number=61,
        locale=locale("es"),
        translation_key=original.translation_key,
        translated_from=original,
        statement="La policía no llevó registro alguno.",
        conclusion="Nadie llevó un nomenclátor.",
        standard_reason="",
    )
    for row in (original, spanish):
        public_changed(row, at=timezone.now())
    page = found(client, "nomenclátor", language="es")
    assert 'href="/es/findings/61/"' in page
    assert 'lang="es"' in page
    assert page.count('class="hitgroup"') == 1
    for language in ("en", "es"):
        with translation.override(language):
            (passage, *_rest) = FINDINGS.passages(str(spanish.pk))
            assert passage.title == "Conclusión 61"
    call_command("check_index")


def test_a_finding_has_a_paragraph_where_testimony_has_a_time(client):
    finding = FindingFactory(conclusion="There was no form.\n\nNobody kept a gazetteer.")
    public_changed(finding, at=timezone.now())
    page = found(client, "gazetteer")
    assert "¶ 3" in page
    assert "Hear it from" not in page
    assert "1 passage" in page
    assert 'value="finding"' in page, "it can be narrowed to findings"
    assert f'class="ref">F{finding.number}<' in page


def test_results_of_many_records_ask_the_database_no_more_often(
    client, django_assert_max_num_queries
):
    for number in range(1, 31):
        public_changed(
            FindingFactory(number=number, conclusion=f"Gazetteer {number}."), at=timezone.now()
        )
        public_changed(
            RecommendationFactory(number=number, text="Keep a gazetteer."), at=timezone.now()
        )
    worked()
    client.get("/en/search/?q=gazetteer")
    with django_assert_max_num_queries(8):
        assert "gazetteer" in client.get("/en/search/?q=gazetteer").content.decode().lower()
