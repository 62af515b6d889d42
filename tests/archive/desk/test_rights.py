"""Every address of the admin, for every role, by GET and by POST: what it answers, and that a
refusal changes nothing. An address that is not in the tables fails."""

import hashlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from wagtail.models import ReferenceIndex, RevisionMixin
from wagtail.snippets.models import get_snippet_models

from archive.holds.models import Hold, HoldKind
from archive.index_points.models import IndexPoint
from archive.publishing.models import LeakFinding, LeakReport
from archive.redaction.models import ProtectedName
from archive.roles import ROLES, roles_create
from archive.thesaurus.models import Term
from archive.withdrawal.models import Withdrawal
from tests.factories import (
    NOW,
    ConsentFactory,
    EditionFactory,
    RecordingFactory,
    TestimonyFactory,
    TranscriptFactory,
    UserFactory,
    redaction_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.addresses]

ANY = "see_desk"
READS_WORDS = "transcribe redact approve"
READS_CANDIDATES = "redact approve publish"
# name: (permissions of which one is needed, methods that it answers)
DESK = {
    "home": (ANY, "GET"),
    "testimony_list": (ANY, "GET"),
    "testimony_new": ("take_testimony", "GET POST"),
    "testimony": (ANY, "GET"),
    "describe": ("take_testimony redact", "GET POST"),
    "identity": ("see_identity", "POST"),
    "embargo_lift": ("take_testimony administer", "POST"),
    "jobs": (ANY, "GET"),
    "holds": ("administer", "GET POST"),
    "hold_lift": ("administer", "POST"),
    "upload": ("take_testimony", "GET POST"),
    "transcribe": ("take_testimony transcribe", "POST"),
    "transcription_cancel": ("take_testimony transcribe", "POST"),
    "recording_set_aside": ("take_testimony transcribe publish", "POST"),
    "recording_sound": ("take_testimony " + READS_WORDS, "GET"),
    "consent_new": ("take_testimony", "GET POST"),
    "consent_confirm": ("take_testimony approve", "POST"),
    "consent_proof": ("see_identity take_testimony", "POST"),
    "candidate_build": ("publish", "POST"),
    "candidate": (READS_CANDIDATES, "GET"),
    "candidate_preview": (READS_CANDIDATES, "GET"),
    "candidate_sound": (READS_CANDIDATES, "GET"),
    "candidate_file": (READS_CANDIDATES, "GET"),
    "candidate_finding": ("approve publish", "POST"),
    "candidate_approve": ("approve", "POST"),
    "candidate_discard": ("approve publish", "POST"),
    "candidate_open": ("publish", "POST"),
    "withdraw": ("withdraw", "GET POST"),
    "withdrawal": (ANY, "GET"),
    "ledger": ("administer", "GET"),
    "transcript": (READS_WORDS, "GET"),
    "transcript_words": (READS_WORDS, "GET"),
    "transcript_compare": (READS_WORDS, "GET"),
    "transcript_export": (READS_WORDS, "POST"),
    "transcript_save": ("transcribe", "POST"),
    "transcript_continue": ("transcribe", "POST"),
    "transcript_accept": ("transcribe", "POST"),
    "redaction": ("redact approve", "GET"),
    "redaction_propose": ("redact", "POST"),
    "redaction_protect": ("redact", "POST"),
    "redaction_decide": ("approve", "POST"),
    "redaction_lift": ("redact approve", "POST"),
    "redaction_confirm": ("redact approve", "POST"),
    "redaction_again": ("redact", "POST"),
    "name_propose": ("redact", "POST"),
    "name_place": ("redact", "POST"),
    "index_points": (READS_WORDS, "GET"),
    "index_point_add": ("transcribe", "POST"),
    "index_point": ("transcribe", "GET POST"),
    "index_point_remove": ("transcribe", "POST"),
    "terms": (ANY, "GET"),
    "term_new": ("publish", "GET POST"),
    "term": ("publish", "GET POST"),
    "term_merge": ("publish", "POST"),
    "terms_import": ("publish", "GET POST"),
}
# What Wagtail brings. Staff of the desk keep no pages, pictures, documents, accounts or sites: to
# them these answer with a refusal, a way to somewhere else, or as if nothing were there.
WAGTAIL = {
    "wagtailadmin_pages",
    "wagtailadmin_collections",
    "wagtailadmin_workflows",
    "wagtailadmin_reports",
    "wagtailadmin_api:pages",
    "wagtailadmin_api:documents",
    "wagtailadmin_api:images",
    "wagtailadmin_editing_sessions",
    "wagtaildocs",
    "wagtaildocs_chooser",
    "wagtailimages",
    "wagtailimages_chooser",
    "wagtailredirects",
    "wagtailsnippets",
    "wagtailusers_users",
    "wagtailusers_groups",
    "wagtailsites",
    "wagtailadmin_explore_root",
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtail_bulk_action",
    "wagtailadmin_tag_model_autocomplete",
    "wagtailadmin_block_preview",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_logout",
    # Its rehearsal of an error page, and what answers for every unknown address.
    "wagtailadmin_error_test",
    "admin/^.*/$",
}
# These open for everybody who may sign in, and hold what is public, or the person's own account.
WAGTAIL_OPEN = {
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_dismissibles",
    "admin/test404/",
    "wagtailadmin_sprite",
    "wagtailadmin_login",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_api:pages:listing",
    "wagtailadmin_api:documents:listing",
    "wagtailadmin_api:images:listing",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_anchor_link",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_workflows:task_chooser",
    "wagtailadmin_workflows:task_chooser_results",
    "wagtailadmin_workflows:task_chooser_create",
    "wagtailadmin_editing_sessions:release",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:site_history_results",
    "wagtaildocs_chooser:choose",
    "wagtaildocs_chooser:choose_results",
    "wagtaildocs_chooser:chosen_multiple",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results",
    "wagtailimages_chooser:chosen_multiple",
}
# What stands above the vault has tables of its own, in tests/commission/test_rights*.py. To staff
# of the vault it answers like what Wagtail brings: with nothing.
ABOVE = (
    "review:",
    "evidence:",
    "tracker_desk:",
    "papers:",
    "quoted:",
    "hearing_desk:",
    "markers_desk:",
    "photographs_desk:",
    "wagtailsnippets_",
)
# Whoever takes testimony in links it to a witness, and whoever sees names says who a cipher is: the
# way there is theirs, and names nobody.
WAY_TO_WITNESSES = {"hearing_desk:home", "hearing_desk:ciphers"}
# A fault that Wagtail raises on purpose, and the way out, which would end the walk.
PASSED_OVER = {"wagtailadmin_error_test", "wagtailadmin_logout"}
CANARIES = [
    b"Zebedee Quillfeather",
    b"Quillfeather interview.flac",
    b"Sergeant Pellworth",
    b"Window seat",
]


