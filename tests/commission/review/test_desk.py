"""The page on which somebody decides about what another wrote, and every way round it."""

import html
import re

import pytest
from django.urls import reverse
from django.utils.functional import Promise
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.models import Revision, TaskState

from archive.edition.word_times import text_of
from commission.documents.models import Document
from commission.findings.models import DocumentCitation, Finding
from commission.recommendations.models import AddressedBody, Recommendation, RecommendationPart
from commission.review.comparing import NOT_SHOWN
from commission.review.services import (
    record_approve,
    record_create,
    record_save_draft,
    record_submit,
    record_translate,
    waiting_mark,
)
from tests.commission.factories import BodyFactory, FindingFactory, ThemeFactory, cite, locale
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def registrar():
    return UserFactory(role="registrar")


@pytest.fixture
def waiting(registrar):
    finding = Finding(
        statement="Nothing was written down.",
        conclusion="There was no form.",
        standard="clear_and_convincing",
        locale=locale(),
    )
    record_create(record=finding, by=registrar)
    record_submit(record=finding, by=registrar)
    return finding


def address(record):
    return reverse(
        "review:review", args=[record._meta.app_label, record._meta.model_name, record.pk]
    )


def seen(client, record):
    """The mark of what the page shows."""
    page = client.get(address(record)).content.decode()
    return re.search(r'name="seen" value="([^"]+)"', page)[1]


def test_a_commissioner_reads_what_would_be_public_and_approves_it(client, waiting):
    client.force_login(UserFactory(role="commissioner"))
    assert "There was no form." in client.get(address(waiting)).content.decode()
    assert address(waiting) in client.get("/admin/").content.decode()
    mark = seen(client, waiting)
    response = client.post(address(waiting), {"decision": "approve", "seen": mark})
    assert response.status_code == 302
    waiting.refresh_from_db()
    assert waiting.live
    assert client.get(address(waiting)).status_code == 404, "it waits no more"


def test_or_sends_it_back_with_a_question(client, waiting):
    client.force_login(UserFactory(role="commissioner"))
    mark = seen(client, waiting)
    back = {"decision": "back", "seen": mark}
    assert client.post(address(waiting), back).status_code == 409
    client.post(address(waiting), {**back, "comment": "Which years?"})
    waiting.refresh_from_db()
    assert not waiting.live
    assert TaskState.objects.get().comment == "Which years?"


def test_parts_bodies_and_themes_stand_beside_what_is_public(client):
    editor, commissioner = UserFactory(role="tracker_editor"), UserFactory(role="commissioner")
    recommendation = Recommendation(text="Write it down.", kind="police", locale=locale())
    recommendation.parts.set([RecommendationPart(label="i.", text="On one page.")])
    recommendation.addressed.set([AddressedBody(body=BodyFactory(name="Police Service"))])
    recommendation.themes.set([ThemeFactory()])
    record_create(record=recommendation, by=editor)
    record_submit(record=recommendation, by=editor)
    client.force_login(commissioner)
    page = client.get(address(recommendation)).content.decode()
    for said in ("On one page.", "Police Service", "Records and reporting"):
        assert said in page, said
    record_approve(record=recommendation, by=commissioner)
    assert recommendation.addressed.get().body.name == "Police Service"


@pytest.mark.parametrize("model", [Finding, Recommendation])
def test_each_part_of_a_record_is_named_in_words_that_can_be_translated(model):
    meta = model._meta
    fields = [field for field in meta.concrete_fields if field.name not in NOT_SHOWN]
    chosen = [field for field in meta.many_to_many if isinstance(field, ParentalManyToManyField)]
    rows = [one.related_model._meta for one in get_all_child_relations(model)]
    names = {field.name: field.verbose_name for field in (*fields, *chosen)}
    names |= {one.label: one.original_attrs.get("verbose_name_plural") for one in rows}
    assert {name for name, label in names.items() if not isinstance(label, Promise)} == set()


def test_what_a_finding_cites_is_named_in_plain_words(client, registrar):
    finding = FindingFactory(draft=True)
    cite(finding, EditionFactory(reference="RB-0147"))
    paper = Document.objects.create(
        title="Letter of 4 February", language="en", taken_in_by=registrar, taken_in_at=NOW
    )
    DocumentCitation.objects.create(finding=finding, document=paper, pages="2")
    finding = Finding.objects.get(pk=finding.pk)
    record_save_draft(record=finding, by=registrar)
    record_submit(record=finding, by=registrar)
    client.force_login(UserFactory(role="commissioner"))
    page = client.get(address(finding)).content.decode()
    for label in ("passages that it cites", "documents that it cites", "chapter that it stands in"):
        assert f"<h2>{label}</h2>" in page, label
    assert reverse("papers:document", args=[paper.pk]) in page
    assert "citations</h2>" not in page


def test_what_was_changed_since_it_was_read_is_read_once_more(client, waiting, registrar):
    """The author takes it back, writes something else and sends that, in the meantime."""
    client.force_login(UserFactory(role="commissioner"))
    mark = seen(client, waiting)
    waiting.current_workflow_state.cancel(user=registrar)
    waiting.conclusion = "Something else."
    record_save_draft(record=waiting, by=registrar)
    record_submit(record=waiting, by=registrar)
    for stale in (mark, ""):
        response = client.post(address(waiting), {"decision": "approve", "seen": stale})
        assert response.status_code == 409
        assert "Something else." in response.content.decode()
    waiting.refresh_from_db()
    assert not waiting.live


