"""Taking a document down: who may, what goes, what stays and what the public reads then."""

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from archive.ledger.models import LedgerEntry
from commission.documents.models import Access, Document
from commission.documents.services import copies_remove
from commission.findings.models import DocumentCitation
from commission.papers.taking_down import document_take_down
from media.files import file_exists
from media.refusal import Refused
from tests.archive.desk.test_rights import state
from tests.commission.documents import standing
from tests.commission.documents.standing import SENTENCE, TITLE, document
from tests.commission.documents.test_documents import received
from tests.commission.factories import FindingFactory, focal_point_of
from tests.commission.rights import TRACKER, person_of
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db

CITES = {f"findings.{verb}_finding" for verb in ("add", "change", "approve")}
COUNTS = {"findings.change_finding"}
# Where it stands: which one right is enough to take it down.
RIGHTS = {
    "cited": CITES,
    "counted": COUNTS,
    "answered": {TRACKER},
    "judged": {TRACKER},
    "reported": {TRACKER},
    "waits": {TRACKER},
    "sent_back": {TRACKER},
}
ONE_RIGHT = sorted({*CITES, TRACKER, "findings.view_finding", "recommendations.answer_for_body"})
FORM = {"why": "PRIV", "sure": "on"}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def down(paper: Document, by=None) -> Document:
    by = by or UserFactory(superuser=True)
    return document_take_down(document=paper, why="PRIV", by=by, at=NOW)


def at(paper: Document) -> str:
    return reverse("papers:document", args=[paper.pk])


def role(name: str) -> Client:
    return person_of(f"role {name}").client


def text_of(answer) -> str:
    return answer.content.decode()


class Test_rights:
    @pytest.mark.parametrize("right", ONE_RIGHT)
    @pytest.mark.parametrize("place", RIGHTS)
    def test_one_right_to_the_record_it_stands_in_is_enough_and_needed(self, place, right):
        paper = document()
        getattr(standing, place)(paper)
        person, before = person_of(f"only {right}"), state()
        if right in RIGHTS[place]:
            assert person.client.get(at(paper)).status_code == 200
            assert down(paper, person.user).taken_down_by == person.user
            return
        with pytest.raises(PermissionDenied):
            down(paper, person.user)
        assert person.client.get(at(paper)).status_code == 403
        assert person.client.post(at(paper), FORM).status_code == 403
        assert not Document.objects.exclude(taken_down_at=None).exists()
        unseen = {key: one for key, one in state().items() if "userprofile" not in key.lower()}
        assert unseen == {key: before[key] for key in unseen}

    @pytest.mark.parametrize("place", RIGHTS)
    def test_a_body_and_visitors_are_refused(self, place):
        paper = document()
        getattr(standing, place)(paper)
        point = person_of("role focal_point")
        for by in (point.user, AnonymousUser()):
            with pytest.raises(PermissionDenied):
                down(paper, by)
        door = reverse("wagtailadmin_login")
        for client in (point.client, Client()):
            for answer in (client.get(at(paper)), client.post(at(paper), FORM)):
                assert (answer.status_code, answer["Location"].split("?")[0]) == (302, door)
        assert not Document.objects.exclude(taken_down_at=None).exists()

    def test_a_focal_point_is_refused_also_for_a_paper_of_the_own_body(self):
        paper = document()
        report = standing.reported(paper)
        with pytest.raises(PermissionDenied):
            down(paper, focal_point_of(report.body).user)

    def test_one_place_is_enough_where_it_stands_in_two(self):
        paper = document()
        standing.cited(paper), standing.answered(paper)
        assert down(paper, UserFactory(role="tracker_editor")).taken_down_at

    @pytest.mark.parametrize("who", ["role tracker_editor", "role registrar", "superuser"])
    def test_what_hangs_on_a_draft_of_a_body_is_nobody_s(self, who):
        paper = document()
        standing.reported(paper, "expected")
        person = person_of(who)
        with pytest.raises(PermissionDenied):
            down(paper, person.user)
        assert TITLE not in text_of(person.client.get(reverse("papers:list")))
        assert TITLE not in text_of(person.client.get(at(paper)))

    def test_what_staff_brought_and_nothing_names_yet_can_be_found_by_who_could_name_it(self):
        loose = document(taken_in_by=UserFactory(role="tracker_editor"))
        document()  # of a body, and on no record
        for name, seen in (("tracker_editor", 1), ("registrar", 1), ("commissioner", 0)):
            page = text_of(role(name).get(reverse("papers:list")))
            assert page.count(f"{TITLE}</a>") == seen, name
        down(loose, UserFactory(role="registrar"))


