"""The import as a command: said first, done by two people, the same twice."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Revision

from archive.ledger.models import LedgerEntry
from commission.markers.importing.publishing import markers_publish
from commission.markers.models import (
    Inscription,
    Marker,
    MarkerPlace,
    MarkerSeries,
    PlaceProposal,
    PublicPlace,
)
from commission.markers.selectors import life_of
from commission.review.services import record_save_draft, record_submit
from tests.commission.factories import locale
from tests.commission.findings.accounts import account
from tests.commission.hearings.factories import CipherFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

HEAD = "reference,title,latitude,longitude,inscription,erected_on,series\n"
ROWS = [
    "M-1,Ferry Road,29.760427,-95.369803,Paper does not forget.,1984,River",
    "M-2,Mill Gate,29.8,-95.4,,,",
    "M-3,The Orchard,,,Where the trees were.,,",
]


@pytest.fixture
def keeper():
    locale("en"), locale("es")
    return UserFactory(role="marker_keeper", username="kit")


@pytest.fixture
def other(keeper):
    return UserFactory(role="commissioner", username="olu")


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "register.csv"

    def write(*rows: str):
        path.write_text(HEAD + "\n".join(rows or ROWS) + "\n")
        return path

    return write


def run(path, *args) -> str:
    out = io.StringIO()
    call_command("import_markers", str(path), *args, stdout=out)
    return out.getvalue()


WRITE = ("--write", "--by", "kit")
PUBLISH = (*WRITE, "--publish", "--approved-by", "olu")


def test_it_says_first_what_it_would_do(table, keeper):
    said = run(table())
    assert "New: 3. Changed: 0. Unchanged: 0. Not taken: 0." in said
    assert "The file gives no place for 1" in said
    assert "Nothing was written." in said
    assert not Marker.objects.exists()


def test_drafts_are_what_the_editor_would_have_made(table, keeper):
    assert "Drafts written: 3." in run(table(), *WRITE)
    markers = list(Marker.objects.order_by("number"))
    assert [(one.number, one.live) for one in markers] == [(1, False), (2, False), (3, False)]
    first = markers[0]
    assert (first.erected_first, first.erected_last) == (1984, 1984)
    draft = first.get_latest_revision_as_object()
    assert [one.text for one in draft.inscriptions.all()] == ["Paper does not forget."]
    assert draft.series == MarkerSeries.objects.get(slug="river")
    assert first.latest_revision.user == keeper
    assert [(one.state, one.happened_on) for one in life_of(first)] == [("unveiled", "1984")]
    assert PublicPlace.objects.get(marker=first).precision == "street"
    assert not MarkerPlace.objects.filter(marker=markers[2]).exists()
    assert LedgerEntry.objects.filter(act="marker.import").count() == 3
    # It goes on as any other does.
    draft.title = "Ferry Road bridge"
    record_save_draft(record=draft, by=keeper)
    assert Marker.objects.get(pk=first.pk).get_latest_revision_as_object().title == draft.title


def test_no_degrees_are_in_revisions_or_in_the_ledger(table, keeper):
    run(table(), *WRITE, "--precision", "exact")
    written = [str(one.content) for one in Revision.objects.all()]
    written += [str(one.details) for one in LedgerEntry.objects.all()]
    assert not any("29.76" in text or "95.36" in text for text in written)


def test_a_second_run_changes_nothing(table, keeper, other):
    run(table(), *PUBLISH)
    said = run(table(), *PUBLISH)
    assert "New: 0. Changed: 0. Unchanged: 3." in said
    assert "Drafts written: 0." in said
    assert "Published: 0." in said
    assert (Marker.objects.count(), Inscription.objects.count()) == (3, 2)


def test_published_they_are_as_if_each_had_been_approved(table, keeper, other):
    assert "Published: 3." in run(table(), *PUBLISH)
    for marker in Marker.objects.all():
        assert marker.live
        assert not marker.has_unpublished_changes
        assert marker.live_revision_id == marker.latest_revision_id
        assert marker.first_published_at
        assert marker.texts
    assert set(
        LedgerEntry.objects.filter(act="marker.publish").values_list("actor", flat=True)
    ) == {str(other.pk)}


def test_drafts_of_an_earlier_run_are_published_by_a_later_one(table, keeper, other):
    run(table(), *WRITE)
    said = run(table(), *PUBLISH)
    assert "Unchanged: 3." in said
    assert "Published: 3." in said


def test_what_somebody_worked_on_since_goes_through_the_review_by_itself(table, keeper, other):
    run(table(), *WRITE)
    draft = Marker.objects.get(number=1).get_latest_revision_as_object()
    draft.summary = "By hand."
    record_save_draft(record=draft, by=keeper)
    assert "Published: 3." in run(table(), *PUBLISH)
    assert Marker.objects.get(number=1).summary == "By hand."


def test_a_changed_row_is_a_draft_and_what_is_public_stays(table, keeper, other):
    run(table(), *PUBLISH)
    changed = ROWS[0].replace("Paper does", "Nobody does").replace("1984", "1985")
    said = run(table(changed, *ROWS[1:]), *WRITE)
    assert "Changed: 1. Unchanged: 2." in said
    assert "Drafts written: 1." in said
    marker = Marker.objects.get(number=1)
    assert marker.erected_on == "1984"
    assert [one.text for one in marker.inscriptions.all()] == ["Paper does not forget."]
    draft = marker.get_latest_revision_as_object()
    assert draft.erected_on == "1985"
    assert [one.text for one in draft.inscriptions.all()] == ["Nobody does not forget."]
    assert "Unchanged: 3." in run(table(changed, *ROWS[1:]), *WRITE)
    assert "Published: 1." in run(table(changed, *ROWS[1:]), *PUBLISH)
    assert [one.text for one in Marker.objects.get(number=1).inscriptions.all()] == [
        "Nobody does not forget."
    ]


def test_a_place_that_moved_waits_for_a_second_person(table, keeper, other):
    run(table(), *PUBLISH)
    before = PublicPlace.objects.get(marker__number=1)
    run(table(ROWS[0].replace("29.760427", "29.9"), *ROWS[1:]), *PUBLISH)
    assert PublicPlace.objects.get(marker__number=1).latitude == before.latitude
    assert PlaceProposal.objects.get().marker.number == 1


def test_the_same_reference_in_another_source_is_another_marker(table, keeper):
    run(table(), *WRITE)
    run(table(), *WRITE, "--source", "county")
    assert Marker.objects.count() == 6


def test_words_of_an_open_account_are_not_published_unlooked_at(table, keeper, other):
    account([("Wren", "We kept the letters in a biscuit tin above the stove.")])
    row = "M-4,Tin,29,-95,We kept the letters in a biscuit tin above the stove.,,"
    said = run(table(*ROWS, row), *PUBLISH)
    assert "Published: 3." in said
    assert "Its words stand in an account." in said
    assert not Marker.objects.get(title="Tin").live


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("--write",), "no active account"),
        (("--write", "--by", "nobody"), "no active account"),
        (("--write", "--by", "olu"), "may not do this"),
        ((*WRITE, "--publish", "--approved-by", "kit"), "may not do this"),
        ((*WRITE, "--publish"), "no active account"),
        (("--write", "--by", "both", "--publish", "--approved-by", "both"), "another one"),
        ((*WRITE, "--source", "a b"), "--source"),
    ],
)
def test_who_may_not_does_not(table, keeper, other, args, why):
    UserFactory(username="both", superuser=True)
    with pytest.raises(CommandError, match=why):
        run(table(), *args)
    assert not Marker.objects.exists()


KEPT_OUT = "Zebedee Quillfeather"


@pytest.mark.parametrize(
    "row",
    [
        f"M-4,The house of {KEPT_OUT},29,-95,,,",
        f"M-4,House,29,-95,{KEPT_OUT} lived here.,,",
        f"M-4,House,29,-95,,,{KEPT_OUT}",
    ],
)
def test_names_for_which_ciphers_stand_are_not_taken(table, keeper, other, row):
    CipherFactory(names=[KEPT_OUT])
    said = run(table(*ROWS, row), *PUBLISH)
    assert "New: 3." in said
    assert "Not taken: 1." in said
    assert "Published: 3." in said
    assert "Quillfeather" not in said
    assert not MarkerSeries.objects.filter(title=KEPT_OUT).exists()
    assert not any("Quillfeather" in str(one.content) for one in Revision.objects.all())


def test_what_was_taken_before_a_cipher_stood_for_it_is_not_published(table, keeper, other):
    row = f"M-4,House,29,-95,{KEPT_OUT} lived here.,,"
    run(table(*ROWS, row), *WRITE)
    CipherFactory(names=[KEPT_OUT])
    assert "Published: 3." in run(table(*ROWS, row), *PUBLISH)
    assert not Marker.objects.get(title="House").live


def test_what_somebody_works_on_meanwhile_is_left_to_them(table, keeper, other):
    run(table(), *WRITE)
    before = list(Marker.objects.order_by("number"))
    draft = before[0].get_latest_revision_as_object()
    draft.summary = "By hand."
    record_save_draft(record=draft, by=keeper)
    record_submit(record=before[1], by=keeper)
    rows = markers_publish(markers=before, by=keeper, approved_by=other, at=timezone.now())
    assert [one.number for one in rows] == [3]


def test_a_day_to_come_is_nobodys_state(table, keeper):
    run(table("M-1,Ferry Road,29,-95,,2190,"), *WRITE)
    marker = Marker.objects.get()
    assert marker.erected_on == "2190"
    assert [(one.state, one.happened_on) for one in life_of(marker)] == [("unveiled", "")]
