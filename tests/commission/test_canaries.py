"""The canary matrix: every record in every state, through every door, as everybody.

Each testimony is full of words that occur nowhere else. Whoever fetches whatever address may find
such a word only where the table in `canary.doors` and the rules below say so.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from archive.research.services import research_grant
from media.runners import runners
from tests.commission.canary.canaries import PUBLISHED, Canary, Field, decoded, fold, words_in
from tests.commission.canary.doors import DOORS, IDENTITY, WAGTAIL, addresses
from tests.commission.canary.speaking import MAY_SEE as MAY_SEE_SPOKEN
from tests.commission.canary.speaking import PERSONAS as SPEAKING
from tests.commission.canary.speaking import PUBLIC as PUT_IN_PUBLIC
from tests.commission.canary.speaking import Put, Speaking
from tests.commission.canary.tracker import MAY_SEE, PERSONAS, PUBLIC, Tracker
from tests.commission.canary.tracker import Kept as Told
from tests.commission.canary.tracker_doors import DOORS as TRACKER_DOORS
from tests.commission.canary.tracker_doors import STAFF_ONLY
from tests.commission.canary.world import AT_HEARINGS, PUBLIC_NOW, RESEARCH_NOW, STATES, World
from tests.factories import NOW, UserFactory

# Some twenty thousand pages are read here.
pytestmark = [pytest.mark.django_db, pytest.mark.whisper, pytest.mark.timeout(1800)]

# No role changes what a public door shows, so one member of staff stands for all there.
PUBLIC_DOORS_AS = ("anonymous", "without grant", "researcher", "publisher")
# Nor does it there, but that whoever answers for a body is greeted by name.
TRACKER_DOORS_AS = ("anonymous", "researcher", "publisher", "focal_point")
OUTSIDE = ("anonymous", "without grant", "researcher")
# On the desk, to whoever may open the page: names that are kept out of a recording stand before
# those who look for them in it, and the ledger says who did what.
ON_THE_DESK = {
    ("desk:redaction", Put.CIPHER_OTHER),
    ("desk:redaction", Field.REAL_NAME),
    ("desk:ledger", Told.FOCAL_NAME),
}
NONE: frozenset[Field] = frozenset()
MAY_SEE_IDENTITY = {"statement_taker", "administrator"}


class Lines(logging.Handler):
    """Keeps every line that is logged, as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(self.format(record))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    """Made once for all tests below, in one transaction that is rolled back at the end."""
    index = override_settings(SEARCH_INDEX_DIR=tmp_path_factory.mktemp("index"))
    lines = Lines()
    logging.getLogger().addHandler(lines)
    moment = time_machine.travel(NOW + timedelta(hours=1), tick=True)
    with django_db_blocker.unblock(), index, moment, transaction.atomic():
        made = World()
        made.tracker = Tracker(made)
        made.speaking = Speaking(made)
        # Everything that follows publishing and withdrawal in the background has been done.
        background = ["candidate", "purge", "search"]
        while any(runner.run_one("canaries") for runner in runners(background)):
            pass
        made.lines = lines.kept
        yield made
        transaction.set_rollback(True)
    logging.getLogger().removeHandler(lines)


def canaries_of(world: World) -> dict[str, Canary]:
    """Every canary of testimony by its word, as it stands in a folded text."""
    found = [kept.canary(which) for kept in world.kept for which in Field]
    return {fold(canary.word): canary for canary in found}


def clients(world: World) -> dict[str, Client]:
    """Everybody who may come: visitors, researchers with and without a grant, each role."""
    researcher, stranger = UserFactory(), UserFactory()
    research_grant(
        researcher=researcher,
        ends_at=NOW + timedelta(days=30),
        by=world.staff["administrator"],
        at=NOW,
    )
    people = {"without grant": stranger, "researcher": researcher, **world.staff}
    answer = {"anonymous": Client()}
    for name, user in people.items():
        answer[name] = Client()
        answer[name].force_login(user)
    return answer


def may_see(canary: Canary, state: str, persona: str, staff: frozenset[Field]) -> bool:
    """The rule of the whole house, written once more and apart from the code that it tests."""
    replaced = state == "superseded" and canary.field is Field.SUMMARY
    if canary.field in PUBLISHED and state in PUBLIC_NOW and not replaced:
        return True
    for_research = PUBLISHED | {Field.RESEARCH_ONLY}
    if persona == "researcher" and state in RESEARCH_NOW and canary.field in for_research:
        return True
    if persona in OUTSIDE:
        return False
    if canary.field in IDENTITY:
        return persona in MAY_SEE_IDENTITY and canary.field in staff
    return canary.field in staff


