"""Each kind of page: what it prints, and what it says of itself to programs."""

from datetime import date

import extruct
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commission.pages.models import (
    ArticlePage,
    ChapterPage,
    ContactPage,
    GlossaryPage,
    NewsPage,
    PeoplePage,
    PlainPage,
    ReportPage,
    SectionPage,
)
from tests.commission.factories import (
    BodyFactory,
    ChapterFactory,
    FindingFactory,
    RecommendationFactory,
    ReportFactory,
    ThemeFactory,
)
from tests.commission.pages.site import PARAGRAPH, homes, page, translation
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return homes()


def html(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def graph(client, address: str) -> dict[str, dict]:
    """What a page says as JSON-LD, by type."""
    said = extruct.extract(html(client, address), syntaxes=["json-ld"])["json-ld"]
    return {part["@type"]: part for one in said for part in one.get("@graph", [one])}


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_section_lists_its_pages_in_their_order_and_its_menu_those_in_menus(client):
    section = page(SectionPage, title="About us", slug="about-us", show_in_menus=True)
    page(PlainPage, parent=section, title="First", slug="first", lede="What it is.")
    page(PlainPage, parent=section, title="Second", slug="second", show_in_menus=True)
    page(PlainPage, parent=section, title="Qydraft", slug="third", public=False)
    text = html(client, "/en/about-us/")
    assert text.index("First") < text.rindex("Second")
    assert "What it is." in text
    assert "Qydraft" not in text
    text = html(client, "/en/about-us/second/")
    menu = text[text.index('class="section-menu"') : text.index("<article")]
    assert 'href="/en/about-us/second/" aria-current="page"' in menu
    assert "First" not in menu
    crumbs = text[text.index('class="crumbs"') : text.index('class="section-menu"')]
    assert '<a href="/en/about-us/">About us</a>' in crumbs


def test_pages_right_below_home_that_are_shown_in_menus_stand_in_the_footer(client, site):
    shown = page(PlainPage, title="What we keep", slug="keep", show_in_menus=True)
    page(PlainPage, title="Not here", slug="not-here")
    text = html(client, "/en/findings/")
    foot = text[text.index("<footer") :]
    assert '<a href="/en/keep/"' in foot
    assert "Not here" not in foot
    foot = html(client, "/es/")
    assert '<a href="/es/keep/" lang="en" hreflang="en"' in foot[foot.index("<footer") :]
    translation(shown, parent=site[1], slug="guardar", title="Lo que guardamos", show_in_menus=True)
    foot = html(client, "/es/")
    foot = foot[foot.index("<footer") :]
    assert "What we keep" not in foot
    assert '<a href="/es/guardar/"' in foot


PERSON = {"name": "Imre Szabo-Wu", "role": "Commissioner", "since": "2024-03", "until": ""}


def test_people_stand_with_their_role_and_time_and_those_who_left_below(client):
    gone = {**PERSON, "name": "Ada Quill", "until": "2025-06-30"}
    people = [{"type": "person", "value": one} for one in (gone, PERSON)]
    page(PeoplePage, slug="people", people=people)
    text = html(client, "/en/people/")
    text = text[text.index("<main") :]
    assert text.index("Imre Szabo-Wu") < text.index("Who was here before") < text.index("Ada Quill")
    assert "since March 2024" in text
    assert "March 2024 to 30 June 2025" in text
    listed = graph(client, "/en/people/")["AboutPage"]["mainEntity"]["itemListElement"]
    assert {one["name"] for one in listed} == {"Imre Szabo-Wu", "Ada Quill"}


@pytest.mark.parametrize("wrong", ["soon", "2024-13", "14 March 2024"])
def test_a_date_that_programs_cannot_read_is_refused(wrong):
    block = PeoplePage._meta.get_field("people").stream_block.child_blocks["person"]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({**PERSON, "since": wrong}))


