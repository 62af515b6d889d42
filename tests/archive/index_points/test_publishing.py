"""Index points on their way out: composed, sealed, read for leaks, frozen, taken back."""

from decimal import Decimal

import pytest
from django.utils import timezone

from archive.edition.models import EditionState
from archive.gate import GateRefused
from archive.index_points.models import EditionPoint, IndexPoint, Precision
from archive.index_points.services import PlaceDraft, PointDraft, index_point_change
from archive.ledger.canonical import sha256_of
from archive.publishing.basis import basis_hash
from archive.publishing.sealing import manifest_of, rows_sealed
from archive.publishing.services import candidate_approve, edition_edges, edition_open
from archive.redaction.models import ReasonCode
from archive.redaction.naming import name_protect
from archive.refusal import SamePerson
from archive.thesaurus.services import term_merge
from archive.withdrawal.models import AskedBy
from archive.withdrawal.purging import purge_run_one
from archive.withdrawal.services import testimony_withdraw
from media.audience import Audience
from tests.archive.index_points.case import point, term, titles
from tests.archive.publishing_case import (
    approved,
    candidate,
    published,
    redact,
    settle,
    testimony_ready,
)
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db


def findings(edition, where="index_points"):
    return sorted(
        edition.leak_report.findings.filter(where=where).values_list("check_name", flat=True)
    )


def test_points_go_out_in_order_with_what_is_written_about_each():
    testimony = testimony_ready()
    road = term("Ferry Road", also=["Old Ferry Road"], spanish="Camino del transbordador")
    point(testimony, 9000, "The first answer", end_ms=12_000)
    point(
        testimony,
        1000,
        "The letters",
        synopsis="What the district was asked.",
        content_warning="force",
        keywords=[road],
        subjects=[road],
        place="Riverbend",
        links=(("The form", "https://example.org/form"),),
    )
    edition = candidate(testimony)
    first, second = edition.points.all()
    assert (first.start_ms, first.end_ms) == (1000, 9000), "up to where the next one begins"
    assert (second.start_ms, second.end_ms) == (9000, 12_000)
    assert first.synopsis == "What the district was asked."
    assert first.content_warning == "force"
    assert first.place == {"name": "Riverbend"}
    assert first.links == [{"title": "The form", "address": "https://example.org/form"}]
    assert first.keywords == first.subjects
    [keyword] = first.keywords
    assert keyword["id"] == str(road.pk)
    assert keyword["labels"] == {"en": "Ferry Road", "es": "Camino del transbordador"}
    assert keyword["also"] == ["Old Ferry Road"]
    assert findings(edition) == []
    assert "index_points" in edition.leak_report.measurements["derivatives"]


PRECISIONS = [
    (Precision.EXACT, {"latitude": -33.44889, "longitude": -70.66927}),
    (Precision.STREET, {"latitude": -33.449, "longitude": -70.669}),
    (Precision.NEIGHBOURHOOD, {"latitude": -33.45, "longitude": -70.67}),
    (Precision.WORDS, {}),
]


@pytest.mark.parametrize(("precision", "told"), PRECISIONS)
def test_a_place_goes_out_no_more_exactly_than_it_may(precision, told):
    testimony = testimony_ready()
    where = PlaceDraft("Plaza", Decimal("-33.44889"), Decimal("-70.66927"), precision)
    point(testimony, place=where)
    published_place = candidate(testimony).points.get().place
    assert {k: v for k, v in published_place.items() if k in ("latitude", "longitude")} == told
    assert ("precision" in published_place) is bool(told)


def test_a_place_is_rough_unless_somebody_said_otherwise():
    assert PlaceDraft("x").precision == Precision.NEIGHBOURHOOD


def test_a_point_of_which_every_word_was_removed_leaves_and_others_stay():
    testimony = testimony_ready()
    words = [w for s in testimony.transcripts.last().segments.all() for w in s.words]
    gone = [w for w in words if w["text"] in ("Sergeant", "Pellworth,")]
    point(testimony, gone[0]["start"], "Who answered", end_ms=gone[-1]["end"])
    point(testimony, 1000, "Everything before", end_ms=gone[-1]["end"])
    assert len(titles(candidate(testimony).points.all())) == 2
    redact(testimony, "Sergeant Pellworth,")
    assert titles(candidate(testimony).points.all()) == ["Everything before"]


def test_a_point_behind_the_end_of_the_recording_leaves():
    testimony = testimony_ready()
    length = testimony.recordings.get().duration_ms
    point(testimony, length - 1, "The last word")
    point(testimony, 1000, "Before")
    testimony.recordings.update(duration_ms=length - 1)
    edition = candidate(testimony)
    assert titles(edition.points.all()) == ["Before"]
    assert edition.points.get().end_ms == length - 1


LEAKS = [
    {"title": "Sergeant Pellworth answers"},
    {"synopsis": "The answer came from Pellworth."},
    {"content_warning": "Pellworth"},
    {"place": "Pellworth Street"},
    {"links": (("A page on Pellworth", "https://example.org/"),)},
    {"links": (("A page", "https://example.org/%50ellworth"),)},
]


@pytest.mark.parametrize("fields", LEAKS)
def test_what_was_removed_stands_in_no_field_of_a_point(fields):
    testimony = testimony_ready()
    redact(testimony, "Sergeant Pellworth,")
    point(testimony, **fields)
    assert "redacted_text" in findings(candidate(testimony))