class Test_desk:
    @pytest.mark.parametrize(
        ("place", "who", "says"),
        [
            ("cited", "commissioner", "Finding 6</a>"),
            ("counted", "registrar", "Finding 6: evidence that is not shown</a>"),
            ("answered", "tracker_editor", "Recommendation 14: what City Police answered</a>"),
            ("judged", "tracker_editor", "Recommendation 14: the view of Follow-up panel</a>"),
            ("reported", "tracker_editor", "14: a progress report of City Police</a>"),
            ("sent_back", "tracker_editor", "14: a report that was sent back to City Police</a>"),
        ],
    )
    def test_the_page_and_the_list_say_what_it_is_and_where_it_stands(self, place, who, says):
        paper = document()
        getattr(standing, place)(paper)
        client = role(who)
        for url in (at(paper), reverse("papers:list")):
            page = client.get(url)
            assert TITLE in text_of(page)
            assert says in text_of(page)
            assert "no-store" in page["Cache-Control"]
            link = text_of(page).partition(says)[0].rpartition('href="')[2].partition('"')[0]
            assert TITLE in text_of(client.get(link)), "the place names the document"

    def test_places_that_somebody_may_not_know_of_are_counted(self):
        paper = document()
        standing.counted(paper), standing.answered(paper)
        page = text_of(role("tracker_editor").get(at(paper)))
        assert "In 1 place that your role does not open." in page
        assert "Finding 6" not in page

    def test_the_list_is_searched_by_title_and_by_id(self):
        paper, other = document(), document()
        Document.objects.filter(pk=other.pk).update(title="Training plan")
        standing.answered(paper), standing.cited(other)
        client = person_of("superuser").client
        for words, found in (("quill", 1), ("plan", 1), (str(paper.pk), 1), ("\x00none", 0)):
            page = text_of(client.get(reverse("papers:list"), {"q": words}))
            assert page.count('<h2 class="top">') == found, words

    def test_the_number_of_queries_does_not_grow_with_the_list(self, django_assert_max_num_queries):
        client = person_of("superuser").client
        finding = FindingFactory(number=6)
        for _n in range(60):
            DocumentCitation.objects.create(finding=finding, document=document())
        client.get(reverse("papers:list"))
        with django_assert_max_num_queries(30):
            page = text_of(client.get(reverse("papers:list")))
        assert page.count("Finding 6</a>") == 50
        assert text_of(client.get(reverse("papers:list") + "?page=2")).count("Finding 6</a>") == 10

    def test_a_reason_and_a_confirmation_are_asked_for_and_written_down(self):
        paper = document()
        standing.answered(paper)
        person = person_of("role tracker_editor")
        for form, says in (({"sure": "on"}, "Choose why it goes."), ({"why": "PRIV"}, "Tick this")):
            answer = person.client.post(at(paper), form)
            assert answer.status_code == 422
            assert says in text_of(answer)
        answer = person.client.post(at(paper), FORM, follow=True)
        assert "The document is taken down. The reason stands in its place." in text_of(answer)
        assert "Taken down on 12 May 2026. Reason: Personal information." in text_of(answer)
        assert "Choose why" not in text_of(answer)
        paper.refresh_from_db()
        assert (paper.taken_down_by, paper.taken_down_why) == (person.user, "PRIV")
        row = LedgerEntry.objects.get(act="document.take_down")
        assert (row.actor, row.record) == (str(person.user.pk), str(paper.pk))
        assert row.details == {"why": "PRIV"}

    def test_the_second_of_two_is_told_so_and_changes_nothing(self):
        paper = document()
        standing.answered(paper)
        first, second = person_of("role tracker_editor"), person_of("superuser")
        assert first.client.post(at(paper), FORM).status_code == 302
        for form in (FORM, {}, {"why": "LAW", "sure": "on"}):
            answer = second.client.post(at(paper), form)
            assert answer.status_code == 409
            said = "This document was taken down before, on 12 May 2026. Nothing was changed."
            assert said in text_of(answer)
        paper.refresh_from_db()
        assert (paper.taken_down_by, paper.taken_down_why) == (first.user, "PRIV")
        assert LedgerEntry.objects.filter(act="document.take_down").count() == 1

    def test_a_reason_that_is_none_is_not_taken(self):
        paper = document()
        standing.answered(paper)
        assert role("tracker_editor").post(at(paper), {**FORM, "why": "x"}).status_code == 422
        with pytest.raises(ValueError, match="x"):
            document_take_down(
                document=paper, why="x", by=UserFactory(role="tracker_editor"), at=NOW
            )


