"""What Wagtail's own machinery would let through, and does not here."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    Revision,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from commission.findings.models import Citation, Finding
from commission.recommendations.models import AddressedBody, Body, Recommendation
from commission.reports.models import Theme
from commission.review import checks
from commission.review.services import (
    record_approve,
    record_create,
    record_save_draft,
    record_send_back,
    record_submit,
    record_translate,
)
from media.refusal import Refused
from tests.commission.factories import (
    BodyFactory,
    FindingFactory,
    RecommendationFactory,
    ReportFactory,
    ThemeFactory,
    locale,
)
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def registrar():
    return UserFactory(role="registrar")


@pytest.fixture
def commissioner():
    return UserFactory(role="commissioner")


@pytest.fixture
def draft(registrar):
    finding = Finding(
        statement="Nothing was written down.",
        conclusion="There was no form.",
        standard="clear_and_convincing",
        locale=locale(),
    )
    return record_create(record=finding, by=registrar)


def at(record, name, *more):
    space = type(record).snippet_viewset.get_url_name("x").removesuffix("x")
    return reverse(f"{space}{name}", args=[record.pk, *more])


def form(**changes):
    """What the editor of a finding sends."""
    empty = {}
    for rows in ("citations", "documents"):
        empty |= {f"{rows}-{kind}_FORMS": "0" for kind in ("TOTAL", "INITIAL", "MIN_NUM")}
        empty[f"{rows}-MAX_NUM_FORMS"] = "200"
    return {
        **empty,
        "statement": "Nothing was written down.",
        "conclusion": "There was a form.",
        "standard": "clear_and_convincing",
        **changes,
    }


class Test_saving_over_a_draft:
    """Wagtail's editor saves by itself and writes over an author's newest revision."""

    def test_is_how_a_draft_is_kept(self, client, draft, registrar):
        client.force_login(registrar)
        newest = draft.latest_revision
        client.post(at(draft, "edit"), form(overwrite_revision_id=newest.pk))
        assert draft.revisions.get().content["conclusion"] == "There was a form."

    def test_never_touches_what_was_approved(self, client, draft, registrar, commissioner):
        record_submit(record=draft, by=registrar)
        public = record_approve(record=draft, by=commissioner)
        client.force_login(registrar)
        client.post(at(public, "edit"), form(overwrite_revision_id=public.live_revision_id))
        public.refresh_from_db()
        assert public.live_revision.content["conclusion"] == "There was no form."
        assert public.latest_revision.content["conclusion"] == "There was a form."
        assert public.latest_revision_id != public.live_revision_id

    def test_does_not_hide_who_wrote_it(self, client, draft, registrar, commissioner):
        """The author, a commissioner as well, has a colleague send what the author wrote over."""
        record_submit(record=draft, by=registrar)
        public = record_approve(record=draft, by=commissioner)
        registrar.groups.add(*commissioner.groups.all())
        client.force_login(registrar)
        client.post(at(public, "edit"), form(overwrite_revision_id=public.live_revision_id))
        public.refresh_from_db()
        record_submit(record=public, by=UserFactory(role="registrar"))
        with pytest.raises(Refused, match="same_person"):
            record_approve(record=public, by=registrar)

    def test_leaves_what_was_sent_back_as_it_was(self, client, draft, registrar, commissioner):
        record_submit(record=draft, by=registrar)
        sent = draft.latest_revision
        record_send_back(record=draft, comment="Which years?", by=commissioner)
        client.force_login(registrar)
        client.post(at(draft, "edit"), form(overwrite_revision_id=sent.pk))
        sent.refresh_from_db()
        assert sent.content["conclusion"] == "There was no form."
        assert draft.revisions.count() == 2


@pytest.mark.parametrize("superuser", [False, True])
def test_a_lock_of_ones_own_opens_nothing_that_waits(client, draft, registrar, superuser):
    registrar.is_superuser = superuser
    registrar.save()
    client.force_login(registrar)
    client.post(at(draft, "lock"))
    draft.refresh_from_db()
    assert draft.locked_by == registrar
    record_submit(record=draft, by=registrar)
    client.post(at(draft, "lock"))
    client.post(at(draft, "edit"), form(overwrite_revision_id=draft.latest_revision_id))
    assert draft.revisions.get().content["conclusion"] == "There was no form."


def test_an_author_takes_back_what_waits_and_writes_on(client, draft, registrar):
    record_submit(record=draft, by=registrar)
    client.force_login(registrar)
    client.post(at(draft, "edit"), form(**{"action-cancel-workflow": "1"}))
    assert draft.current_workflow_state is None
    client.post(at(draft, "edit"), form())
    draft.refresh_from_db()
    assert draft.get_latest_revision().content["conclusion"] == "There was a form."


def test_it_is_decided_once(draft, registrar, commissioner):
    record_submit(record=draft, by=registrar)
    waiting = draft.current_workflow_task_state
    again = type(waiting).objects.get(pk=waiting.pk)
    record_approve(record=draft, by=commissioner)
    with pytest.raises(PermissionDenied):
        again.task.specific.on_action(
            again, user=UserFactory(role="commissioner"), action_name="reject"
        )
    with pytest.raises(Refused, match="not_waiting"):
        record_approve(record=draft, by=UserFactory(role="commissioner"))


@pytest.mark.parametrize("name", ["go_live_at", "expire_at"])
def test_nothing_appears_or_leaves_by_the_clock(draft, registrar, commissioner, name, time_machine):
    setattr(draft, name, NOW + timedelta(days=3))
    time_machine.move_to(NOW)
    record_save_draft(record=draft, by=registrar)
    record_submit(record=draft, by=registrar)
    assert record_approve(record=draft, by=commissioner).live
    time_machine.move_to(NOW + timedelta(days=4))
    call_command("publish_scheduled")
    draft.refresh_from_db()
    assert draft.live
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_a_draft_that_is_not_complete_is_not_sent(client, draft, registrar):
    """The editor keeps drafts with holes in them."""
    client.force_login(registrar)
    client.post(at(draft, "edit"), form(conclusion=""))
    draft.refresh_from_db()
    with pytest.raises(ValidationError):
        record_submit(record=draft, by=registrar)
    client.post(at(draft, "edit"), form(conclusion="", **{"action-submit": "1"}))
    assert draft.current_workflow_state is None


def test_what_is_asked_of_a_record_is_asked_of_the_draft_that_is_sent(
    draft, registrar, commissioner, monkeypatch
):
    def asked(record):
        if "names" in record.conclusion:
            raise Refused("names", "It names somebody.")

    monkeypatch.setitem(checks._checks, Finding, [asked])
    record_submit(record=draft, by=registrar)
    public = record_approve(record=draft, by=commissioner)
    public.conclusion = "It names somebody."
    record_save_draft(record=public, by=registrar)
    with pytest.raises(Refused, match="names"):
        record_submit(record=Finding.objects.get(), by=registrar)


def test_it_is_asked_of_what_the_editor_sent_before_that_is_public(
    client, draft, registrar, commissioner, monkeypatch
):
    def asked(record):
        raise Refused("names", "It names somebody.")

    monkeypatch.setitem(checks._checks, Finding, [asked])
    client.force_login(registrar)
    client.post(at(draft, "edit"), form(**{"action-submit": "1"}))
    draft.refresh_from_db()
    with pytest.raises(Refused, match="names"):
        record_approve(record=draft, by=commissioner)
    assert not Finding.objects.get().live


def test_no_other_workflow_in_its_place_lets_people_through(draft, registrar):
    """An administrator may set up workflows; whose approval publishes is not theirs to say."""
    group = Group.objects.create(name="Friends")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    task = GroupApprovalTask.objects.create(name="Friends")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Friends")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowContentType.objects.update(workflow=workflow)
    friend = UserFactory()
    friend.groups.add(group)
    registrar.groups.add(group)
    record_submit(record=draft, by=registrar)
    for user in (friend, registrar, UserFactory(role="registrar", superuser=True)):
        state = draft.current_workflow_task_state
        if user.is_superuser:
            draft.save_revision(user=user)
        with pytest.raises(PermissionDenied):
            state.task.specific.on_action(state, user=user, action_name="approve")
    assert not Finding.objects.published().exists()


def test_ids_of_something_else_that_waits_approve_neither(client, draft, registrar):
    """The address names a finding that one may decide, and the review of one's own."""
    both = UserFactory(role="registrar", superuser=True)
    own = Finding(statement="A.", conclusion="B.", standard="beyond_doubt", locale=locale())
    record_create(record=own, by=both)
    for record, by in ((draft, registrar), (own, both)):
        record_submit(record=record, by=by)
    client.force_login(both)
    task = own.current_workflow_task_state.pk
    for name in ("workflow_action", "collect_workflow_action_data"):
        client.post(at(draft, name, "approve", task), {"comment": ""})
    assert not Finding.objects.published().exists()