@pytest.mark.parametrize("dated", ["2026-11-12", "1994/2005?", "Y170000002"])
def test_only_a_whole_day_is_told_to_programs_as_one(client, dated):
    page(ArticlePage, slug="book", dated=dated)
    told = graph(client, "/en/book/")["Article"].get("dateCreated")
    assert told == (dated if dated == "2026-11-12" else None)
    assert (f'datetime="{dated}"' in html(client, "/en/book/")) == (told is not None)


def test_a_way_that_is_not_chosen_yet_does_not_break_a_draft(client):
    row = page(ContactPage, slug="contact", public=False)
    row.ways = [{"type": "way", "value": {"way": None, "where": "Mill Street 4"}}]
    row.save_revision(clean=False)
    client.force_login(UserFactory(superuser=True))
    assert client.get(reverse("quoted:draft", args=[row.pk])).status_code == 200


def term(word: str, meaning: str, also: str = "") -> dict:
    value = {"word": word, "also": also, "meaning": f"<p>{meaning}</p>"}
    return {"type": "term", "value": value}


def test_a_glossary_is_sorted_by_letter_and_each_word_has_an_address(client):
    terms = [term("witness", "Who speaks."), term("Édit", "An order."), term("edition", "A copy.")]
    page(GlossaryPage, slug="glossary", terms=terms)
    text = html(client, "/en/glossary/")
    assert text.index('id="édit"') < text.index('id="edition"') < text.index('id="witness"')
    assert text.count('class="w letters"') == 1
    said = graph(client, "/en/glossary/")["DefinedTermSet"]
    assert [one["name"] for one in said["hasDefinedTerm"]] == ["Édit", "edition", "witness"]
    assert said["hasDefinedTerm"][2]["description"] == "Who speaks."
    assert said["hasDefinedTerm"][2]["@id"].endswith("/en/glossary/#witness")


def test_two_words_that_are_written_alike_have_two_addresses():
    made = page(GlossaryPage, slug="glossary", terms=[term("Order", "One."), term("order", "Two.")])
    anchors = [one.anchor for letter in made.letters() for one in letter.terms]
    assert "order" in anchors
    assert len(set(anchors)) == 2


def test_contact_puts_what_leaves_fewest_traces_first(client):
    ways = [
        {"type": "way", "value": {"way": way, "where": where, "when": "", "words": ""}}
        for way, where in (
            ("email", "record@record.example"),
            ("phone", "555 0100"),
            ("visit", "14 Ferry Road"),
        )
    ]
    testifying = [{"type": "paragraph", "value": "<p>In private or in public.</p>"}]
    page(ContactPage, slug="contact", ways=ways, testifying=testifying)
    text = html(client, "/en/contact/")
    assert text.index("14 Ferry Road") < text.index("555 0100") < text.index("mailto:record@")
    assert "You need not give your name." in text
    assert "In private or in public." in text
    assert "<form" not in text[text.index("<main") :]


def test_what_nobody_filled_in_is_left_out_of_people_and_of_contact(client):
    """A block that was kept before a field was added has no value for it."""
    bare = {name: PERSON[name] for name in ("name", "role")}
    page(PeoplePage, slug="people", people=[{"type": "person", "value": bare}])
    way = {"type": "way", "value": {"way": "phone", "where": "555 0100"}}
    page(ContactPage, slug="contact", ways=[way])
    for path, said in (("/en/people/", bare["name"]), ("/en/contact/", "555 0100")):
        text = html(client, path)
        assert said in text
        assert "None" not in text[text.index("<main") :]


def test_a_report_has_its_text_before_what_was_found_and_one_address(client):
    chapter = ChapterFactory(number=3, title="The book")
    finding = FindingFactory(chapter=chapter)
    landing = page(
        ReportPage,
        title="Final report",
        slug="final",
        report=chapter.report,
        lede="All that we found.",
        body=PARAGRAPH,
    )
    text = html(client, "/en/reports/final-report/")
    assert (
        text.index("All that we found.")
        < text.index("Nobody has to decide")
        < text.index(finding.statement)
    )
    led = client.get("/en/final/")
    assert (led.status_code, led["Location"]) == (302, "/en/reports/final-report/")
    said = graph(client, "/en/reports/final-report/")
    assert said["Report"]["datePublished"] == "2025-09-30"
    assert said["BreadcrumbList"]["itemListElement"][-1]["name"] == "Final report"
    type(landing).objects.filter(pk=landing.pk).update(live=False)
    assert "All that we found." not in html(client, "/en/reports/final-report/")


