"""Every address of the admin that has to do with pages, for everybody: none goes round the review.

Each is asked by GET and by POST with everything that a form of Wagtail's could send.
"""

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, Revision

from commission.pages.models import ArticlePage
from commission.review.services import record_submit
from tests.archive.desk.test_rights import PASSED_OVER, addresses, body_of, state
from tests.commission.factories import locale
from tests.commission.pages.factories import article, home_page
from tests.commission.rights import ENTRY, PEOPLE, person_of
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.addresses]

SPACES = ("wagtailadmin_pages", "quoted")
# Where whoever may write pages, or whoever decides about them, gets an answer to a GET.
EDITS = {
    "add": "writes",
    "preview_on_add": "writes",
    "type_use": "writes",
    "type_use_results": "writes",
    "choose_parent": "writes",
    "usage": "writes",
    "edit": "writes",
    "preview_on_edit": "writes",
    "view_draft": "writes",
    "add_subpage": "writes",
    "search": "writes",
    "search_results": "writes",
    "move": "moves",
    "move_confirm": "moves",
    "set_page_position": "",
    "copy": "",
    "workflow_action": "",
    "collect_workflow_action_data": "",
    "confirm_workflow_cancellation": "writes",
    "workflow_preview": "",
    "set_privacy": "",
    "lock": "",
    "unlock": "",
    "revisions_index": "writes",
    "revisions_view": "writes",
    "revisions_revert": "writes",
    "revisions_compare": "writes",
    "revisions_unschedule": "",
    "workflow_history": "writes",
    # Of a page that waits: the draft here does not.
    "workflow_history_detail": "",
    "history": "writes",
    "history_results": "writes",
    "delete": "",
    "unpublish": "",
    "convert_alias": "",
}
CANARY = "Quillfeather"
# Everything that would go round the review, in one form.
POSTED = {
    "action-publish": "1",
    "action-submit": "",
    "title": "Round it",
    "slug": "round-it",
    "new_title": "Round it",
    "new_slug": "round-it",
    "publish_copies": "on",
    "alias": "on",
    "include_descendants": "on",
    "restriction_type": "login",
    "go_live_at": "2020-01-01",
    "comment": "yes",
    "kind": "essay",
    "body-count": "0",
    "facts-count": "0",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    "next": "/admin/",
}


@pytest.fixture
def pages():
    locale("en"), locale("es")
    home = home_page()
    home.save_revision().publish(skip_permission_checks=True)
    author = UserFactory(role="editor")
    public = article(title="In public", by=author)
    draft = article(title=f"{CANARY} draft", public=False, by=author)
    waits = article(title=f"{CANARY} waits", public=False, by=author)
    record_submit(record=waits, by=author)
    return {"home": home, "public": public, "draft": draft, "waits": waits}


def address(name, pattern, page, pages):
    revision = page.latest_revision_id
    waits = pages["waits"]
    values = {
        "content_type_app_name": "pages",
        "content_type_model_name": "articlepage",
        "app_label": "pages",
        "model_name": "articlepage",
        "parent_page_id": pages["home"].pk,
        "destination_id": pages["home"].pk,
        "page_to_move_id": page.pk,
        "page_id": page.pk,
        "page": page.pk,
        "language": "es",
        "revision_id": revision,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "action_name": "approve",
        "task_state_id": waits.current_workflow_task_state.pk,
        "task_id": waits.current_workflow_task_state.task_id,
        "workflow_state_id": waits.current_workflow_state.pk,
    }
    if name.startswith("wagtailadmin_pages:") and name.endswith("compare"):
        return reverse(name, args=[page.pk, "earliest", "latest"])
    return reverse(name, kwargs={key: values[key] for key in pattern.pattern.converters})


def all_addresses():
    return [(name, pattern) for name, pattern in addresses() if name.partition(":")[0] in SPACES]