def test_every_address_stands_in_the_table():
    unknown = {
        address.name
        for address in addresses()
        if address.name not in {*DOORS, *TRACKER_DOORS} and address.namespace not in WAGTAIL
    }
    assert not unknown
    known = {address.name for address in addresses()}
    assert not {*DOORS, *TRACKER_DOORS} - known, "addresses in the table that no longer exist"


def test_no_canary_is_found_where_the_table_says_no(world, capsys):
    canaries = canaries_of(world)
    never = {told: fold(told.value) for told in (*Told, *Put) if told not in PUBLIC | PUT_IN_PUBLIC}
    leaks, cells, seen = [], 0, set()
    everybody = clients(world)
    for name, door in DOORS.items():
        urls = list(dict.fromkeys(door.urls(world)))
        for persona, client in everybody.items():
            if not name.startswith("desk:") and persona not in PUBLIC_DOORS_AS:
                continue
            for url in urls:
                for text in fetched(client, url, every_way="file" in name or "sound" in name):
                    cells += len(canaries) + len(never)
                    leaks += [
                        f"{told.value} at {url} as {persona}"
                        for told, word in never.items()
                        if word in text and (persona in OUTSIDE or (name, told) not in ON_THE_DESK)
                    ]
                    for canary in map(canaries.get, words_in(text) & canaries.keys()):
                        state = STATES[canary.number]
                        kept_out = state in AT_HEARINGS and (name, canary.field) in ON_THE_DESK
                        if may_see(canary, state, persona, door.staff) or (
                            kept_out and persona not in OUTSIDE
                        ):
                            seen.add((persona, name, state, canary.field))
                        else:
                            leaks.append(f"{canary.word} ({state}) at {url} as {persona}")
    with capsys.disabled():
        print(f"\ncanary matrix: {len(leaks)} leaks over {cells} cells")
    assert not leaks, "\n".join(sorted(set(leaks))[:40])
    # The matrix itself sees: what is published is found, by whom and where it should be.
    for expected in (
        ("anonymous", "reading:testimony", "public", Field.SPOKEN),
        ("anonymous", "reading_files:file", "public", Field.SPOKEN),
        ("anonymous", "search:results", "public", Field.SPOKEN),
        ("anonymous", "reading:testimony", "public", Field.POINT_TERM),
        ("anonymous", "reading_files:file", "public", Field.POINT_SYNOPSIS),
        ("anonymous", "reading_files:feed", "public", Field.SUMMARY),
        ("anonymous", "reading:list", "public without sound", Field.SUMMARY),
        ("researcher", "reading:testimony", "research", Field.RESEARCH_ONLY),
        ("redactor", "desk:redaction", "redacting", Field.REDACTED),
        ("statement_taker", "desk:recording_sound", "draft", Field.TAG),
    ):
        assert expected in seen, expected


def fetched(client: Client, url: str, *, every_way: bool) -> Iterator[str]:
    """What comes back: head and body, decoded; files also by HEAD, in part and conditionally."""
    ways = (
        (client.get, {}),
        (client.head, {}),
        (client.get, {"HTTP_RANGE": "bytes=0-99999"}),
        (client.get, {"HTTP_IF_NONE_MATCH": "*", "HTTP_ACCEPT_ENCODING": "gzip"}),
    )
    for method, headers in ways if every_way else ways[:1]:
        response = method(url, **headers)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        head = "\n".join(f"{name}: {value}" for name, value in response.items())
        yield decoded(body) + fold(head)