def test_what_is_shown_is_what_waits_and_not_a_newer_draft(client, waiting, registrar):
    waiting.conclusion = "Something else."
    waiting.save_revision(user=registrar)
    client.force_login(UserFactory(role="commissioner"))
    page = client.get(address(waiting)).content.decode()
    assert "There was no form." in page
    assert "Something else." not in page


def test_of_a_translation_the_original_stands_beside_it(client, registrar):
    finding = FindingFactory()
    spanish = record_translate(record=finding, locale=locale("es"), by=registrar)
    spanish.statement = "No se escribió nada."
    record_save_draft(record=spanish, by=registrar)
    record_submit(record=spanish, by=registrar)
    client.force_login(UserFactory(role="commissioner"))
    page = client.get(address(spanish)).content.decode()
    assert "No se escribió nada." in page
    assert "For eleven years" in page


def test_what_a_finding_rests_on_is_read_and_heard_there(client, waiting, registrar):
    edition = EditionFactory(files=True)
    cite(waiting, edition)
    waiting.current_workflow_state.cancel(user=registrar)
    waiting = Finding.objects.get(pk=waiting.pk)
    record_save_draft(record=waiting, by=registrar)
    record_submit(record=waiting, by=registrar)
    words = text_of(edition.turns.order_by("position")[1])
    client.force_login(UserFactory(role="commissioner"))
    page = html.unescape(client.get(address(waiting)).content.decode())
    assert words in page
    assert "<audio" in page
    assert words not in str(list(Revision.objects.values_list("content", flat=True)))
    type(edition).objects.update(state="withdrawn", closed_at=NOW)
    after = client.get(address(waiting)).content.decode()
    assert words not in html.unescape(after)
    assert "Evidence changed." in after


@pytest.mark.parametrize("role", ["registrar", "tracker_editor", "publisher"])
def test_to_everybody_else_there_is_no_such_page(client, waiting, role):
    client.force_login(UserFactory(role=role))
    for answer in (client.get(address(waiting)), client.post(address(waiting), {})):
        assert answer.status_code == 404
    assert client.get("/admin/review/auth/group/1/").status_code == 404
    assert client.get("/admin/review/nothing/here/1/").status_code == 404


def author_and_commissioner(waiting, **kwargs):
    """The finding's author, made a commissioner as well, and superuser if asked."""
    author = waiting.latest_revision.user
    author.groups.add(*UserFactory(role="commissioner").groups.all())
    author.is_superuser = kwargs.get("superuser", False)
    author.save()
    return author


@pytest.mark.parametrize("superuser", [False, True])
def test_an_author_finds_no_way_round(client, waiting, superuser):
    """Each address that Wagtail registers for it, asked directly."""
    client.force_login(author_and_commissioner(waiting, superuser=superuser))
    state = waiting.current_workflow_state
    task = state.current_task_state_id
    space = Finding.snippet_viewset.get_url_name("x").removesuffix("x")

    def at(name, *more):
        return reverse(f"{space}{name}", args=[waiting.pk, *more])

    edit = {"statement": "Mine.", "conclusion": "Mine.", "standard": "beyond_doubt"}
    attempts = [
        (address(waiting), {"decision": "approve", "seen": waiting_mark(state)}),
        (at("workflow_action", "approve", task), {}),
        (at("collect_workflow_action_data", "approve", task), {"comment": ""}),
        (at("edit"), {**edit, "action-publish": "1"}),
        (at("edit"), {**edit, "action-workflow-action": "1", "workflow-action-name": "approve"}),
        (at("unpublish"), {}),
        (at("delete"), {}),
        (at("revisions_revert", waiting.latest_revision.pk), {**edit, "action-publish": "1"}),
    ]
    for url, data in attempts:
        client.post(url, data)
        waiting.refresh_from_db()
        assert not waiting.live, url
    assert waiting.conclusion == "There was no form."
    assert not Finding.objects.published().exists()


def test_nobody_publishes_unpublishes_or_deletes_by_hand(client):
    finding = FindingFactory()
    finding.save_revision()
    boss = UserFactory(superuser=True)
    client.force_login(boss)
    space = Finding.snippet_viewset.get_url_name("x").removesuffix("x")
    edit = {"statement": "Mine.", "conclusion": "Mine.", "standard": "beyond_doubt"}
    for name, data in (
        ("edit", {**edit, "action-publish": "1"}),
        ("unpublish", {}),
        ("delete", {}),
    ):
        client.post(reverse(f"{space}{name}", args=[finding.pk]), data)
    for action in ("delete", "publish", "unpublish"):
        url = f"/admin/bulk/findings/finding/{action}/?id={finding.pk}"
        client.post(url)
    finding.refresh_from_db()
    assert finding.live
    assert finding.statement.startswith("For eleven years")


def test_a_day_to_go_live_is_no_way_round_either(client, registrar):
    locale()
    client.force_login(registrar)
    space = Finding.snippet_viewset.get_url_name("x").removesuffix("x")
    client.post(
        reverse(f"{space}add"),
        {
            "statement": "Mine.",
            "conclusion": "Mine.",
            "standard": "beyond_doubt",
            "go_live_at": "2020-01-01 00:00",
            "action-publish": "1",
        },
    )
    assert not Finding.objects.published().exists()
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