def standing():
    """What of pages must not change but by the review."""
    rows = Page.objects.filter(depth__gt=1).order_by("pk")
    return {
        "public": list(rows.filter(live=True).values_list("pk", "title", "path", "url_path")),
        "texts": list(ArticlePage.objects.filter(live=True).values_list("pk", "lede", "byline")),
        "there": set(rows.values_list("pk", flat=True)),
        "aliases": list(rows.filter(alias_of__isnull=False)),
        "privacy": PageViewRestriction.objects.count(),
        "scheduled": Revision.objects.filter(approved_go_live_at__isnull=False).count(),
    }


@pytest.mark.parametrize("who", ["role editor", "role commissioner", "superuser", "role registrar"])
@pytest.mark.parametrize("which", ["home", "public", "draft", "waits"])
def test_nobody_changes_what_is_public_at_any_address_of_the_editor(pages, who, which):
    person = person_of(who)
    person.client.get(reverse("wagtailadmin_account"))
    before, wrong = standing(), []
    for name, pattern in all_addresses():
        url = address(name, pattern, pages[which], pages)
        for method in ("get", "post"):
            with transaction.atomic():
                answer = getattr(person.client, method)(url, POSTED if method == "post" else {})
                after = standing()
                after["there"] &= before["there"]
                if after != before:
                    wrong.append((name, method, answer.status_code))
                if answer.status_code >= 500:
                    wrong.append((name, method, answer.status_code))
                transaction.set_rollback(True)
    assert wrong == []


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
@pytest.mark.parametrize("who", ["role editor", "role commissioner", "superuser"])
def test_nobody_acts_on_many_pages_at_once(pages, who, action):
    person = person_of(who)
    before = standing()
    ids = "&".join(f"id={pages[name].pk}" for name in ("public", "waits"))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    answer = person.client.post(f"{url}?{ids}", {**POSTED, "chooser": pages["home"].pk})
    assert answer.status_code < 500
    assert standing() == before


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_has_the_addresses_of_their_rights_and_no_other(pages, name):
    person = person_of(name)
    person.client.get(reverse("wagtailadmin_account"))
    writes = person.user.is_superuser or name == "role editor"
    decides = person.holds("pages.approve_page")
    before, wrong = state(), []
    for full, pattern in all_addresses():
        space, _, short = full.partition(":")
        url = address(full, pattern, pages["draft"], pages)
        answer = person.client.get(url)
        if space == "quoted":
            opens = writes if short == "translate" else writes or decides
        else:
            needed = EDITS.get(short, "?")
            opens = {"writes": writes, "moves": writes, "": False}.get(needed, True)
        if person.holds(ENTRY) and opens and answer.status_code >= 400:
            wrong.append((full, "refused", answer.status_code))
        if (not opens or not person.holds(ENTRY)) and answer.status_code == 200:
            wrong.append((full, "open", answer.status_code))
        if CANARY.encode() in body_of(answer) and not (writes or decides):
            wrong.append((full, "canary", answer.status_code))
    assert wrong == []
    # Wagtail notes who has an editor open.
    assert writes or state() == before


@pytest.mark.parametrize("name", ["role commissioner", "role publisher", "role tracker_editor"])
def test_no_chooser_tells_of_drafts_to_who_does_not_write(pages, name):
    client, wrong = person_of(name).client, []
    for full, pattern in addresses():
        known = set(pattern.pattern.converters or ()) <= {"parent_page_id"}
        if not full.startswith("wagtailadmin_") or not known or full in PASSED_OVER:
            continue
        if full == "wagtailadmin_pages:revisions_compare":
            continue
        args = [pages["home"].pk] if pattern.pattern.converters else []
        answer = client.get(reverse(full, args=args), {"q": CANARY})
        if f"{CANARY} draft".encode() in body_of(answer):
            wrong.append(full)
    assert wrong == []


def test_no_address_is_missing_from_the_table():
    names = {name.partition(":")[2] for name, _p in addresses() if name.startswith(SPACES[0])}
    assert names == set(EDITS)
