"""Testimony is cited and never written into a text of the commission."""

import pytest
from django.urls import reverse
from wagtail.models import Revision

from archive.edition.models import Edition, EditionState
from commission.findings.models import Finding
from commission.findings.quoted_by_hand import quoted_by_hand
from commission.recommendations.models import Recommendation
from commission.review.services import record_create, record_submit
from media.audience import Audience
from media.refusal import Refused
from search.engines import EngineDown, engine
from search.rebuild import index_rebuild
from tests.commission.factories import FindingFactory, cite, locale
from tests.commission.findings.accounts import account
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
SAID = "My mother wrote to the district on the fourth of February and nobody answered her."
EIGHT = "wrote to the district on the fourth of"


@pytest.fixture(autouse=True)
def own_index(db, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.ELASTICSEARCH_URL = ""
    locale()


def indexed(*said, **kwargs) -> Edition:
    edition = account([("Wren", text) for text in said or (SAID,)], **kwargs)
    index_rebuild(audience=Audience.PUBLIC.value, worker="test", at=NOW)
    return edition


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (EIGHT, EIGHT),
        (f"She {EIGHT} March.", EIGHT),
        (f"She “{EIGHT.upper()}” it, they say.", EIGHT.upper()),
        (
            "She wrote, to the district: on the fourth of it",
            "wrote, to the district: on the fourth of",
        ),
        (f"One two three four five six seven {SAID}", SAID.rstrip(".")),
        ("wrote to the district on the fourth day", ""),  # seven
        ("She wrote to the district. On that day, the fourth of it, nobody came.", ""),
        ("", ""),
        ("⟦PRIV⟧ ⟦PRIV⟧ ⟦PRIV⟧ ⟦PRIV⟧ ⟦PRIV⟧ ⟦PRIV⟧ ⟦PRIV⟧ ⟦PRIV⟧", ""),
        ('* ? " ( AND OR NOT text:x ) \\ / wrote ~2 ^3 [a TO b] {x}', ""),
    ],
)
def test_eight_words_in_a_row_are_a_quotation_and_seven_are_none(text, found):
    indexed()
    assert quoted_by_hand(text) == found


@pytest.mark.parametrize("before", range(9))
def test_they_are_found_wherever_they_stand(before):
    indexed()
    words = " ".join(["otherwise"] * before)
    assert quoted_by_hand(f"{words} {EIGHT} otherwise") == EIGHT


def test_words_on_both_sides_of_a_removal_are_no_row():
    indexed("My mother wrote to | PRIV | the district on the fourth")
    assert quoted_by_hand("my mother wrote to the district on the fourth") == ""


def test_accents_are_no_disguise():
    indexed("Guardamos las cartas en una lata de galletas, por si algún día.", language="es")
    assert quoted_by_hand("guardámos las cartas en una lata de galletas") != ""


def test_what_only_researchers_may_read_is_not_told_of():
    indexed(for_research=True)
    index_rebuild(audience=Audience.RESEARCH.value, worker="test", at=NOW)
    assert quoted_by_hand(SAID) == ""


def test_what_is_cited_is_looked_at_also_where_the_index_does_not_know_it():
    edition = account([("Wren", SAID)])
    Edition.objects.update(state=EditionState.SUPERSEDED)
    assert quoted_by_hand(SAID) == ""
    assert quoted_by_hand(SAID, cited=[edition.pk]) != ""


def test_a_long_text_asks_a_bounded_number_of_times(monkeypatch):
    indexed()
    asked, real = [], type(engine()).find

    def find(self, *args, **kwargs):
        asked.append(1)
        return real(self, *args, **kwargs)

    monkeypatch.setattr(type(engine()), "find", find)
    text = " ".join(f"word{n}" for n in range(4_400))
    assert quoted_by_hand(text) == ""
    assert len(asked) <= 1_500
    with pytest.raises(Refused) as refused:
        quoted_by_hand(f"{text} {text}x {text}y")
    assert refused.value.code == "too_long"


def test_while_search_does_not_answer_nobody_can_tell(monkeypatch):
    indexed()

    def down(*args, **kwargs):
        raise EngineDown

    monkeypatch.setattr(type(engine()), "find", down)
    with pytest.raises(Refused) as refused:
        quoted_by_hand(SAID)
    assert refused.value.code == "search_down"


# --- where it is asked --------------------------------------------------------------------


@pytest.fixture
def registrar(client):
    user = UserFactory(role="registrar")
    client.force_login(user)
    return user


def form(**more):
    rows = {
        f"{name}-{count}_FORMS": 0
        for name in ("documents", "citations")
        for count in ("TOTAL", "INITIAL")
    }
    return {
        "statement": "Nothing was written down.",
        "conclusion": "There was no form.",
        "standard": "beyond_doubt",
        **rows,
        **more,
    }


@pytest.mark.parametrize(
    "field", ["statement", "conclusion", "standard_reason", "made_by", "place"]
)
@pytest.mark.parametrize("how", [{}, {"action-submit": "1"}], ids=["draft", "submit"])
def test_a_finding_that_repeats_testimony_is_not_even_kept_as_a_draft(
    client, registrar, field, how
):
    indexed()
    add = reverse("wagtailsnippets_findings_finding:add")
    answer = client.post(add, form(**{field: f"They said: {SAID}"}, **how))
    assert answer.status_code == 200
    assert "Cite them instead" in answer.content.decode()
    assert not Revision.objects.exists()
    assert client.post(add, form(**how)).status_code == 302


def test_a_part_of_a_recommendation_is_looked_at_as_well(client):
    indexed()
    client.force_login(UserFactory(role="tracker_editor"))
    data = {
        "text": "Write it down.",
        "kind": "police",
        "parts-TOTAL_FORMS": 1,
        "parts-INITIAL_FORMS": 0,
    }
    data |= {"addressed-TOTAL_FORMS": 0, "addressed-INITIAL_FORMS": 0}
    data |= {"parts-0-label": "i.", "parts-0-text": SAID, "parts-0-ORDER": 1, "parts-0-id": ""}
    add = reverse("wagtailsnippets_recommendations_recommendation:add")
    answer = client.post(add, data)
    assert answer.status_code == 200
    assert not Recommendation.objects.exists()
    assert client.post(add, data | {"parts-0-text": "One page."}).status_code == 302


def test_without_the_form_it_is_asked_before_approval_and_the_refusal_repeats_nothing(registrar):
    indexed()
    draft = record_create(
        record=Finding(
            statement="Nothing was written down.",
            conclusion=SAID,
            standard="beyond_doubt",
            locale=locale(),
        ),
        by=registrar,
    )
    with pytest.raises(Refused) as refused:
        record_submit(record=draft, by=registrar)
    assert refused.value.code == "quoted_by_hand"
    assert "district" not in str(refused.value) + str(refused.value.message)


def test_its_own_citations_are_looked_at_too(registrar):
    edition = account([("Wren", SAID)])
    finding = FindingFactory(conclusion=SAID)
    cite(finding, edition, turn=0)
    Edition.objects.update(state=EditionState.CLOSED)
    with pytest.raises(Refused):
        record_submit(record=finding, by=registrar)