class Test_public:
    @pytest.mark.parametrize(
        ("place", "url", "times"),
        [
            ("cited", "/en/findings/6/", 1),
            ("answered", "/en/recommendations/14/", 2),
            ("judged", "/en/recommendations/14/", 1),
        ],
    )
    def test_the_page_says_that_when_and_why_and_names_it_no_more(self, client, place, url, times):
        paper = document()
        getattr(standing, place)(paper)
        assert TITLE in text_of(client.get(url))
        down(paper)
        page = client.get(url)
        assert text_of(page).count(SENTENCE) == times
        assert TITLE not in text_of(page)
        assert str(paper.pk) not in text_of(page)
        spanish = text_of(client.get(url.replace("/en/", "/es/")))
        assert "Un documento se retiró el 12 de mayo de 2026: información personal." in spanish

    @pytest.mark.parametrize("place", ["cited", "answered", "judged"])
    def test_of_one_that_was_held_nothing_new_is_said(self, client, place):
        paper = document(access=Access.HELD)
        getattr(standing, place)(paper)
        url = "/en/findings/6/" if place == "cited" else "/en/recommendations/14/"
        before = text_of(client.get(url))
        down(paper)
        assert text_of(client.get(url)) == before

    def test_its_body_reads_it_too(self):
        paper = document()
        report = standing.reported(paper, "submitted", submitted_at=NOW, submitted_by=UserFactory())
        client = Client()
        client.force_login(focal_point_of(report.body).user)
        url = reverse("portal:report", args=[report.pk])
        assert TITLE in text_of(client.get(url))
        down(paper)
        page = text_of(client.get(url))
        assert "The document was taken down. Reason: Personal information." in page
        assert TITLE not in page


class Test_address:
    def test_the_address_answers_410_and_says_why(self, client, django_capture_on_commit_callbacks):
        paper = received()
        standing.cited(paper)
        address = f"/documents/{paper.pk}/"
        version = client.get(address)["ETag"]
        with django_capture_on_commit_callbacks(execute=True):
            down(paper)
        for headers in ({}, {"If-None-Match": version}, {"Range": "bytes=0-9"}):
            answer = client.get(address, headers=headers)
            assert answer.status_code == 410
            assert SENTENCE in text_of(answer)
            assert paper.title not in text_of(answer)
            assert answer["Cache-Control"] == "no-store"
        assert client.head(address).status_code == 410
        assert client.post(address).status_code == 405
        spanish = client.get(address, headers={"Accept-Language": "es"})
        assert "Este documento se retiró" in text_of(spanish)

    @pytest.mark.parametrize("why", ["held", "draft", "waits", "nowhere"])
    def test_what_was_never_public_answers_like_what_never_was(self, client, why):
        paper = document(access=Access.HELD if why == "held" else Access.PUBLIC)
        if why != "nowhere":
            standing.waits(paper) if why == "waits" else standing.cited(paper, draft=why == "draft")
        Document.objects.filter(pk=paper.pk).update(taken_down_at=NOW, taken_down_why="PRIV")
        assert client.get(f"/documents/{paper.pk}/").status_code == 404


class Test_copy:
    def test_whoever_decides_about_it_reads_what_readers_get(
        self, django_capture_on_commit_callbacks
    ):
        paper = received(access=Access.HELD)
        DocumentCitation.objects.create(finding=FindingFactory(), document=paper)
        address = reverse("papers:copy", args=[paper.pk])
        answer = role("commissioner").get(address)
        data = b"".join(answer.streaming_content)
        assert (answer.status_code, len(data)) == (200, paper.size)
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Security-Policy"].startswith("sandbox")
        assert role("tracker_editor").get(address).status_code == 403
        assert role("focal_point").get(address).status_code in (302, 403)
        with django_capture_on_commit_callbacks(execute=True):
            down(paper)
        assert role("commissioner").get(address).status_code == 404

    def test_the_copy_goes_and_the_original_stays(self, django_capture_on_commit_callbacks):
        paper = received()
        standing.cited(paper)
        with django_capture_on_commit_callbacks(execute=True):
            down(paper)
        assert not file_exists(paper.key)
        paper.refresh_from_db()
        assert (paper.size, paper.sha256) == (0, "")
        assert paper.accession.blob.size
        with pytest.raises(Refused, match="already_down"):
            down(paper)

    def test_a_copy_that_the_store_would_not_delete_goes_with_the_clock(
        self, monkeypatch, django_capture_on_commit_callbacks
    ):
        paper = received()
        standing.cited(paper)
        broken = {"store": True}
        delete = type(storages["editions"]).delete

        def stubborn(store, name):
            if broken["store"]:
                raise OSError("the store does not answer")
            delete(store, name)

        monkeypatch.setattr(type(storages["editions"]), "delete", stubborn)
        with django_capture_on_commit_callbacks(execute=True):
            down(paper)
        assert file_exists(paper.key)
        assert copies_remove(at=NOW) == 0
        broken["store"] = False
        assert copies_remove(at=NOW) == 1
        assert not file_exists(paper.key)
        assert copies_remove(at=NOW) == 0
