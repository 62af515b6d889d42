"""A whole site of pages, in English and partly in Spanish, for the browser."""

from typing import Any

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
)
from tests.commission.pages.site import homes, page, translation

PLAIN = (
    "A daily book is a plain thing. It has a column for the place, a column for the time and a "
    "column for the plate of the car. It had no column for what was done to the person in it."
)


def paragraphs(*texts: str) -> list[dict[str, str]]:
    return [{"type": "paragraph", "value": f"<p>{text}</p>"} for text in texts]


def site() -> dict[str, str]:
    """Makes the pages; their addresses by name."""
    home, other = homes()
    about = page(
        SectionPage,
        title="About the commission",
        slug="about-us",
        show_in_menus=True,
        lede="Five people, named by the city, who hear, find and ask.",
        body=paragraphs(PLAIN),
    )
    people(about)
    glossary(about)
    plain = page(
        PlainPage,
        parent=about,
        title="How we decide",
        slug="how-we-decide",
        lede="No finding is one person’s.",
        show_in_menus=True,
        body=[
            *paragraphs(PLAIN, PLAIN),
            {"type": "heading", "value": "Who approves"},
            *paragraphs(PLAIN),
        ],
    )
    news = page(NewsPage, title="News and essays", slug="news", show_in_menus=True)
    for day, title, lede in (
        ("2026-11-20", "Two recordings of hearing 12 are open", "Day 1, with one part left out."),
        ("2026-11-04", "The November forum was not held", "Nobody was named to answer."),
        ("2026-10", "Words on the bridge", "Marker 3 was unveiled at dusk."),
    ):
        page(
            ArticlePage,
            parent=news,
            title=title,
            kind="news",
            dated=day,
            lede=lede,
            body=paragraphs(PLAIN),
        )
    contact = page(
        ContactPage,
        title="How to reach us, and how to testify",
        slug="contact",
        lede="You can ask anything first.",
        show_in_menus=True,
        **CONTACT,
    )
    # Not saved whole: how many pages stand below it was counted elsewhere meanwhile.
    type(home).objects.filter(pk=home.pk).update(
        testify="<p>You can tell the commission in private or in public, in your own language. "
        "You decide what may be published.</p>",
        testify_page=contact,
        ask_page=contact,
        begin_with="Ferry Road\nletters that were not answered\nchildren present",
    )
    translated = page(PlainPage, title="Privacy", slug="privacy", body=paragraphs(PLAIN))
    translation(
        translated,
        parent=other,
        title="Privacidad",
        slug="privacidad",
        body=paragraphs("No guardamos nada de quien nos visita."),
    )
    return {
        "home": "/en/",
        "section": "/en/about-us/",
        "plain": f"/en/about-us/{plain.slug}/",
        "not translated": f"/es/about-us/{plain.slug}/",
        "translated": "/es/privacidad/",
        "people": "/en/about-us/people/",
        "glossary": "/en/about-us/glossary/",
        "news": "/en/news/",
        "article": "/en/news/words-on-the-bridge/",
        "contact": "/en/contact/",
        **report(),
    }


CONTACT: dict[str, Any] = {
    "ways": [
        {"type": "way", "value": {"way": way, "where": where, "when": when, "words": words}}
        for way, where, when, words in (
            ("email", "record@riverbend.example", "", ""),
            (
                "phone",
                "555 0100",
                "day and night",
                "<p>Trained listeners answer, in English and Spanish.</p>",
            ),
            (
                "visit",
                "Riverbend Library, 14 Ferry Road",
                "Tuesdays, 2 to 6 pm",
                "<p>Step-free. A quiet room is there.</p>",
            ),
            ("post", "PO Box 14, Riverbend", "", ""),
        )
    ],
    "testifying": paragraphs(
        "You can tell it in private or in public, in your own language, with someone beside you.",
        "You decide what may be published, and you can change your mind later.",
    ),
}


def people(parent: Any) -> None:
    value = {"role": "Commissioner", "since": "2024-03", "until": "", "words": f"<p>{PLAIN}</p>"}
    rows = [
        {**value, "name": "Imre Szabo-Wu", "role": "Chair"},
        {**value, "name": "Teresa Adeyemi-Holt"},
        {**value, "name": "Ada Marden", "until": "2025-06-30", "words": ""},
    ]
    page(
        PeoplePage,
        parent=parent,
        title="The people",
        slug="people",
        show_in_menus=True,
        lede="Who they are, since when, and what they say of themselves.",
        people=[{"type": "person", "value": row} for row in rows],
    )


def glossary(parent: Any) -> None:
    words = (
        ("Edition", "release", "One version of an account, as it was published."),
        ("Cipher", "", "A word that stands for a name, everywhere."),
        ("Statement giver", "witness", "The person who testified."),
        ("Consent", "", "What somebody agreed to, use by use. It can be taken back."),
    )
    page(
        GlossaryPage,
        parent=parent,
        title="Glossary",
        slug="glossary",
        show_in_menus=True,
        terms=[
            {"type": "term", "value": {"word": word, "also": also, "meaning": f"<p>{means}</p>"}}
            for word, also, means in words
        ],
    )


def report() -> dict[str, str]:
    made = ReportFactory(slug="final-report")
    chapters = [
        ChapterFactory(report=made, number=number, title=title)
        for number, title in ((1, "The book with no place for it"), (2, "What the letters asked"))
    ]
    found = FindingFactory(chapter=chapters[0])
    FindingFactory(chapter=chapters[0])
    asked = RecommendationFactory(chapter=chapters[0], report=None, number=14, of=BodyFactory())
    RecommendationFactory(chapter=chapters[1], report=None, number=15, of=BodyFactory())
    landing = page(
        ReportPage,
        title="Final report",
        slug="final",
        report=made,
        lede="What happened, what was found, and what must change.",
        body=paragraphs(PLAIN),
    )
    body = [
        *paragraphs(PLAIN),
        {"type": "finding", "value": str(found.number)},
        {"type": "heading", "value": "What became of the form"},
        *paragraphs(PLAIN),
        {"type": "recommendation", "value": str(asked.number)},
    ]
    for chapter, text in zip(chapters, (body, paragraphs(PLAIN)), strict=True):
        page(ChapterPage, parent=landing, title=chapter.title, chapter=chapter, body=text)
    return {"report": "/en/reports/final-report/", "chapter": "/en/reports/final-report/1/"}
