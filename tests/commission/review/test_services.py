"""From a draft to the public, and that nobody walks it alone."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Locale

from archive.ledger.models import LedgerEntry
from commission.findings.models import Finding
from commission.recommendations.recommendation.models import Recommendation, RecommendationPart
from commission.review.services import (
    record_approve,
    record_create,
    record_save_draft,
    record_send_back,
    record_submit,
    record_translate,
)
from commission.review.translations import is_behind, translated, translated_all
from commission.review.waiting import waiting_for
from media.refusal import Refused
from tests.commission.factories import BodyFactory, FindingFactory, RecommendationFactory, locale
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def registrar():
    return UserFactory(role="registrar")


@pytest.fixture
def commissioner():
    return UserFactory(role="commissioner")


def written(by) -> Finding:
    draft = Finding(
        statement="Nothing was written down.",
        conclusion="There was no form.",
        standard="clear_and_convincing",
        locale=locale(),
    )
    return record_create(record=draft, by=by)


def public(record, by, approver) -> None:
    """Save what was changed, and bring it the whole way."""
    record_save_draft(record=record, by=by)
    record_submit(record=record, by=by)
    record_approve(record=record, by=approver)


def test_a_draft_is_public_once_another_person_approved_it(registrar, commissioner):
    finding = written(registrar)
    assert not Finding.objects.published().exists()
    record_submit(record=finding, by=registrar)
    assert not Finding.objects.published().exists()
    record_approve(record=finding, by=commissioner)
    assert Finding.objects.published().get().statement == "Nothing was written down."
    assert LedgerEntry.objects.filter(act="finding.publish").count() == 1


@pytest.mark.parametrize("superuser", [False, True])
def test_an_author_does_not_approve_their_own_whatever_else_they_are(superuser, commissioner):
    both = UserFactory(role="registrar", superuser=superuser)
    both.groups.add(*commissioner.groups.all())
    finding = written(both)
    record_submit(record=finding, by=both)
    with pytest.raises(Refused, match="same_person"):
        record_approve(record=finding, by=both)
    assert not Finding.objects.published().exists()


def test_who_wrote_an_earlier_draft_of_it_is_an_author_too(registrar, commissioner):
    both = UserFactory(role="registrar")
    both.groups.add(*commissioner.groups.all())
    finding = written(both)
    finding.conclusion = "There was none."
    record_save_draft(record=finding, by=registrar)
    record_submit(record=finding, by=registrar)
    with pytest.raises(Refused, match="same_person"):
        record_approve(record=finding, by=both)


def test_after_it_was_published_only_the_authors_of_what_is_new_are_kept_out(
    registrar, commissioner
):
    both = UserFactory(role="registrar")
    both.groups.add(*commissioner.groups.all())
    finding = written(both)
    record_submit(record=finding, by=both)
    finding = record_approve(record=finding, by=commissioner)
    finding.conclusion = "There was none."
    record_save_draft(record=finding, by=registrar)
    record_submit(record=finding, by=registrar)
    assert record_approve(record=finding, by=both).conclusion == "There was none."


@pytest.mark.parametrize("role", ["registrar", "tracker_editor", "publisher", None])
def test_nobody_without_the_right_approves(role, registrar):
    finding = written(registrar)
    record_submit(record=finding, by=registrar)
    with pytest.raises(Refused, match="same_person"):
        record_approve(record=finding, by=UserFactory(role=role))


def test_a_superuser_holds_every_right_but_not_that_of_clean_hands(registrar):
    finding = written(registrar)
    record_submit(record=finding, by=registrar)
    record_approve(record=finding, by=UserFactory(superuser=True))
    assert Finding.objects.published().exists()


def test_what_waits_is_not_changed_and_what_was_sent_back_is(registrar, commissioner):
    finding = written(registrar)
    record_submit(record=finding, by=registrar)
    with pytest.raises(Refused, match="in_review"):
        record_save_draft(record=finding, by=registrar)
    with pytest.raises(Refused, match="in_review"):
        record_submit(record=finding, by=registrar)
    record_send_back(record=finding, comment="Which years?", by=commissioner)
    finding.conclusion = "From 1994 to 2005 there was no form."
    record_save_draft(record=finding, by=registrar)
    record_submit(record=finding, by=registrar)
    assert record_approve(record=finding, by=commissioner).conclusion.startswith("From 1994")


def test_nothing_is_approved_that_does_not_wait(registrar, commissioner):
    finding = written(registrar)
    with pytest.raises(Refused, match="not_waiting"):
        record_approve(record=finding, by=commissioner)


def test_exactly_what_was_approved_is_published(registrar, commissioner):
    finding = written(registrar)
    record_submit(record=finding, by=registrar)
    # Somebody goes round the services while it waits.
    finding.conclusion = "Something else."
    finding.save_revision(user=registrar)
    assert record_approve(record=finding, by=commissioner).conclusion == "There was no form."


def test_no_revision_is_published_by_hand(registrar):
    finding = written(registrar)
    for user in (registrar, UserFactory(superuser=True)):
        with pytest.raises(PermissionDenied):
            finding.latest_revision.publish(user=user)


def test_an_older_revision_brings_no_older_number_back(registrar, commissioner):
    finding = written(registrar)
    Finding.objects.filter(pk=finding.pk).update(number=77)
    finding.refresh_from_db()
    assert finding.latest_revision.as_object().number == 77


def test_numbers_follow_one_another_and_are_not_used_twice(registrar):
    assert [written(registrar).number for _ in range(3)] == [1, 2, 3]


class Test_translations:
    def test_hang_on_the_original_and_copy_only_its_texts(self, registrar):
        recommendation = RecommendationFactory(of=BodyFactory(), findings=[FindingFactory()])
        editor = UserFactory(role="tracker_editor")
        spanish = record_translate(record=recommendation, locale=locale("es"), by=editor)
        assert spanish.text == recommendation.text
        assert (spanish.original_id, spanish.number) == (recommendation.pk, recommendation.number)
        assert not spanish.addressed.exists()
        assert not spanish.findings.exists()
        assert recommendation.addressed.count() == recommendation.findings.count() == 1
        with pytest.raises(Refused, match="translated"):
            record_translate(record=recommendation, locale=locale("es"), by=editor)
        with pytest.raises(Refused, match="translation"):
            record_translate(record=spanish, locale=locale("en"), by=editor)

    def test_are_shown_once_they_are_public(self, registrar, commissioner):
        finding = FindingFactory()
        spanish = record_translate(record=finding, locale=locale("es"), by=registrar)
        spanish.statement = "No se escribió nada."
        record_save_draft(record=spanish, by=registrar)
        assert translated(finding, "es") == finding
        record_submit(record=spanish, by=registrar)
        record_approve(record=spanish, by=commissioner)
        assert translated(finding, "es").statement == "No se escribió nada."
        assert translated(finding, "en") == finding
        assert list(Finding.objects.published().originals()) == [finding]

    def test_fall_behind_an_original_that_says_something_else(self, registrar, commissioner):
        finding = written(registrar)
        public(finding, registrar, commissioner)
        spanish = record_translate(record=finding, locale=locale("es"), by=registrar)
        public(spanish, registrar, commissioner)
        assert not is_behind(Finding.objects.get(pk=spanish.pk))
        assert not Finding.objects.behind().exists()
        # Nothing that a translation says in its own words.
        finding = Finding.objects.get(pk=finding.pk)
        finding.adopted_on = date(2025, 9, 30)
        public(finding, registrar, commissioner)
        assert not Finding.objects.behind().exists()
        finding = Finding.objects.get(pk=finding.pk)
        finding.conclusion = "Some of it was written down."
        public(finding, registrar, commissioner)
        assert list(Finding.objects.behind()) == [spanish]
        assert is_behind(Finding.objects.get(pk=spanish.pk))
        # Whoever reads it over has both texts before them.
        public(Finding.objects.get(pk=spanish.pk), registrar, commissioner)
        assert not Finding.objects.behind().exists()

    def test_fall_behind_with_a_part_of_the_text(self, commissioner):
        editor = UserFactory(role="tracker_editor")
        recommendation = RecommendationFactory(of=BodyFactory())
        recommendation.parts = [RecommendationPart(label="i.", text="Keep a form.")]
        public(recommendation, editor, commissioner)
        spanish = record_translate(record=recommendation, locale=locale("es"), by=editor)
        public(spanish, editor, commissioner)
        assert not Recommendation.objects.behind().exists()
        recommendation = Recommendation.objects.get(pk=recommendation.pk)
        recommendation.parts = [RecommendationPart(label="i.", text="Keep two forms.")]
        public(recommendation, editor, commissioner)
        assert list(Recommendation.objects.behind()) == [spanish]

    def test_that_fell_behind_say_so_and_are_listed(self, client, registrar, commissioner):
        finding = written(registrar)
        public(finding, registrar, commissioner)
        spanish = record_translate(record=finding, locale=locale("es"), by=registrar)
        public(spanish, registrar, commissioner)
        address = f"/es/findings/{finding.number}/"
        said = "La Comisión cambió este texto"
        assert said not in client.get(address).content.decode()
        finding = Finding.objects.get(pk=finding.pk)
        finding.statement = "It was written down."
        public(finding, registrar, commissioner)
        page = client.get(address).content.decode()
        assert said in page
        assert f'href="/en/findings/{finding.number}/"' in page
        assert said not in client.get(f"/en/findings/{finding.number}/").content.decode()
        assert [row.record for row in waiting_for(registrar).behind] == [spanish]
        assert waiting_for(UserFactory(role="tracker_editor")).behind == []

    def test_are_found_for_many_in_one_query(self, registrar, django_assert_num_queries):
        rows = FindingFactory.create_batch(9)
        with django_assert_num_queries(1):
            assert len(translated_all(rows, "es")) == 9
        assert Locale.objects.count() >= 1