def test_a_report_without_anything_public_in_it_is_read_once_it_has_a_page(client):
    report = ReportFactory(slug="second", title="Second")
    assert client.get("/en/reports/second/").status_code == 404
    draft = page(ReportPage, title="Second", slug="second", report=report, public=False)
    assert client.get("/en/reports/second/").status_code == 404
    type(draft).objects.filter(pk=draft.pk).update(live=True)
    assert client.get("/en/reports/second/").status_code == 200
    assert "/en/reports/second/" in client.get("/sitemap.xml").content.decode()


def test_a_chapter_has_findings_where_its_text_says_and_the_others_below(client):
    chapter = ChapterFactory(number=3, title="The book")
    quoted, other = FindingFactory(chapter=chapter), FindingFactory(chapter=chapter)
    asked = RecommendationFactory(chapter=chapter, report=None, of=BodyFactory())
    landing = page(ReportPage, title="Final report", slug="final", report=chapter.report)
    body = [*PARAGRAPH, {"type": "finding", "value": str(quoted.number)}]
    row = page(ChapterPage, parent=landing, title="The book", chapter=chapter, body=body)
    text = html(client, "/en/reports/final-report/3/")
    below = text.index("What was found in this chapter")
    assert text.index("Nobody has to decide") < text.index(f"/findings/{quoted.number}/") < below
    assert text.count(f"/findings/{quoted.number}/") == 1
    assert text.index(f"/findings/{other.number}/") > below
    assert f"/recommendations/{asked.number}/" in text
    assert '<a href="/en/reports/final-report/">Final report</a>' in text
    said = graph(client, "/en/reports/final-report/3/")
    assert (said["Chapter"]["position"], said["Chapter"]["isPartOf"]["name"]) == (3, "Final report")
    assert '<a href="/en/reports/final-report/3/"' in html(client, "/en/reports/final-report/")
    assert "/en/reports/final-report/3/" in client.get("/sitemap.xml").content.decode()
    type(row).objects.filter(pk=row.pk).update(live=False)
    assert client.get("/en/reports/final-report/3/").status_code == 404
    assert "final-report/3/" not in html(client, "/en/reports/final-report/")


def test_chapters_lead_to_the_one_before_and_the_one_after(client):
    report = ReportFactory(slug="final-report")
    landing = page(ReportPage, title="Final report", slug="final", report=report)
    for number in (1, 2, 5):
        chapter = ChapterFactory(report=report, number=number, title=f"Part {number}")
        page(
            ChapterPage, parent=landing, title=f"Part {number}", slug=f"p{number}", chapter=chapter
        )
    text = html(client, "/en/reports/final-report/2/")
    assert 'rel="prev" href="/en/reports/final-report/1/"' in text
    assert 'rel="next" href="/en/reports/final-report/5/"' in text


def test_a_report_has_one_page_in_a_language():
    report = ReportFactory()
    page(ReportPage, title="Final report", slug="final", report=report)
    with pytest.raises(ValidationError, match="has a page already"):
        page(ReportPage, title="Again", slug="again", report=report)


