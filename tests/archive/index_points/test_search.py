"""Index points in the search: found by title, synopsis and every word for their terms."""

import re

import pytest
from django.utils import timezone

from archive.edition.models import Edition, EditionState
from archive.edition.search_kind import TestimonyPassages
from archive.thesaurus.models import TermLabel
from search.query import search
from search.rebuild import index_rebuild
from tests.archive.index_points.case import term
from tests.factories import EditionFactory

pytestmark = pytest.mark.django_db

kind = TestimonyPassages()


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.ELASTICSEARCH_URL = ""


def frozen(preferred="Constabulary", *, also=("Law keepers",), spanish="Carabineros"):
    row = term(preferred, also=also, spanish=spanish)
    labels = {"en": preferred, "es": spanish}
    return {"id": str(row.pk), "labels": labels, "also": list(also)}


def edition(**kwargs):
    subject = frozen()
    more = {
        "synopsis": "Why nobody asked.",
        "subjects": [subject],
        "place": {"name": "Lower Wharf"},
        **kwargs.pop("more", {}),
    }
    points = [(0, 6000, "An opening"), (6000, 30_000, "The quiet winter", more)]
    return EditionFactory(reference="RB-0147", points=points, **kwargs)


def found(text: str, **filters):
    at = timezone.now()
    index_rebuild(audience="public", worker="test", at=at)
    return search(text=text, audiences=["public"], filters=filters, page=1, at=at)


def hits(text: str, **filters):
    return [hit for group in found(text, **filters).groups for hit in group.hits]


def test_a_point_is_found_by_its_title_and_synopsis_and_leads_to_its_moment():
    edition()
    for words in ("quiet winter", "nobody asked", '"Lower Wharf"'):
        [hit] = [one for one in hits(words) if one.passage.described]
        assert (hit.start_ms, hit.passage.end_ms) == (6000, 30_000)
        assert re.search(r"/testimony/RB-0147/\?t=6,30#t\d+$", hit.url)


@pytest.mark.parametrize("words", ["constabulary", "law keepers", "carabineros"])
def test_a_point_is_found_by_every_word_for_its_term_and_shows_the_one_of_its_language(words):
    edition()
    [hit] = hits(words)
    said = "".join(piece.text for piece in hit.pieces)
    assert "Constabulary" in said
    assert "Law keepers" not in said


def test_the_words_that_were_said_are_narrowed_by_the_subjects_over_them():
    row = edition()
    subject = row.points.get(position=1).subjects[0]["id"]
    results = found("mother", subject=[subject])
    assert [hit.passage.described for group in results.groups for hit in group.hits] == [False]
    facets = {facet.name: facet for facet in results.facets}
    [value] = facets["subject"].values
    assert (value.label, value.count, value.chosen) == ("Constabulary", 1, True)


def test_a_subject_is_called_what_the_edition_calls_it_and_no_other_term_is_told(client):
    row = edition()
    subject = row.points.get(position=1).subjects[0]["id"]
    written = term("Hired by the mill")
    TermLabel.objects.filter(text="Constabulary").update(text="The new name")
    assert hits("mother")
    page = client.get(f"/en/search/?q=mother&subject={subject}&subject={written.pk}")
    html = page.content.decode()
    assert "Constabulary" in html
    assert "Hired by the mill" not in html
    assert "The new name" not in html
    nothing = client.get(f"/en/search/?q=nowhere&subject={subject}").content.decode()
    assert "Constabulary" not in nothing


def test_a_point_with_a_warning_is_found_behind_it():
    edition(more={"content_warning": "force"})
    [hit] = hits("quiet winter")
    assert hit.passage.note == "force"
    assert hit.url.endswith("?t=6,30"), "an address that names the words would open them"


@pytest.mark.parametrize("state", [EditionState.WITHDRAWN, EditionState.SUPERSEDED])
def test_what_is_not_open_is_not_found(state):
    edition()
    assert hits("quiet winter")
    Edition.objects.update(state=state)
    assert not hits("quiet winter")


def test_the_page_says_that_these_words_are_the_indexs_and_nobodys(client):
    edition()
    assert hits("quiet winter")
    html = client.get("/en/search/?q=quiet+winter").content.decode()
    assert "In the index" in html
    assert "In the index" not in client.get("/en/search/?q=mother").content.decode()


def test_ids_and_positions_of_passages_stay_apart():
    passages = list(kind.passages(str(edition().pk)))
    assert [p.position for p in passages] == list(range(len(passages)))
    assert len({p.id for p in passages}) == len(passages)
    assert sum(p.described for p in passages) == 2


DATES = [("1994/2005", "1996", True), ("1996~", "1996", True), ("", "1996", False)]


@pytest.mark.parametrize(("given_on", "asked", "there"), DATES)
def test_a_testimony_is_found_in_every_year_its_date_reaches(given_on, asked, there):
    row = edition()
    Edition.objects.filter(pk=row.pk).update(given_on=given_on)
    assert bool(hits("mother", when=[asked])) is there
