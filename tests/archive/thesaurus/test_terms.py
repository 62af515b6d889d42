"""Terms: what they are called, merging that keeps old ids, and lists taken in."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from archive.ledger.models import LedgerEntry
from archive.thesaurus.importing import terms_import
from archive.thesaurus.models import LabelKind, Term, TermLabel
from archive.thesaurus.selectors import (
    label_of,
    labels_printed,
    terms_by_id,
    terms_found,
    terms_freeze,
    terms_named,
)
from archive.thesaurus.services import LabelDraft, TermDraft, draft_of, term_merge, term_write
from media.refusal import Refused
from tests.archive.index_points.case import term
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db


def write(row=None, **fields):
    labels = fields.pop("labels", [("en", LabelKind.PREFERRED, "Police")])
    draft = TermDraft(tuple(LabelDraft(*label) for label in labels), **fields)
    return term_write(term=row, draft=draft, by=UserFactory(), at=NOW)


def test_a_term_is_printed_as_the_people_concerned_call_it_else_as_preferred():
    row = term("Nootka", community="Nuu-chah-nulth", spanish="Nutca")
    printed = labels_printed(row)
    assert printed == {"en": "Nuu-chah-nulth", "es": "Nutca"}
    with translation.override("es"):
        assert label_of(printed) == "Nutca"
    with translation.override("en"):
        assert label_of(printed) == "Nuu-chah-nulth"
    assert label_of({"fr": "Police"}) == "Police"


def test_a_label_is_looked_for_without_case_and_accents_and_printed_ones_come_first():
    police, other = term("Policía"), term("Guard", also=["policia"])
    assert terms_named("POLICIA") == [police]
    assert terms_named("guard") == [other]
    assert terms_named("nobody") == []


WRONG = [
    ({"labels": []}, "preferred"),
    ({"labels": [("en", LabelKind.ALTERNATE, "x")]}, "preferred"),
    ({"labels": [("e!", LabelKind.PREFERRED, "x")]}, "preferred"),
    ({"labels": [("en", LabelKind.PREFERRED, "!!")]}, "preferred"),
    ({"latitude": Decimal("91"), "longitude": Decimal("0")}, "coordinates"),
    ({"latitude": Decimal("1")}, "coordinates"),
    ({"external_ids": {"elsewhere": "1"}}, "external_ids"),
]


@pytest.mark.parametrize(("fields", "field"), WRONG)
def test_what_cannot_be_right_is_refused_with_its_field(fields, field):
    with pytest.raises(ValidationError) as refused:
        write(**fields)
    assert list(refused.value.error_dict) == [field]
    assert not Term.objects.exists()


def test_a_preferred_label_means_one_term():
    write()
    with pytest.raises(ValidationError):
        write(labels=[("en", LabelKind.PREFERRED, "POLICE")])
    write(labels=[("es", LabelKind.PREFERRED, "Police")])


def test_a_term_is_not_broader_than_itself_at_any_remove():
    top = term("Force")
    middle = term("Police", broader=top)
    bottom = term("Constables", broader=middle)
    for above in (top, middle, bottom):
        with pytest.raises(ValidationError):
            term_write(
                term=top,
                draft=TermDraft(draft_of(top).labels, broader=above),
                by=UserFactory(),
                at=NOW,
            )


def test_what_is_frozen_of_a_term_holds_every_word_for_it_and_for_what_is_above():
    top = term("Force", also=["Violence"])
    police = term("Police", community="The law", also=["Cops"], broader=top)
    frozen = terms_freeze([str(police.pk)])[str(police.pk)]
    assert frozen == {
        "id": str(police.pk),
        "labels": {"en": "The law"},
        "also": ["Cops", "Force", "Police", "Violence"],
    }


def test_merging_keeps_old_ids_labels_and_what_lies_below():
    old, new = term("Constables", also=["Cops"]), term("Police")
    below, beside = term("Sergeants", broader=old), term("Courts")
    old.related.add(beside)
    term_merge(term=old, into=new, by=UserFactory(), at=NOW)
    assert terms_by_id([str(old.pk), "no id"]) == {str(old.pk): new}
    below.refresh_from_db()
    assert below.broader == new
    assert list(new.related.all()) == [beside]
    labels = new.labels.order_by("text").values_list("text", "kind")
    assert list(labels) == [
        ("Constables", "alternate"),
        ("Cops", "alternate"),
        ("Police", "preferred"),
    ]
    newest = term("Officers")
    term_merge(term=new, into=newest, by=UserFactory(), at=NOW)
    assert terms_by_id([str(old.pk)]) == {str(old.pk): newest}
    for pair in ((old, newest), (newest, new), (newest, newest)):
        with pytest.raises(Refused):
            term_merge(term=pair[0], into=pair[1], by=UserFactory(), at=NOW)
    with pytest.raises(Refused):
        write(old)


def test_merging_what_lies_above_makes_no_circle():
    top = term("Force")
    middle = term("Police", broader=top)
    bottom = term("Constables", broader=middle)
    term_merge(term=top, into=bottom, by=UserFactory(), at=NOW)
    middle.refresh_from_db()
    bottom.refresh_from_db()
    assert (middle.broader, bottom.broader) == (bottom, None)


def test_many_terms_are_frozen_in_as_many_queries_as_few():
    def queries(ids) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert len(terms_freeze(ids)) == len(ids)
        return len(asked)

    top = term("Force")
    ids = [str(term(f"Term {n}", broader=top).pk) for n in range(30)]
    assert queries(ids[:2]) == queries(ids)


def test_terms_are_listed_by_their_label_and_looked_for_in_all_of_them():
    second, first = term("Police", also=["Law keepers"]), term("Courts")
    assert list(terms_found("")) == [first, second]
    assert list(terms_found("keep")) == [second]


CSV = """id,preferred:en,preferred:es,alternate:en,broader,related,scope_note,wikidata
,Police,Policía,Cops | Constables,Force,Courts,Of the state.,Q35535
,Courts,,,,,,
,Force,,,,,,
"""


def take_in(text, *, dry=False):
    return terms_import(text=text, dry=dry, by=UserFactory(), at=NOW)


def test_a_list_is_taken_in_once_and_the_same_again_changes_nothing():
    told = take_in(CSV)
    assert (told.new, told.changed, told.same, told.wrong) == (3, 0, 0, [])
    [police] = terms_named("police")
    assert label_of(labels_printed(police.broader)) == "Force"
    assert [label_of(labels_printed(one)) for one in police.related.all()] == ["Courts"]
    assert police.external_ids == {"wikidata": "Q35535"}
    assert {row.text for row in police.labels.filter(kind="alternate")} == {"Cops", "Constables"}
    entries = LedgerEntry.objects.count()
    told = take_in(CSV)
    assert (told.new, told.changed, told.same) == (0, 0, 3)
    assert LedgerEntry.objects.count() == entries


def test_a_column_that_is_missing_changes_nothing_and_an_id_names_its_term():
    take_in(CSV)
    [police] = terms_named("police")
    told = take_in(f"id,preferred:en\n{police.pk},Police force\n")
    assert (told.new, told.changed, told.same) == (0, 1, 0)
    police = Term.objects.get(pk=police.pk)
    assert police.scope_note == "Of the state."
    assert labels_printed(police) == {"en": "Police force", "es": "Policía"}
    assert police.labels.filter(kind="alternate").count() == 2


def test_a_dry_run_says_what_it_would_do_and_does_nothing():
    assert take_in(CSV, dry=True).new == 3
    assert not Term.objects.exists()


BAD = [
    ("preferred:en,broader\nPolice,Nothing\n", 2),
    ("preferred:en,latitude\nPolice,north\n", 2),
    ("preferred:en,preferred:es\nPolice,\n,\n,Policía\n!!,\n", 5),
    ("preferred:en,alternate:en\n,Cops\n", 2),
    ("id,preferred:en\n00000000-0000-4000-8000-000000000000,Police\n", 2),
]


@pytest.mark.parametrize(("text", "line"), BAD)
def test_with_one_wrong_line_nothing_is_taken_in(text, line):
    told = take_in(text)
    assert [number for number, _sentence in told.wrong] == [line]
    assert not Term.objects.exists()
    assert not TermLabel.objects.exists()


@pytest.mark.parametrize("text", ["", "name\nPolice\n", "preferred:en,secret\nx,y\n", "\x00"])
def test_what_is_no_such_file_is_refused(text):
    with pytest.raises(Refused):
        take_in(text)


def test_a_file_with_what_no_database_keeps_is_refused():
    with pytest.raises(Refused) as refused:
        terms_import(text="preferred:en\nFerry\0Road\n", dry=True, by=UserFactory(), at=NOW)
    assert refused.value.code == "csv"