def addresses():
    """Every name below /admin/, with its pattern."""

    def walk(patterns, route, space):
        for pattern in patterns:
            here = route + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from walk(pattern.url_patterns, here, inner)
            elif here.startswith("admin/"):
                yield f"{space}{pattern.name}" if pattern.name else here, pattern

    return list(walk(get_resolver().url_patterns, "", ""))


def state() -> dict[str, str]:
    """A hash of every table but the sessions, read as the database keeps it: some hundred times."""
    quoted = connection.ops.quote_name
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model is not Session:
                table, key = quoted(model._meta.db_table), quoted(model._meta.pk.column)
                cursor.execute(f"SELECT * FROM {table} ORDER BY {key}")
                rows = repr(cursor.fetchall()).encode()
                found[model._meta.label] = hashlib.sha256(rows).hexdigest()
    return found


@pytest.fixture
def vault():
    """One record in every state that an address can name, full of canaries."""
    roles_create()
    testimony = TestimonyFactory(with_giver=True)
    giver = testimony.giver_links.get().giver
    giver.real_name, giver.contact = "Zebedee Quillfeather", "Window seat, Tuesdays"
    giver.save()
    ConsentFactory(testimony=testimony, giver=giver)
    wider = ConsentFactory(testimony=testimony, giver=giver, widens=True)
    recording = RecordingFactory(
        testimony=testimony, accession__original_name="Quillfeather interview.flac"
    )
    transcript = TranscriptFactory(testimony=testimony)
    redaction = redaction_of(transcript, "Sergeant Pellworth,")
    name = ProtectedName.objects.create(
        testimony=testimony, name="Pellworth", created_by=redaction.proposed_by, created_at=NOW
    )
    edition = EditionFactory(candidate=True, testimony=testimony, transcript=transcript, files=True)
    report = LeakReport.objects.create(
        edition=edition, manifest_hash=edition.manifest_hash, checked_at=NOW
    )
    finding = LeakFinding.objects.create(report=report, check_name="metadata", where="sound")
    hold = Hold.objects.create(
        testimony=testimony,
        kind=HoldKind.DELAY,
        code="7",
        starts_at=NOW,
        placed_by=redaction.proposed_by,
    )
    withdrawal = Withdrawal.objects.create(
        testimony=TestimonyFactory(),
        asked_by="giver",
        withdrawn_by=redaction.proposed_by,
        withdrawn_at=NOW,
    )
    point = IndexPoint.objects.create(
        testimony=testimony,
        recording=recording,
        start_ms=0,
        title="What Sergeant Pellworth answered",
        written_by=redaction.proposed_by,
        written_at=NOW,
        changed_by=redaction.proposed_by,
        changed_at=NOW,
    )
    return {
        "point": point.pk,
        "term": Term.objects.create(created_by=redaction.proposed_by, created_at=NOW).pk,
        "testimony": testimony.pk,
        "recording": recording.pk,
        "consent": wider.pk,
        "edition": edition.pk,
        "finding": finding.pk,
        "hold": hold.pk,
        "withdrawal": withdrawal.pk,
        "redaction": redaction.pk,
        "name": name.pk,
        "position": 1,
        "kind": "sound",
    }