class Test_a_translation:
    def test_gets_no_rows_of_the_original_by_any_form(self, client, registrar):
        finding = FindingFactory(themes=[ThemeFactory()])
        spanish = record_translate(record=finding, locale=locale("es"), by=registrar)
        client.force_login(registrar)
        page = client.get(at(spanish, "edit")).content.decode()
        assert "id_statement" in page
        assert "id_themes" not in page
        assert "citations-TOTAL" not in page
        client.post(at(spanish, "edit"), form(themes=[ThemeFactory().pk], statement="Nada."))
        spanish.refresh_from_db()
        newest = spanish.get_latest_revision_as_object()
        assert newest.statement == "Nada."
        assert not newest.themes.exists()

    def test_gets_none_by_a_service_either(self, client, commissioner):
        editor = UserFactory(role="tracker_editor")
        body = BodyFactory()
        original = RecommendationFactory(of=body)
        spanish = record_translate(record=original, locale=locale("es"), by=editor)
        spanish.addressed.set([AddressedBody(body=body)])
        record_save_draft(record=spanish, by=editor)
        record_submit(record=spanish, by=editor)
        public = record_approve(record=spanish, by=commissioner)
        assert not public.addressed.exists()
        assert AddressedBody.objects.get().recommendation == original

    def test_is_not_made_into_an_original_by_an_older_revision(self, registrar):
        spanish = record_translate(record=FindingFactory(), locale=locale("es"), by=registrar)
        Revision.objects.update(
            content={**spanish.latest_revision.content, "translated_from": None}
        )
        spanish.refresh_from_db()
        assert spanish.latest_revision.as_object().translated_from_id


