"""Every address there is, what is asked of it, and what staff may see behind it.

An address that stands in no table here makes the matrix fail, so a new door cannot be forgotten.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLResolver, get_resolver, reverse

from archive.thesaurus.models import Term
from tests.commission.canary.canaries import PUBLISHED, Field
from tests.commission.canary.world import Kept, World

FILES = ("sound.m4a", "captions.vtt", "transcript.txt", "peaks.json", "words.json")
CITATIONS = ("citation.ris", "citation.bib", "chapters.vtt", "index.json")
# Staff work on the text, so its words are theirs to see; names of people are not, by this alone.
WORKED_ON = PUBLISHED | {
    Field.REDACTED,
    Field.RESEARCH_ONLY,
    Field.NOTE,
    Field.FILE_NAME,
    Field.EMBARGO,
    Field.ORDER,
}
# The bytes of an original carry what they carry.
ORIGINAL = frozenset({Field.TAG, Field.CHAPTER})
IDENTITY = frozenset({Field.REAL_NAME, Field.CONTACT})


@dataclass(frozen=True)
class Door:
    """One address: what to fetch, and the fields that staff with the desk's right may see there."""

    urls: Callable[[World], Iterator[str]]
    staff: frozenset[Field] = frozenset()


def _plain(name: str) -> Callable[[World], Iterator[str]]:
    def urls(world: World) -> Iterator[str]:
        yield reverse(name)

    return urls


def references(kept: Kept) -> Iterator[str]:
    """Every reference under which this testimony is or was known, and guesses at one."""
    kept.testimony.refresh_from_db()
    if kept.testimony.reference:
        yield kept.testimony.reference
    for edition in kept.testimony.editions.exclude(reference=""):
        yield edition.reference
    if kept.number == 0:
        yield from (str(kept.testimony.pk), "RB-0999")


def _of_references(view: str, /, **more: object) -> Callable[[World], Iterator[str]]:
    def urls(world: World) -> Iterator[str]:
        seen = {reference for kept in world.kept for reference in references(kept)}
        for reference in sorted(seen):
            yield reverse(view, kwargs={"reference": reference, **more})

    return urls


def _editions(world: World) -> Iterator[str]:
    for number in (1, 2, 3):
        yield from _of_references("reading:edition", number=number)(world)


def _files(world: World) -> Iterator[str]:
    for number in (1, 2):
        for name in (*FILES, *CITATIONS, "original.m4a"):
            yield from _of_references("reading_files:file", number=number, name=name)(world)


def _search(world: World) -> Iterator[str]:
    base = reverse("search:results")
    yield base
    for kept in world.kept:
        for which in (Field.REDACTED, Field.REAL_NAME, Field.SPOKEN):
            # A query is repeated on the page it answers with; a prefix of it is not the canary.
            yield f"{base}?q={kept.canary(which).word[:-2]}"
    for query in (
        "river",
        "dawn",
        '"who left"',
        "qx*",
        "/qx.*/",
        "began~2",
        "language:en",
        "a OR b",
    ):
        yield f"{base}?q={query}"
        yield f"{base}?q={query}&language=en&year=2024&kind=statement"


def _list(world: World) -> Iterator[str]:
    base = reverse("reading:list")
    yield from (base, f"{base}?language=en", f"{base}?year=2024", f"{base}?kind=statement")
    yield from (f"{base}?page=2", f"{base}?order=oldest", f"{base}?giver__real_name=x&fields=*")


def _of_testimonies(name: str, /, **more: object) -> Callable[[World], Iterator[str]]:
    def urls(world: World) -> Iterator[str]:
        for kept in world.kept:
            yield reverse(name, kwargs={"testimony": kept.testimony.pk, **more})

    return urls


def _of_editions(name: str, /, **more: object) -> Callable[[World], Iterator[str]]:
    def urls(world: World) -> Iterator[str]:
        for kept in world.kept:
            for edition in kept.testimony.editions.all():
                yield reverse(name, kwargs={"edition": edition.pk, **more})

    return urls


def _of_recordings(name: str) -> Callable[[World], Iterator[str]]:
    def urls(world: World) -> Iterator[str]:
        for kept in world.kept:
            yield reverse(name, kwargs={"recording": kept.recording.pk})

    return urls


def _of_rows(name: str, argument: str, related: str) -> Callable[[World], Iterator[str]]:
    def urls(world: World) -> Iterator[str]:
        for kept in world.kept:
            for row in getattr(kept.testimony, related).all():
                yield reverse(name, kwargs={argument: row.pk})

    return urls


