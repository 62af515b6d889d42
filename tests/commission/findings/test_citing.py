"""Making a citation, carrying it in a form, and putting it into a draft."""

import json

import pytest
from django.core.signing import BadSignature
from django.urls import reverse
from wagtail.models import Revision

from archive.edition.models import Edition, EditionState
from archive.edition.quoting import Place
from archive.edition.word_times import words_of
from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.findings.citing.sealing import citation_seal, seal_read
from commission.findings.citing.sentences import place_read, sentences_of, words_in
from commission.findings.citing.services import LONGEST, citation_add, citation_make
from commission.findings.evidence import evidence_of, place_of
from commission.findings.models import Finding
from commission.findings.vocabulary import EvidenceState
from commission.review.services import record_approve, record_create, record_submit
from media.refusal import Refused
from tests.commission.factories import locale
from tests.commission.findings.accounts import account, times_write
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
WORDS = "Nobody wrote it down."
PLACE = Place(1, 11, 1, 32)


@pytest.fixture
def registrar():
    return UserFactory(role="registrar")


@pytest.fixture
def draft(registrar):
    record = Finding(
        statement="Nothing was written down.",
        conclusion="There was no form.",
        standard="clear_and_convincing",
        locale=locale(),
    )
    return record_create(record=record, by=registrar)


def test_a_citation_says_where_the_words_are_and_when_they_were_said():
    edition = account()
    citation = citation_make(edition=edition, place=PLACE, at=NOW)
    turn = edition.turns.get(position=1)
    assert (citation.start_ms, citation.end_ms) == (turn.start_ms + 400, turn.start_ms + 1960)
    [one] = evidence_of([citation], at=NOW)
    assert one.state == EvidenceState.HOLDS
    assert one.quotation.text == WORDS


def test_a_citation_grows_to_whole_words():
    citation = citation_make(edition=account(), place=Place(1, 13, 1, 31), at=NOW)
    assert place_of(citation) == PLACE


def test_a_written_statement_is_cited_without_times():
    citation = citation_make(edition=account(duration_ms=0), place=PLACE, at=NOW)
    assert (citation.start_ms, citation.end_ms) == (0, 0)


CLOSED = {
    "withdrawn": {"state": EditionState.WITHDRAWN},
    "replaced": {"state": EditionState.SUPERSEDED},
    "a candidate": {"state": EditionState.CANDIDATE},
    "open until a moment ago": {"open_until": NOW},
    "not to be quoted": {"uses": {"web_publication": True}},
    "not on the web": {"uses": {"report_citation": True}},
    "for researchers": {"audience": "research"},
    "without its words": {"media": {"sound": True}},
}


@pytest.mark.parametrize("how", CLOSED)
def test_what_may_not_be_quoted_now_is_not_cited(how):
    edition = account()
    Edition.objects.filter(pk=edition.pk).update(**CLOSED[how])
    with pytest.raises(Refused) as refused:
        citation_make(edition=edition, place=PLACE, at=NOW)
    assert refused.value.code == "not_quotable"


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (Place(0, 0, 1, 10), "two_speakers"),
        (Place(9, 0, 9, 10), "no_words"),
        (Place(1, 0, 9, 10), "no_words"),
        (Place(1, 500, 1, 600), "no_words"),
        (Place(2, 28, 2, 30), "no_words"),
        (Place(2, 0, 1, 10), "no_words"),
        (Place(0, 10**6, 10**7, 1), "no_words"),
    ],
)
def test_a_place_that_is_none_or_is_by_two_people_is_refused(place, code):
    with pytest.raises(Refused) as refused:
        citation_make(edition=account(), place=place, at=NOW)
    assert refused.value.code == code


def test_an_account_is_not_cited_as_a_whole():
    edition = account([("Wren", "word " * (LONGEST + 1))])
    with pytest.raises(Refused) as refused:
        citation_make(edition=edition, place=Place(0, 0, 0, 9999), at=NOW)
    assert refused.value.code == "too_long"


# --- what the form carries ------------------------------------------------------------