def signed_in(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def desk_address(name, vault):
    pattern = next(p for n, p in addresses() if n == f"desk:{name}")
    wanted = {key: vault[key] for key in pattern.pattern.converters}
    return reverse(f"desk:{name}", kwargs=wanted)


def body_of(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_no_address_of_the_admin_is_missing_from_the_tables():
    names = {name for name, _pattern in addresses()}
    desk = {name.removeprefix("desk:") for name in names if name.startswith("desk:")}
    stock = {name for name in names if not name.startswith("desk:")}
    unknown = {
        name
        for name in stock - WAGTAIL_OPEN
        if not name.startswith(ABOVE)
        and name not in WAGTAIL
        and name.rpartition(":")[0] not in WAGTAIL
    }
    assert desk == set(DESK)
    assert unknown == set()


@pytest.mark.parametrize("role", [*ROLES, "editor", "two_roles"])
def test_a_role_has_the_desk_pages_it_needs_and_no_other(vault, role):
    user = UserFactory()
    if role == "two_roles":
        held = {"redactor", "approver"}
    else:
        held = {role} & set(ROLES)
    user = UserFactory()
    for one in held:
        user.groups.add(Group.objects.get(name=one))
    if role == "editor":
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    may = {codename for one in held for codename in ROLES[one]}
    client, before = signed_in(user), state()
    wrong, opened = [], []
    for name, (needed, methods) in DESK.items():
        url = desk_address(name, vault)
        for method in ("GET", "POST"):
            if method not in methods:
                expected = {405}
            elif may & set(needed.split()):
                opened.append((name, method, url))
                continue
            else:
                expected = {403}
            answer = client.generic(method, url)
            body = body_of(answer)
            if answer.status_code not in expected:
                wrong.append((name, method, answer.status_code))
            if any(canary in body for canary in CANARIES):
                wrong.append((name, method, "canary"))
            if "no-store" not in answer["Cache-Control"]:
                wrong.append((name, method, "may be stored"))
    assert wrong == []
    assert state() == before
    for name, method, url in opened:
        with transaction.atomic():
            answer = client.generic(method, url)
            if answer.status_code == 403 or answer.status_code >= 500:
                wrong.append((name, method, answer.status_code))
            if name != "identity" and b"Zebedee" in body_of(answer):
                wrong.append((name, method, "name"))
            if "no-store" not in answer["Cache-Control"]:
                wrong.append((name, method, "may be stored"))
            transaction.set_rollback(True)
    assert wrong == []
    assert state() == before
    assert bool(opened) == (role != "editor")


def test_nobody_who_is_not_signed_in_gets_further_than_the_door(vault):
    client, before = Client(raise_request_exception=False), state()
    for name in DESK:
        url = desk_address(name, vault)
        for method in ("GET", "POST"):
            answer = client.generic(method, url)
            assert answer.status_code == 302, (name, method)
            assert answer["Location"].startswith(reverse("wagtailadmin_login"))
    assert state() == before


def test_an_account_without_a_place_in_the_admin_is_sent_away(vault):
    client, before = signed_in(UserFactory()), state()
    for name in DESK:
        for method in ("GET", "POST"):
            answer = client.generic(method, desk_address(name, vault))
            assert answer.status_code == 302, (name, method)
    assert state() == before


def test_staff_with_every_role_get_nothing_of_the_vault_through_wagtails_own_addresses(vault):
    user = UserFactory()
    user.groups.set(Group.objects.filter(name__in=ROLES))
    client, wrong = signed_in(user), []
    # Wagtail keeps a row of preferences from a person's first page on.
    client.get(reverse("wagtailadmin_account"))
    before = state()
    for name, pattern in addresses():
        if name.startswith("desk:") or name in PASSED_OVER:
            continue
        url = wagtail_address(name, pattern, vault)
        for method in ("GET", "POST"):
            answer = client.generic(method, url)
            body = body_of(answer)
            if any(canary in body for canary in CANARIES):
                wrong.append((name, method, "canary"))
            if answer.status_code == 200 and name not in WAGTAIL_OPEN | WAY_TO_WITNESSES:
                wrong.append((name, method, 200))
    assert wrong == []
    assert state() == before


def wagtail_address(name, pattern, vault) -> str:
    """An address with ids that exist in the vault, so that a door that reads it would show it."""
    if name.startswith("admin/"):
        return "/admin/nothing-here/" if "^" in name else f"/{name}"
    if name == "wagtailadmin_pages:revisions_compare":
        return reverse(name, args=[1, "earliest", "latest"])
    samples = {"app_label": "archive", "model_name": "testimony", "app_name": "archive"}
    samples |= {"content_type_app_name": "archive", "content_type_model_name": "testimony"}
    samples |= {"object_id": str(vault["testimony"]), "action": "delete", "action_name": "approve"}
    kinds = {"IntConverter": vault["finding"], "UUIDConverter": vault["testimony"]}
    converters = pattern.pattern.converters
    if not converters:
        # Addresses that are written as a pattern of their own.
        converters = dict.fromkeys(pattern.pattern.regex.groupindex)
        samples |= {"revision_id_a": "earliest", "revision_id_b": "latest"}
        samples |= {"pk": vault["finding"]}
    return reverse(
        name,
        kwargs={
            key: kinds.get(type(converter).__name__) or samples.get(key, "x")
            for key, converter in converters.items()
        },
    )


def test_no_model_of_the_vault_is_in_wagtails_references():
    """Nor is any a snippet, nor does any keep revisions, where a removed name would stay."""
    vault_models = set(apps.get_app_config("archive").get_models())
    assert vault_models.isdisjoint(ReferenceIndex.indexed_models)
    assert vault_models.isdisjoint(get_snippet_models())
    assert not any(issubclass(model, RevisionMixin) for model in vault_models)