def test_findings_and_the_tracker_show_each_person_what_is_theirs(world, capsys):
    """Words of testimony through their doors, and words of their own through every door."""
    spoken = canaries_of(world)
    own = {told: fold(told.value) for told in (*Told, *Put)}
    staff = {**world.staff, **world.tracker.staff, **world.speaking.staff}
    leaks, cells, seen = [], 0, set()
    for persona in (*PERSONAS, *SPEAKING):
        client = Client()
        if persona == "researcher":
            client = clients(world)["researcher"]
        elif persona != "anonymous":
            client.force_login(staff[persona])
        for name, urls in TRACKER_DOORS.items():
            behind = name.startswith(STAFF_ONLY)
            if behind and persona in ("anonymous", "researcher"):
                continue
            if not behind and persona not in TRACKER_DOORS_AS:
                continue
            for url in dict.fromkeys(urls()):
                (text,) = fetched(client, url, every_way=False)
                cells += len(spoken) + len(own)
                for canary in map(spoken.get, words_in(text) & spoken.keys()):
                    if may_see(canary, STATES[canary.number], persona, NONE):
                        seen.add((name, canary.field))
                    else:
                        leaks.append(f"{canary.word} at {url} as {persona}")
                allowed = PUBLIC | PUT_IN_PUBLIC
                if behind:
                    allowed = allowed | MAY_SEE.get(persona, set())
                    allowed = allowed | MAY_SEE_SPOKEN.get(persona, set())
                if persona == "focal_point":
                    allowed = allowed | {Told.FOCAL_NAME}  # "Signed in: …"
                for told, word in own.items():
                    if word in text and told not in allowed:
                        leaks.append(f"{told.value} at {url} as {persona}")
                    elif word in text:
                        seen.add((name, told))
    with capsys.disabled():
        print(f"\ncanary matrix of the tracker: {len(leaks)} leaks over {cells} cells")
    assert not leaks, "\n".join(sorted(set(leaks))[:60])
    for expected in (
        ("findings:finding", Field.SPOKEN),
        ("tracker:recommendation", Field.SPOKEN),
        ("findings:list", Told.FINDING),
        ("tracker:list", Told.RECOMMENDATION),
        ("tracker_data:json", Told.REPORT_TAKEN_IN),
        ("tracker:recommendation", Told.COMMUNITY),
        ("tracker_embed:card", Told.RECOMMENDATION),
        ("portal:report", Told.REPORT_DRAFT),
        ("tracker_desk:report", Told.REPORT_SENT),
        ("evidence:held", Told.HELD_NOTE),
        ("wagtailsnippets_findings_finding:edit", Told.FINDING_DRAFT),
        ("review:review", Told.FINDING_WAITS),
        ("hearings:hearing", Put.ENTRY),
        ("hearing_files:docket_csv", Put.ENTRY),
        ("wagtailsnippets_hearings_docketentry:edit", Put.ENTRY_CLOSED),
        ("markers:marker", Field.PUBLIC_NAME),
        ("marker_files:geojson", Put.MARKER),
        ("markers_desk:marker", Put.LATITUDE),
        ("markers_desk:place", Put.LONGITUDE),
        ("markers_desk:nomination", Put.WISH_WHY),
        ("photographs_desk:list", Put.PHOTOGRAPH_HIDDEN),
        ("wagtail_serve", Field.SPOKEN),
        ("pages_files:news", Put.PAGE),
        ("quoted:draft", Put.PAGE_WAITS),
    ):
        assert expected in seen, expected


def test_no_address_of_a_follower_lies_anywhere_in_the_clear(world):
    for model in apps.get_models(include_auto_created=True):
        assert fold(Told.FOLLOWER.value) not in text_of_table(model), model


def test_a_finding_whose_testimony_was_taken_back_says_so_and_no_more(world):
    for state in ("withdrawn listed", "withdrawn unlisted", "narrowed"):
        kept = world.by_state(state)
        for path in (
            f"/en/findings/{100 + kept.number}/",
            f"/en/recommendations/{100 + kept.number}/",
        ):
            page = Client().get(path).content.decode()
            assert "Evidence changed" in page, path
            reference = kept.editions[0].reference
            assert (reference in page) is (state == "withdrawn listed"), (path, state)


def test_wagtails_own_pages_know_nothing_of_the_vault(world):
    canaries = {
        kept.canary(which): fold(kept.canary(which).word) for kept in world.kept for which in Field
    }
    leaks, fetched_count = [], 0
    wagtail_root()
    boss = UserFactory(superuser=True)
    client = Client()
    client.force_login(boss)
    for address in addresses():
        if address.namespace not in WAGTAIL or address.name in DOORS:
            continue
        try:
            url = reverse(address.name, kwargs=address.arguments)
        except NoReverseMatch:
            continue
        # One ends the session, one is Wagtail's own page that breaks on purpose.
        if "logout" in url or address.name == "wagtailadmin_error_test":
            continue
        response = client.get(url)
        fetched_count += 1
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = decoded(body)
        published = {c for c in canaries if c.field in PUBLISHED and STATES[c.number] in PUBLIC_NOW}
        leaks += [
            f"{c.word} at {url}"
            for c, word in canaries.items()
            if c not in published and word in text
        ]
    assert fetched_count > 60
    assert not leaks


