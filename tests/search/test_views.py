"""The page of results, as a visitor gets it."""

import logging
import re

import pytest

from search.asked import LONGEST_TYPED


@pytest.fixture
def page(small_desk, client):
    def get(text: str, language: str = "en", **query):
        return client.get(f"/{language}/search/", {"q": text, **query})

    return get


def body(response) -> str:
    return response.content.decode()


def test_a_hit_leads_to_the_second_it_was_said(small_desk, page):
    small_desk.publish("0147", "My mother wrote.", "She kept every letter.")
    small_desk.drain()
    answer = page("letter")
    assert answer.status_code == 200
    assert "/en/testimony/RB-0147/?t=10,19#t10000" in body(answer)
    assert "every <mark>letter</mark>." in body(answer)
    assert '<time datetime="PT0M10S">0:10</time>' in body(answer)
    assert "1 passage in 1 record" in " ".join(body(answer).split())


def test_a_hit_leads_to_its_word_and_not_to_the_beginning_of_its_passage(small_desk, page):
    small_desk.publish("0147", "My mother wrote.", "She kept every letter.", word_ms=2000)
    small_desk.drain()
    html = body(page("letter"))
    assert 'href="/en/testimony/RB-0147/?t=16,19#t10000"' in html
    assert '<time datetime="PT0M16S">0:16</time>' in html


def test_the_address_carries_the_language(small_desk, page):
    small_desk.publish("1", "La carta.", language="es")
    small_desk.drain()
    assert '<html lang="es"' in body(page("carta", language="es"))


def test_what_was_said_is_shown_and_never_run(small_desk, page):
    small_desk.publish("1", "letter <script>alert(1)</script>", title="<b>Wren</b>")
    small_desk.drain()
    html = body(page("letter"))
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html
    assert "<b>Wren" not in html
    assert "&quot;&gt;&lt;i&gt;" in body(page('"><i>letter'))


def test_a_removed_place_is_a_bar(small_desk, page):
    from search.kinds import cut

    small_desk.publish("1", f"The letter from {cut('PRIV')} came.")
    small_desk.drain()
    html = body(page("letter"))
    assert 'class="cut"' in html
    assert "Reason PRIV." in html
    assert "⟦" not in html


def test_a_passage_with_a_note_stays_folded_behind_it(small_desk, page):
    small_desk.publish("1", "the letter of force", notes={0: "force against <a> person"})
    small_desk.drain()
    html = body(page("letter"))
    veil = re.search(r'<details class="veil">(.*?)</details>', html, re.DOTALL)[1]
    assert '<span lang="en">force against &lt;a&gt; person</span></summary>' in veil
    assert "<mark>letter</mark>" in veil
    assert "<mark>letter</mark>" not in html.replace(veil, "")
    assert 'name="without" value="noted" id="f-without">' in html
    html = body(page("letter", without="noted"))
    assert "<mark>" not in html
    assert "without parts with a content note" in html
    assert 'value="noted" id="f-without" checked' in html


def test_further_passages_of_a_testimony_are_listed_on_request(small_desk, page):
    small_desk.publish("1", *[f"letter number {n}" for n in range(5)])
    small_desk.publish("2", "a letter")
    small_desk.drain()
    html = body(page("letter", place="Riverbend Library"))
    assert 'href="?q=letter&amp;place=Riverbend+Library&amp;in=RB-1"' in html
    html = body(page("letter", **{"in": "RB-1"}))
    assert html.count('<li class="hit">') == 5
    assert "more passage" not in html
    assert 'type="hidden" name="in" value="RB-1"' in html


def test_nothing_is_kept_and_no_cookie_is_set(small_desk, page):
    answer = page("letter")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert 'content="noindex"' in body(answer)


def test_what_was_looked_for_is_in_no_log(small_desk, page, caplog, settings):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"  # nobody is there
    with caplog.at_level(logging.DEBUG):
        page("canaryword")
    assert "canaryword" not in caplog.text


def test_the_facet_of_years_is_true_of_what_was_said_and_of_what_was_found(small_desk, page):
    small_desk.publish("1", "a letter", year=1994)
    small_desk.drain()
    assert "<legend>When</legend>" in body(page("letter"))
    assert "<legend>Cuándo</legend>" in body(page("letter", "es"))


def test_filters_in_force_can_be_taken_away_one_by_one(small_desk, page):
    small_desk.publish("1", "a letter", place="Ferry Road", year=1994)
    small_desk.drain()
    html = body(page("letter", place="Ferry Road", **{"from": "1990"}))
    assert 'href="?q=letter&amp;from=1990"' in html
    assert 'href="?q=letter&amp;place=Ferry+Road"' in html
    assert 'href="?q=letter"' in html
    assert 'value="Ferry Road" id="f-place-1" checked' in html


def test_a_filter_that_leaves_nothing_says_so(small_desk, page):
    small_desk.publish("1", "a letter")
    small_desk.drain()
    assert "Take one of the filters away" in body(page("letter", place="Nowhere"))


def test_nothing_found_says_what_to_do(small_desk, page):
    small_desk.publish("1", "a letter")
    small_desk.drain()
    assert "Nothing found for “ferry”." in body(page("ferry"))
    assert "Write at least one word" in body(page('"((*'))
    assert "Nothing found" not in body(page(""))


@pytest.mark.parametrize("number", ["0", "-3", "x", "99999999999999", "2"])
def test_a_page_that_is_not_there_is_no_error(small_desk, page, number):
    small_desk.publish("1", "a letter")
    small_desk.drain()
    assert page("letter", page=number).status_code == 200


def test_a_long_quotation_is_shortened_aloud_and_still_found(small_desk, page):
    said = "She kept a copy of every letter that they had sent to the district. " * 3
    small_desk.publish("1", said)
    small_desk.drain()
    html = body(page(said))
    assert "RB-1" in html
    assert "only its beginning was looked for" in html
    assert f'maxlength="{LONGEST_TYPED}"' in html
    assert "not more than 80 letters" in body(page("a" * 90))


def test_pages_keep_the_question(small_desk, page):
    for n in range(25):
        small_desk.kind.put(f"{n:02}", "a letter")
    small_desk.rebuild()
    html = body(page("letter", page="2"))
    assert 'href="?q=letter&amp;page=3"' in html
    assert 'aria-current="page">2<' in html


def test_the_engine_down_is_said_and_the_page_stays(small_desk, page, settings):
    small_desk.publish("1", "a letter")
    small_desk.drain()
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    answer = page("letter")
    assert answer.status_code == 503
    assert "Search does not answer at the moment" in body(answer)


def test_the_number_of_database_queries_does_not_grow(
    small_desk, page, django_assert_max_num_queries
):
    for n in range(30):
        small_desk.kind.put(f"{n:02}", *["a letter"] * 5)
    small_desk.rebuild()
    with django_assert_max_num_queries(3):  # one of them for the footer
        assert b"150 passages" in page("letter").content