def test_the_front_page_says_whose_it_is_and_how_it_is_searched(client):
    said = graph(client, "/en/")
    assert said["Organization"]["name"] == "Riverbend Truth and Reconciliation Commission"
    target = said["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == "http://localhost:8000/en/search/?q={search_term_string}"


def test_the_front_page_leads_to_testifying_only_while_that_page_is_public(client, site):
    contact = page(ContactPage, slug="contact", title="How to testify")
    home = site[0]
    home.testify, home.testify_page = "<p>In your own language.</p>", contact
    home.begin_with = "Ferry Road\n\nletters & books\n"
    home.save()
    text = html(client, "/en/")
    assert "In your own language." in text
    assert '<a class="btn" href="/en/contact/">' in text
    assert '<a href="/en/search/?q=letters+%26+books">letters &amp; books</a>' in text
    type(contact).objects.filter(pk=contact.pk).update(live=False)
    assert '<a class="btn" href="/en/contact/">' not in html(client, "/en/")


def test_every_public_record_has_a_picture_and_what_is_not_public_has_none(client):
    theme = ThemeFactory(slug="records")
    finding = FindingFactory(themes=[theme])
    BodyFactory(slug="nobody")
    RecommendationFactory(of=BodyFactory(slug="police"))
    public, draft = page(PlainPage, slug="a"), page(PlainPage, slug="b", public=False)
    for address, status in (
        ("site/record", 200),
        ("site/other", 404),
        (f"pages/{public.pk}", 200),
        (f"pages/{draft.pk}", 404),
        (f"reports/{finding.chapter.report.slug}", 200),
        ("reports/none", 404),
        ("themes/records", 200),
        ("themes/none", 404),
        ("bodies/police", 200),
        ("bodies/nobody", 404),
    ):
        assert client.get(f"/share/{address}.png").status_code == status, address
    for address in (
        "/en/a/",
        "/en/reports/final-report/",
        "/en/themes/records/",
        "/en/bodies/police/",
    ):
        said = extruct.extract(html(client, address), syntaxes=["opengraph"])["opengraph"][0]
        image = dict(said["properties"])["og:image"].removeprefix("http://localhost:8000")
        assert client.get(image).status_code == 200, address
        assert not image.startswith("/share/site/"), address


def test_an_account_has_the_picture_of_the_site_which_says_nothing_of_it(client):
    from tests.factories import EditionFactory

    EditionFactory(reference="RB-0147")
    text = html(client, "/en/testimony/RB-0147/")
    said = extruct.extract(text, syntaxes=["opengraph"])["opengraph"][0]["properties"]
    assert dict(said)["og:image"] == "http://localhost:8000/share/site/record.png"
    assert {name for name, _value in said if not name.startswith("og:image")} == {"og:site_name"}


def test_the_queries_of_every_list_of_pages_do_not_grow(client):
    section = page(SectionPage, title="About us", slug="about-us", show_in_menus=True)
    listing = page(NewsPage, title="News", slug="news", show_in_menus=True)
    report = ReportFactory(slug="final-report")
    landing = page(ReportPage, title="Final report", slug="final", report=report)

    def grow(numbers):
        for n in numbers:
            page(PlainPage, parent=section, title=f"Page {n}", slug=f"p{n}", show_in_menus=True)
            page(ArticlePage, parent=listing, title=f"News {n}", slug=f"n{n}", kind="news")
            chapter = ChapterFactory(report=report, number=n, title=f"Part {n}")
            page(ChapterPage, parent=landing, title=f"Part {n}", slug=f"c{n}", chapter=chapter)

    addresses = (
        "/en/",
        "/en/about-us/",
        "/en/about-us/p1/",
        "/es/about-us/p1/",
        "/en/news/",
        "/feeds/news.rss",
        "/en/reports/final-report/",
        "/en/reports/final-report/1/",
        "/sitemap.xml",
    )
    grow([1, 2])
    few = {address: queries(client, address) for address in addresses}
    grow(range(3, 15))
    assert {address: queries(client, address) for address in addresses} == few
    assert few["/en/about-us/p1/"] <= 24


def test_a_report_says_when_it_was_published():
    report = ReportFactory(published_on=date(2025, 9, 30))
    made = page(ReportPage, title="Final report", slug="final", report=report)
    assert made.described_data()["datePublished"] == "2025-09-30"
