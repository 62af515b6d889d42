"""The documents of a finding in its editor: by title, and none that nobody may choose."""

import pytest
from django.urls import reverse

from commission.documents.models import Document
from commission.findings.models import DocumentCitation, Finding
from tests.commission.documents.standing import document
from tests.commission.factories import FindingFactory, locale
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def registrar():
    locale("en")
    return UserFactory(role="registrar")


def titled(title: str, by, **kwargs) -> Document:
    paper = document(taken_in_by=by, **kwargs)
    Document.objects.filter(pk=paper.pk).update(title=title)
    return paper


def edit(finding) -> str:
    return reverse("wagtailsnippets_findings_finding:edit", args=[finding.pk])


def form(finding, *papers) -> dict[str, object]:
    """What the editor sends, with documents added to none."""
    fields = ("statement", "conclusion", "standard", "standard_reason", "made_by", "place")
    sent: dict[str, object] = {name: getattr(finding, name) for name in fields}
    for rows in ("citations", "documents"):
        sent |= {f"{rows}-{part}_FORMS": 0 for part in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    sent["documents-TOTAL_FORMS"] = len(papers)
    for n, paper in enumerate(papers):
        sent |= {f"documents-{n}-document": str(paper.pk), f"documents-{n}-ORDER": n + 1}
    return sent


def test_documents_are_chosen_by_title_and_the_way_to_all_of_them_stands_there(client, registrar):
    titled("Letter of 4 February", registrar)
    titled("Draft of a body", UserFactory(role="focal_point"))
    titled("Gone before", registrar, taken_down_at=NOW)
    finding = FindingFactory(draft=True)
    finding.save_revision()
    client.force_login(registrar)
    page = client.get(edit(finding)).content.decode()
    assert ">Letter of 4 February</option>" in page
    assert "Draft of a body" not in page
    assert "Gone before" not in page
    assert reverse("papers:list") in page


def test_what_the_draft_cites_stays_a_choice_and_says_that_it_was_taken_down(client, registrar):
    finding = FindingFactory(draft=True)
    paper = titled("Gone since", UserFactory(), taken_down_at=NOW)
    DocumentCitation.objects.create(finding=finding, document=paper)
    Finding.objects.get(pk=finding.pk).save_revision()
    client.force_login(registrar)
    page = client.get(edit(finding)).content.decode()
    assert "selected>Gone since (taken down)</option>" in page


def test_only_what_was_offered_is_taken(client, registrar):
    offered = titled("Letter of 4 February", registrar)
    gone = titled("Gone before", registrar, taken_down_at=NOW)
    of_a_body = titled("Draft of a body", UserFactory(role="focal_point"))
    finding = FindingFactory(draft=True)
    finding.save_revision()
    client.force_login(registrar)
    for paper in (gone, of_a_body):
        answer = client.post(edit(finding), form(finding, paper))
        assert "Select a valid choice" in answer.content.decode()
    assert client.post(edit(finding), form(finding, offered)).status_code == 302
    draft = Finding.objects.get(pk=finding.pk).get_latest_revision_as_object()
    assert [one.document_id for one in draft.documents.all()] == [offered.pk]