def test_what_the_form_carries_holds_no_word_and_comes_back_the_same():
    citation = citation_make(edition=account(), place=PLACE, at=NOW)
    sealed = citation_seal(citation)
    assert sealed == citation_seal(citation)
    values = seal_read(sealed)
    # Opened, since two letters of a word come up by chance in what is encoded.
    carried = " ".join(str(value) for value in values.values())
    assert not any(word in carried for word in WORDS.split())
    assert (values["edition_id"], values["from_char"]) == (str(citation.edition_id), 11)
    assert len(sealed) < 1000


def test_what_was_not_signed_here_is_not_read():
    sealed = citation_seal(citation_make(edition=account(), place=PLACE, at=NOW))
    for broken in (
        "",
        "x",
        sealed[:-1],
        sealed.replace(sealed[5], "A" if sealed[5] != "A" else "B", 1),
    ):
        with pytest.raises(BadSignature):
            seal_read(broken)


# --- choosing -------------------------------------------------------------------------


def test_a_turn_is_chosen_from_by_its_sentences_each_with_its_own_time():
    edition = account()
    turn = edition.turns.get(position=1)
    found = sentences_of(turn, words_of(edition))
    assert [one.value for one in found] == ["1.0.10", "1.11.32", "1.33.56"]
    assert found[1].start_ms == turn.start_ms + 400


def test_a_text_without_stops_is_cut_and_a_removal_alone_cannot_be_chosen():
    edition = account([("Wren", "word " * 90), ("Wren", "| PRIV |")], timed=False)
    first, second = edition.turns.all()
    assert [len(one.html.split()) for one in sentences_of(first, {})] == [40, 40, 10]
    [only] = sentences_of(second, {})
    assert only.only_removed
    assert "PRIV" in only.html


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ([], None),
        (["x", "1.2", "1.2.3.4", "1.9.3", "-1.0.5", "1.0.99999999999", "١.0.5"], None),
        (["1.11.32"], PLACE),
        (["2.0.5", "1.33.56", "1.11.32"], Place(1, 11, 2, 5)),
    ],
)
def test_what_was_chosen_reaches_from_the_first_to_the_last(values, place):
    assert place_read(values) == place


def test_the_edges_are_chosen_among_words_and_marks():
    rows = list(account().turns.all())
    found = words_in(rows, Place(2, 17, 2, 41))
    assert [word.text for word in found] == ["came", "from", "[PRIV]", "and", "it"]


# --- the draft --------------------------------------------------------------------------


def test_a_citation_goes_into_the_draft_and_no_word_into_the_revision(draft, registrar):
    edition = account()
    citation_add(
        finding=draft, citation=citation_make(edition=edition, place=PLACE, at=NOW), by=registrar
    )
    again = Finding.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert [place_of(one) for one in again.citations.all()] == [PLACE]
    assert WORDS not in json.dumps([row.content for row in Revision.objects.all()])
    with pytest.raises(Refused) as refused:
        citation_add(
            finding=draft,
            citation=citation_make(edition=edition, place=PLACE, at=NOW),
            by=registrar,
        )
    assert refused.value.code == "cited_already"


def test_a_draft_that_waits_or_is_somebody_elses_work_takes_none(draft, registrar):
    citation = citation_make(edition=account(), place=PLACE, at=NOW)
    with pytest.raises(Refused) as refused:
        citation_add(finding=draft, citation=citation, by=UserFactory(role="commissioner"))
    assert refused.value.code == "not_allowed"
    record_submit(record=draft, by=registrar)
    with pytest.raises(Refused) as refused:
        citation_add(finding=draft, citation=citation, by=registrar)
    assert refused.value.code == "locked"


# --- the editor's form ------------------------------------------------------------------


@pytest.fixture
def editor(client, registrar, draft):
    client.force_login(registrar)
    return reverse("wagtailsnippets_findings_finding:edit", args=[draft.pk])


def form_of(draft, rows, *, initial=0, **more):
    """What the editor sends. `rows` are `passage` values, or whole dictionaries."""
    data = {
        "statement": draft.statement,
        "conclusion": draft.conclusion,
        "standard": draft.standard,
        "documents-TOTAL_FORMS": 0,
        "documents-INITIAL_FORMS": 0,
        "citations-TOTAL_FORMS": len(rows),
        "citations-INITIAL_FORMS": initial,
    }
    for n, row in enumerate(rows):
        fields = row if isinstance(row, dict) else {"passage": row}
        for name, value in {"id": "", "ORDER": n + 1, **fields}.items():
            data[f"citations-{n}-{name}"] = value
    return data | more