@pytest.mark.parametrize("label", ["preferred", "alternate", "broader"])
def test_a_protected_name_is_found_in_the_labels_of_a_term(label):
    testimony = testimony_ready()
    said = {
        "preferred": lambda: term("The Quillon affair"),
        "alternate": lambda: term("The affair", also=["Quillon"]),
        "broader": lambda: term("The affair", broader=term("Quillon matters")),
    }[label]()
    point(testimony, keywords=[said])
    name_protect(
        testimony=testimony, name="Quillon", reason=ReasonCode.PRIV, by=UserFactory(), at=NOW
    )
    assert findings(candidate(testimony)) == ["protected_name"]


def test_the_words_of_two_fields_do_not_make_a_phrase():
    testimony = testimony_ready(
        spoken=[("giver-1", "It was the old road and then old was the road.")]
    )
    redact(testimony, "the old")
    point(testimony, 3000, "On the", synopsis="Old as it was.")
    assert findings(candidate(testimony)) == []


CHANGES = [
    {"title": "Another"},
    {"start_ms": 1001},
    {"end_ms": 4000},
    {"synopsis": "More."},
    {"content_warning": "force"},
    {"place": PlaceDraft("There")},
    {"links": (("A", "https://example.org/"),)},
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_to_a_point_voids_what_was_built_and_approved(change):
    testimony = testimony_ready()
    row = point(testimony)
    edition = approved(testimony)
    draft = PointDraft(**{"start_ms": 1000, "title": "The letters", **change})
    index_point_change(point=row, draft=draft, version=1, by=UserFactory(), at=NOW)
    with pytest.raises(GateRefused):
        edition_open(edition=edition, by=UserFactory(), at=timezone.now())


def test_a_change_to_a_term_voids_it_as_well_and_merging_keeps_the_old_id():
    testimony = testimony_ready()
    old, new = term("Constables"), term("Police")
    row = point(testimony, keywords=[old, new])
    before = basis_hash(testimony=testimony, audience=Audience.PUBLIC, at=NOW)
    term_merge(term=old, into=new, by=UserFactory(), at=NOW)
    assert basis_hash(testimony=testimony, audience=Audience.PUBLIC, at=NOW) != before
    row.refresh_from_db()
    assert row.keywords == [str(old.pk), str(new.pk)]
    [keyword] = candidate(testimony).points.get().keywords
    assert (keyword["id"], keyword["also"]) == (str(new.pk), ["Constables"])


def test_without_points_nothing_of_an_editions_seal_or_basis_has_changed():
    edition = EditionFactory(candidate=True)
    assert "points" not in manifest_of(edition)
    assert rows_sealed(edition)
    EditionPoint.objects.create(
        edition=edition, position=0, start_ms=0, end_ms=9, title="Slipped in"
    )
    assert not rows_sealed(edition)
    assert sha256_of(manifest_of(edition)) != edition.manifest_hash


def test_no_word_of_a_point_stands_in_the_manifest():
    testimony = testimony_ready()
    point(testimony, title="Quietly remarkable", synopsis="unheard sentence")
    assert "remarkable" not in str(candidate(testimony).manifest)


def test_whoever_wrote_a_point_does_not_approve_it():
    testimony, author = testimony_ready(), UserFactory()
    row = point(testimony, by=author)
    editor = UserFactory()
    index_point_change(point=row, draft=PointDraft(1000, "Better"), version=1, by=editor, at=NOW)
    edition = candidate(testimony)
    settle(edition)
    for hand in (author, editor):
        with pytest.raises(SamePerson):
            candidate_approve(
                edition=edition,
                manifest_hash=edition.manifest_hash,
                edges_heard=len(edition_edges(edition)),
                by=hand,
                at=timezone.now(),
            )


def test_points_go_with_their_edition_and_those_of_the_vault_stay():
    testimony = testimony_ready()
    point(testimony)
    edition = published(testimony)
    assert edition.points.count() == 1
    testimony_withdraw(
        testimony=testimony,
        asked_by=AskedBy.GIVER,
        listed=False,
        by=UserFactory(),
        at=timezone.now(),
    )
    while purge_run_one("worker-1"):
        pass
    edition.refresh_from_db()
    assert edition.state == EditionState.WITHDRAWN
    assert not edition.points.exists()
    assert IndexPoint.objects.filter(testimony=testimony).count() == 1


def test_a_redaction_that_is_added_later_reaches_the_next_edition():
    testimony = testimony_ready()
    point(testimony, title="What Pellworth said")
    first = published(testimony)
    redact(testimony, "Sergeant Pellworth,")
    assert "redacted_text" in findings(candidate(testimony))
    assert first.points.get().title == "What Pellworth said", "what is open is closed by a person"


def test_five_hundred_points_are_composed_and_read_in_no_more_queries(
    django_assert_max_num_queries,
):
    from archive.publishing.basis import basis_collect
    from archive.publishing.composing import compose

    testimony = testimony_ready()
    keyword = term("Police")
    length = testimony.recordings.get().duration_ms
    for number in range(500):
        row = point(testimony, number * length // 500, keywords=[keyword], by=testimony.created_by)
    assert row is not None
    with django_assert_max_num_queries(30):
        basis = basis_collect(testimony=testimony, audience=Audience.PUBLIC, at=NOW)
        assert len(compose(basis).points) == 500