def test_a_draft_of_something_public_changes_no_row_of_it(client, registrar):
    finding = FindingFactory(themes=[ThemeFactory()])
    finding.save_revision()
    client.force_login(registrar)
    client.post(at(finding, "edit"), form(themes=[]))
    finding.refresh_from_db()
    assert finding.statement.startswith("For eleven years")
    assert finding.themes.exists()
    assert finding.has_unpublished_changes


def test_the_editor_saves_by_itself_only_what_was_saved_before(client, draft, registrar):
    """Of a new record that it saves while somebody clicks on Save there would be two."""
    client.force_login(registrar)
    new = client.get(reverse("wagtailsnippets_findings_finding:add")).content.decode()
    assert "w-unsaved" in new
    assert "w-autosave#save" not in new
    assert "w-autosave#save" in client.get(at(draft, "edit")).content.decode()


def test_two_records_at_once_get_two_numbers(client, registrar):
    locale()
    client.force_login(registrar)
    add = reverse(Finding.snippet_viewset.get_url_name("add"))
    opened = [client.get(add).status_code for _ in range(2)]
    client.post(add, form())
    client.post(add, form())
    assert opened == [200, 200]
    assert sorted(Finding.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize("make", [ThemeFactory, ReportFactory, BodyFactory])
def test_nobody_deletes_what_public_records_stand_in_or_are_about(client, make):
    row = make()
    client.force_login(UserFactory(superuser=True))
    client.post(at(row, "delete"))
    client.post(f"/admin/bulk/{row._meta.label_lower.replace('.', '/')}/delete/?id={row.pk}")
    assert type(row).objects.filter(pk=row.pk).exists()


def test_no_copy_no_preview_and_no_chooser_has_an_address(client):
    client.force_login(UserFactory(superuser=True))
    for model in (Finding, Recommendation, Theme, Body):
        name = model._meta.label_lower.replace(".", "/")
        row = {"pk": 1}
        for tail in ("copy/1/", "preview/", "preview/1/"):
            assert client.get(f"/admin/snippets/{name}/{tail}").status_code == 404, (
                name,
                tail,
                row,
            )
        for tail in ("", "results/", "chosen/1/", "chosen-multiple/?id=1", "create/"):
            url = f"/admin/snippets/choose/{name}/{tail}"
            assert client.get(url).status_code == 404, url


def test_no_word_of_a_record_is_in_wagtails_log(draft, registrar, commissioner):
    from wagtail.models import ModelLogEntry

    record_submit(record=draft, by=registrar)
    record_send_back(record=draft, comment="Which years?", by=commissioner)
    said = str(list(ModelLogEntry.objects.values_list("label", "data")))
    assert "written down" not in said
    assert not Citation.objects.exists()