def latest(draft):
    return Finding.objects.get(pk=draft.pk).get_latest_revision_as_object()


def in_editor(draft):
    """The citations as the editor's form carries them, in their order."""
    found = sorted(latest(draft).citations.all(), key=lambda one: one.sort_order)
    return [{"id": one.pk or "", "passage": citation_seal(one)} for one in found]


@pytest.mark.parametrize("public", [False, True])
def test_the_editor_keeps_orders_and_removes_citations(client, editor, draft, registrar, public):
    edition = account()
    sealed = [
        citation_seal(citation_make(edition=edition, place=place, at=NOW))
        for place in (PLACE, Place(2, 0, 2, 26), Place(0, 0, 0, 28))
    ]
    if public:
        record_submit(record=draft, by=registrar)
        record_approve(record=draft, by=UserFactory(role="commissioner"))
    assert client.post(editor, form_of(draft, sealed[:2])).status_code == 302
    # While a finding is public its drafts stand in revisions alone, and new rows have no id.
    assert bool(in_editor(draft)[0]["id"]) is not public
    keys = [one.key for one in latest(draft).citations.all()]
    assert [one.first_turn for one in latest(draft).citations.all()] == [1, 2]
    # Turned round, with one more: those that were there keep their names.
    first, second = in_editor(draft)
    rows = [first | {"ORDER": 3}, second | {"ORDER": 1}, {"passage": sealed[2], "ORDER": 2}]
    assert client.post(editor, form_of(draft, rows, initial=2)).status_code == 302
    found = sorted(latest(draft).citations.all(), key=lambda one: one.sort_order)
    assert [one.first_turn for one in found] == [2, 0, 1]
    assert {found[0].key, found[2].key} == set(keys)
    rows = in_editor(draft)
    rows[0]["DELETE"] = "on"
    assert client.post(editor, form_of(draft, rows, initial=3)).status_code == 302
    assert [one.first_turn for one in latest(draft).citations.all()] == [0, 1]


def test_the_editor_shows_the_words_and_their_sound_and_keeps_neither(client, editor, draft):
    edition = account(files=True, timed=False)
    times_rewrite(edition)
    sealed = citation_seal(citation_make(edition=edition, place=PLACE, at=NOW))
    client.post(editor, form_of(draft, [sealed]))
    page = client.get(editor).content.decode()
    assert WORDS in page
    assert "sound.m4a#t=" in page
    assert WORDS not in json.dumps([row.content for row in Revision.objects.all()])


def times_rewrite(edition):
    edition.files.filter(kind="words").delete()
    times_write(edition)


def test_after_a_withdrawal_the_editor_says_so_and_can_still_be_saved(client, editor, draft):
    edition = account()
    sealed = citation_seal(citation_make(edition=edition, place=PLACE, at=NOW))
    client.post(editor, form_of(draft, [sealed]))
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=False,
        by=UserFactory(),
        at=NOW,
    )
    page = client.get(editor).content.decode()
    assert WORDS not in page
    assert edition.reference not in page
    assert "Evidence changed." in page
    changed = form_of(draft, in_editor(draft), initial=1, statement="Nothing at all was written.")
    assert client.post(editor, changed).status_code == 302
    assert latest(draft).statement == "Nothing at all was written."


@pytest.mark.parametrize("forged", ["", "x", "gAAAA:sig", "W10:abc", "⟦PRIV⟧"])
def test_a_form_with_a_passage_that_nobody_chose_is_refused(client, editor, draft, forged):
    answer = client.post(editor, form_of(draft, [forged]))
    assert answer.status_code == 200
    assert not latest(draft).citations.exists()