def wagtail_root() -> None:
    """What Wagtail's first migration makes, for a database that was made without migrations."""
    from wagtail.models import Collection, Locale, Page

    Locale.objects.get_or_create(language_code="en")
    if Page.get_first_root_node() is None:
        Page.add_root(title="Root", slug="root", locale=Locale.objects.get(language_code="en"))
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")


def test_nothing_of_the_vault_lies_in_tables_that_are_not_the_vaults(world):
    """Revisions, logs, tasks, sessions, the reference index, the ledger: ids, never content."""
    secret = {
        fold(kept.canary(which).word): kept.canary(which).word
        for kept in world.kept
        for which in Field
        if which not in PUBLISHED
    }
    vault, rows_of_the_vault = {"archive", "media"}, {"hearings_ciphername"}
    quiet = {"archive_ledgerentry", "archive_leakreport", "archive_leakfinding"}
    quiet |= {"archive_edition", "archive_editionturn", "archive_editionfile", "archive_approval"}
    quiet |= {"archive_candidatejob", "archive_purgejob", "archive_purgereceipt"}
    quiet |= {"archive_transcriptionjob", "archive_withdrawal"}
    looked = 0
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table in rows_of_the_vault or (model._meta.app_label in vault and table not in quiet):
            continue
        text = text_of_table(model)
        looked += 1
        allowed = {fold(world.by_state("research").canary(Field.RESEARCH_ONLY).word)}
        found = [
            word for folded, word in secret.items() if folded in text and folded not in allowed
        ]
        assert not found, (table, found)
    assert looked > 30


def test_what_was_withdrawn_is_gone_from_the_reading_room_itself(world):
    from archive.edition.models import EditionTurn

    for state in ("withdrawn listed", "withdrawn unlisted", "narrowed"):
        kept = world.by_state(state)
        assert not EditionTurn.objects.filter(edition__testimony=kept.testimony).exists()
        for edition in kept.testimony.editions.all():
            text = fold(f"{edition.title} {edition.summary} {edition.place} {edition.manifest}")
            for which in PUBLISHED:
                assert fold(kept.canary(which).word) not in text


# Where each of them is kept. In every other table, in logs and in revisions, they are not.
KEPT_IN = {
    Put.CIPHER_OTHER: {"hearings_ciphername", "archive_protectedname"},
    Put.ORDER_TEXT: {"hearings_restrictionorder"},
    Put.NOMINATOR: set(),
    Put.WISH_WHERE: {"markers_nomination"},
    Put.WISH_WHY: {"markers_nomination"},
    Put.WISH_WHOM: {"markers_nomination"},
    Put.DECLINED_WHY: {"markers_nomination"},
    Put.LATITUDE: {"markers_markerplace"},
    Put.LONGITUDE: {"markers_markerplace"},
    Put.WORDS_ONLY: {"markers_markerplace"},
    Put.PROPOSED: {"markers_placeproposal"},
    Put.PHOTOGRAPH_NAME: {"media_accession"},
    Put.PHOTOGRAPH_INSIDE: set(),
}


def test_what_is_told_in_confidence_lies_in_its_own_table_alone(world):
    found = {put: set() for put in KEPT_IN}
    for model in apps.get_models(include_auto_created=True):
        text = text_of_table(model)
        for put, tables in found.items():
            if fold(put.value) in text:
                tables.add(model._meta.db_table)
    assert found == KEPT_IN


def test_no_name_of_a_file_tells_of_anything(world):
    words = {
        *(fold(one.value) for one in (*Told, *Put)),
        *(fold(kept.canary(which).word) for kept in world.kept for which in Field),
    }
    paths = list(settings.DATA_DIR.rglob("*"))
    assert len(paths) > 20
    assert not [path for path in paths for word in words if word in fold(path.name)]


def test_no_line_of_a_log_tells_of_anything(world):
    """Of all that was logged while the world was made and the tests above walked through it."""
    words = {
        *(fold(one.value) for one in (*Told, *Put)),
        *(fold(kept.canary(which).word) for kept in world.kept for which in Field),
    }
    logging.getLogger("archive").warning("This line is kept.")
    assert "This line is kept." in world.lines
    lines = [fold(line) for line in world.lines]
    assert not [line for line in lines for word in words if word in line]


def text_of_table(model) -> str:
    """Everything that lies in a table."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
        return fold(" ".join(str(value) for row in cursor for value in row))