def _of_terms(name: str) -> Callable[[World], Iterator[str]]:
    def urls(world: World) -> Iterator[str]:
        for term in Term.objects.all():
            yield reverse(name, kwargs={"term": term.pk})

    return urls


def _candidate_files(world: World) -> Iterator[str]:
    for kind in ("sound", "captions", "text", "peaks", "words"):
        yield from _of_editions("desk:candidate_file", kind=kind)(world)


def _findings(world: World) -> Iterator[str]:
    yield from _of_editions("desk:candidate_finding", finding=1)(world)


DOORS: dict[str, Door] = {
    "home": Door(_plain("home")),
    "about": Door(_plain("about")),
    "sign_in": Door(_plain("sign_in")),
    "sign_out": Door(_plain("sign_out")),
    "leave": Door(_plain("leave")),
    "robots": Door(_plain("robots")),
    "reading:list": Door(_list),
    "reading:testimony": Door(_of_references("reading:testimony")),
    "reading:edition": Door(_editions),
    "reading:removals": Door(_plain("reading:removals")),
    "reading_files:file": Door(_files),
    "reading_files:feed": Door(_plain("reading_files:feed")),
    "reading_files:sitemap": Door(_plain("reading_files:sitemap")),
    "search:results": Door(_search),
    "desk:home": Door(_plain("desk:home"), WORKED_ON),
    "desk:testimony_list": Door(_plain("desk:testimony_list"), WORKED_ON),
    "desk:testimony_new": Door(_plain("desk:testimony_new")),
    "desk:testimony": Door(_of_testimonies("desk:testimony"), WORKED_ON),
    "desk:describe": Door(_of_testimonies("desk:describe"), WORKED_ON),
    "desk:identity": Door(_of_testimonies("desk:identity"), WORKED_ON | IDENTITY),
    "desk:embargo_lift": Door(_of_testimonies("desk:embargo_lift"), WORKED_ON),
    "desk:jobs": Door(_of_testimonies("desk:jobs")),
    "desk:holds": Door(_of_testimonies("desk:holds"), WORKED_ON),
    "desk:hold_lift": Door(_of_rows("desk:hold_lift", "hold", "holds"), WORKED_ON),
    "desk:upload": Door(_of_testimonies("desk:upload"), WORKED_ON),
    "desk:transcribe": Door(_of_recordings("desk:transcribe"), WORKED_ON),
    "desk:transcription_cancel": Door(_of_recordings("desk:transcription_cancel"), WORKED_ON),
    "desk:recording_set_aside": Door(_of_recordings("desk:recording_set_aside"), WORKED_ON),
    "desk:recording_sound": Door(_of_recordings("desk:recording_sound"), ORIGINAL),
    "desk:consent_new": Door(_of_testimonies("desk:consent_new", position=1), WORKED_ON),
    "desk:consent_confirm": Door(
        _of_rows("desk:consent_confirm", "consent", "consents"), WORKED_ON
    ),
    # Handed out by POST alone, after a row in the ledger: a visit shows nothing.
    "desk:consent_proof": Door(_of_rows("desk:consent_proof", "consent", "consents")),
    "desk:candidate_build": Door(_of_testimonies("desk:candidate_build"), WORKED_ON),
    "desk:candidate": Door(_of_editions("desk:candidate"), PUBLISHED | {Field.RESEARCH_ONLY}),
    "desk:candidate_preview": Door(
        _of_editions("desk:candidate_preview"), PUBLISHED | {Field.RESEARCH_ONLY}
    ),
    "desk:candidate_sound": Door(_of_editions("desk:candidate_sound")),
    "desk:candidate_file": Door(_candidate_files, PUBLISHED | {Field.RESEARCH_ONLY}),
    "desk:candidate_finding": Door(_findings, PUBLISHED),
    "desk:candidate_approve": Door(_of_editions("desk:candidate_approve"), PUBLISHED),
    "desk:candidate_discard": Door(_of_editions("desk:candidate_discard"), PUBLISHED),
    "desk:candidate_open": Door(_of_editions("desk:candidate_open"), PUBLISHED),
    "desk:withdraw": Door(_of_testimonies("desk:withdraw"), WORKED_ON),
    "desk:withdrawal": Door(_of_rows("desk:withdrawal", "withdrawal", "withdrawals"), WORKED_ON),
    "desk:ledger": Door(_plain("desk:ledger")),
    "desk:transcript": Door(_of_testimonies("desk:transcript"), WORKED_ON),
    "desk:transcript_words": Door(_of_testimonies("desk:transcript_words"), WORKED_ON),
    # Handed out by POST alone, after a row in the ledger.
    "desk:transcript_export": Door(_of_testimonies("desk:transcript_export"), WORKED_ON),
    "desk:transcript_save": Door(_of_testimonies("desk:transcript_save"), WORKED_ON),
    "desk:transcript_accept": Door(_of_testimonies("desk:transcript_accept"), WORKED_ON),
    "desk:transcript_continue": Door(_of_testimonies("desk:transcript_continue"), WORKED_ON),
    "desk:transcript_compare": Door(_of_testimonies("desk:transcript_compare"), WORKED_ON),
    "desk:redaction": Door(_of_testimonies("desk:redaction"), WORKED_ON),
    "desk:redaction_propose": Door(_of_testimonies("desk:redaction_propose"), WORKED_ON),
    "desk:redaction_protect": Door(_of_testimonies("desk:redaction_protect"), WORKED_ON),
    "desk:redaction_decide": Door(
        _of_rows("desk:redaction_decide", "redaction", "redactions"), WORKED_ON
    ),
    "desk:redaction_lift": Door(
        _of_rows("desk:redaction_lift", "redaction", "redactions"), WORKED_ON
    ),
    "desk:redaction_confirm": Door(
        _of_rows("desk:redaction_confirm", "redaction", "redactions"), WORKED_ON
    ),
    "desk:redaction_again": Door(
        _of_rows("desk:redaction_again", "redaction", "redactions"), WORKED_ON
    ),
    "desk:name_propose": Door(_of_rows("desk:name_propose", "name", "protected_names"), WORKED_ON),
    "desk:name_place": Door(_of_rows("desk:name_place", "name", "protected_names"), WORKED_ON),
    "desk:index_points": Door(_of_testimonies("desk:index_points"), WORKED_ON),
    "desk:index_point_add": Door(_of_testimonies("desk:index_point_add"), WORKED_ON),
    "desk:index_point": Door(_of_rows("desk:index_point", "point", "index_points"), WORKED_ON),
    "desk:index_point_remove": Door(
        _of_rows("desk:index_point_remove", "point", "index_points"), WORKED_ON
    ),
    # Terms are of the commission and of no testimony: whoever may see the desk reads their labels.
    "desk:terms": Door(_plain("desk:terms"), frozenset({Field.POINT_TERM})),
    "desk:term_new": Door(_plain("desk:term_new")),
    "desk:term": Door(_of_terms("desk:term"), frozenset({Field.POINT_TERM})),
    "desk:term_merge": Door(_of_terms("desk:term_merge"), frozenset({Field.POINT_TERM})),
    "desk:terms_import": Door(_plain("desk:terms_import")),
}
# Wagtail's own addresses hold nothing of the vault: each is fetched with whatever argument it
# takes, and nothing at all may be seen behind it. Named by namespace; a new one fails.
WAGTAIL = {
    "",
    "wagtail_serve",
    "wagtailadmin_api:documents",
    "wagtailadmin_api:images",
    "wagtailadmin_api:pages",
    "wagtailadmin_collections",
    "wagtailadmin_editing_sessions",
    "wagtailadmin_pages",
    "wagtailadmin_reports",
    "wagtailadmin_workflows",
    "wagtaildocs",
    "wagtaildocs_chooser",
    "wagtailimages",
    "wagtailimages_chooser",
    "wagtailredirects",
    "wagtailsites",
    "wagtailsnippets",
    "wagtailusers_groups",
    "wagtailusers_users",
}


@dataclass(frozen=True)
class Address:
    route: str
    name: str
    namespace: str
    arguments: dict[str, object]


def addresses() -> list[Address]:
    """All URL patterns of the installation, with an example for each argument."""
    found: list[Address] = []

    def walk(patterns: list[object], route: str, spaces: list[str]) -> None:
        for one in patterns:
            if isinstance(one, URLResolver):
                deeper = [*spaces, one.namespace] if one.namespace else spaces
                walk(one.url_patterns, route + str(one.pattern), deeper)
                continue
            arguments = {
                name: _example(type(converter).__name__)
                for name, converter in one.pattern.converters.items()
            }
            full = ":".join([*spaces, one.name or ""])
            found.append(Address(route + str(one.pattern), full, ":".join(spaces), arguments))

    walk(get_resolver().url_patterns, "", [])
    return found


def _example(converter: str) -> object:
    return {
        "IntConverter": 1,
        "UUIDConverter": "00000000-0000-4000-8000-000000000000",
        "SlugConverter": "one",
    }.get(converter, "1")