def test_the_comparison_of_two_drafts_says_what_changed_without_a_word(client, editor, draft):
    sealed = citation_seal(citation_make(edition=account(), place=PLACE, at=NOW))
    client.post(editor, form_of(draft, [sealed]))
    first, last = Revision.objects.order_by("pk").values_list("pk", flat=True)
    compare = reverse(
        "wagtailsnippets_findings_finding:revisions_compare", args=[draft.pk, first, last]
    )
    page = client.get(compare).content.decode()
    assert "Testimony that it rests on" in page
    assert WORDS not in page


# --- the chooser --------------------------------------------------------------------------


@pytest.fixture
def signed_in(client, registrar):
    client.force_login(registrar)
    return client


def test_a_passage_is_chosen_heard_and_cited_without_any_script(signed_in, draft):
    edition = account(files=True, timed=False)
    times_rewrite(edition)
    address = reverse("evidence:passage", args=[edition.pk])
    page = signed_in.get(f"{address}?from=1&for={draft.pk}").content.decode()
    assert 'value="1.11.32"' in page
    chosen = reverse("evidence:chosen", args=[edition.pk])
    page = signed_in.get(f"{chosen}?s=1.11.32&for={draft.pk}").content.decode()
    assert "“Nobody wrote it down.”" in page
    turn = edition.turns.get(position=1)
    assert f"sound.m4a#t={(turn.start_ms + 400) / 1000:g},{(turn.start_ms + 1960) / 1000:g}" in page
    answer = signed_in.post(chosen, {"s": ["1.11.12", "1.31.32"], "for": draft.pk})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("wagtailsnippets_findings_finding:edit", args=[draft.pk])
    assert [place_of(one) for one in latest(draft).citations.all()] == [PLACE]


def test_the_words_are_narrowed_to_some_of_them(signed_in):
    edition = account()
    chosen = reverse("evidence:chosen", args=[edition.pk])
    asked = {"s": ["1.11.32"], "first": "1.18.23", "last": "1.24.26"}
    page = signed_in.get(chosen, asked).content.decode()
    assert "“wrote it”" in page
    assert 'value="1.11.12"' in page  # what was chosen first can be had again
    turned = signed_in.get(chosen, {**asked, "first": "1.27.32", "last": "1.11.17"})
    assert "“Nobody wrote it down.”" in turned.content.decode()


def test_the_editors_module_is_given_the_seal_and_the_words_as_read_now(signed_in):
    edition = account()
    chosen = reverse("evidence:chosen", args=[edition.pk])
    answer = signed_in.post(chosen, {"s": "1.11.32"}, headers={"accept": "application/json"})
    said = answer.json()
    assert seal_read(said["passage"])["from_char"] == 11
    assert WORDS in said["html"]
    refused = signed_in.post(
        chosen, {"s": ["0.0.28", "1.0.10"]}, headers={"accept": "application/json"}
    )
    assert refused.status_code == 422
    assert "two people" in refused.json()["error"]


@pytest.mark.parametrize("query", ["", "?s=", "?s=9.0.4", "?s=0.0.28&s=1.0.10", "?s=a&first=b"])
def test_what_cannot_be_cited_is_said_on_the_page_of_the_account(signed_in, query):
    answer = signed_in.get(reverse("evidence:chosen", args=[account().pk]) + query)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("how", CLOSED)
@pytest.mark.parametrize("name", ["passage", "chosen"])
def test_an_account_that_may_not_be_quoted_has_no_page_in_the_chooser(signed_in, name, how):
    edition = account()
    Edition.objects.filter(pk=edition.pk).update(**CLOSED[how])
    assert signed_in.get(reverse(f"evidence:{name}", args=[edition.pk])).status_code == 404


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("registrar", True),
        ("commissioner", False),
        ("tracker_editor", False),
        ("redactor", False),
        ("focal_point", False),
        (None, False),
    ],
)
def test_only_who_writes_findings_chooses_passages(client, role, may):
    edition = account()
    client.force_login(UserFactory(role=role) if role else UserFactory())
    passage = reverse("evidence:passage", args=[edition.pk])
    chosen = reverse("evidence:chosen", args=[edition.pk]) + "?s=1.11.32"
    for address, words in ((reverse("evidence:find"), ""), (passage, WORDS), (chosen, WORDS)):
        answer = client.get(address)
        assert (answer.status_code == 200) is may
        assert not words or (words in answer.content.decode()) is may
