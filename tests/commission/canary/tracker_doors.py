"""Every address of findings and of the tracker, with what is really there and with guesses."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState

from commission.findings.models import Finding
from commission.hearings.models import DocketEntry, Hearing
from commission.markers.models import Marker, MarkerPlace, MarkerSeries
from commission.pages.standing import path_in
from commission.recommendations.models import (
    Action,
    Assessment,
    Bill,
    Body,
    FocalPoint,
    ProgressReport,
    Recommendation,
    ReportingDuty,
)
from commission.reports.models import Chapter, Report, Theme
from commission.review.models import PublicRecord
from tests.commission.canary.hearing_doors import HEARING_DOORS
from tests.commission.canary.marker_doors import MARKER_DOORS
from tests.commission.canary.tracker import tokens

NUMBERS = (1, 2, 3, 999)
SNIPPETS: dict[str, Any] = {
    "findings_finding": Finding,
    "recommendations_recommendation": Recommendation,
    "recommendations_body": Body,
    "reports_report": Report,
    "reports_chapter": Chapter,
    "reports_theme": Theme,
    "hearings_hearing": Hearing,
    "hearings_docketentry": DocketEntry,
    "markers_marker": Marker,
    "markers_markerseries": MarkerSeries,
}
Urls = Callable[[], Iterator[str]]


def _of(view: str, /, **arguments: Any) -> Urls:
    """One address for each value of an argument; without one, the address alone."""

    def urls() -> Iterator[str]:
        if not arguments:
            yield reverse(view)
        for key, values in arguments.items():
            for value in values() if callable(values) else values:
                yield reverse(view, kwargs={key: value})

    return urls


def _queries(name: str) -> Urls:
    def urls() -> Iterator[str]:
        base = reverse(name)
        yield base
        for query in (
            "q=qyrec",
            "q=river",
            "body=hidden",
            "body=police",
            "theme=hidden",
            "theme=records",
            "found=underway&order=due",
            "number=3",
            "report=hidden",
            "page=2",
        ):
            yield f"{base}?{query}"

    return urls


def _boxes(name: str) -> Urls:
    """Queries of markers, among them boxes around the places as they are, ever smaller."""

    def urls() -> Iterator[str]:
        base = reverse(name)
        yield base
        # The page repeats the beginning of a word, whatever letters come after it there.
        for query in ("q=plate", "state=nominated", "number=1", "number=2", "place=qzwi"):
            yield f"{base}?{query}"
        for place in MarkerPlace.objects.all():
            west, south = float(place.longitude or 0), float(place.latitude or 0)
            for size in (1, 0.01, 0.0001, 0):
                box = (west - size, south - size, west + size, south + size)
                # A filter is repeated on the page; so is nothing sharper than was asked.
                yield f"{base}?bbox=" + ",".join(f"{edge:.3f}" for edge in box)

    return urls


def _pages() -> Iterator[str]:
    """Every page that editors write, public or not, where it stands or would stand."""
    for page in Page.objects.filter(depth__gt=2).specific():
        for language in ("en", "es"):
            yield path_in(page, language)


def numbers(model: Any) -> Callable[[], list[int]]:
    return lambda: sorted({*NUMBERS, *model.objects.values_list("number", flat=True)})


def keys(model: Any) -> Callable[[], list[Any]]:
    return lambda: list(model.objects.values_list("pk", flat=True))


def slugs(model: Any) -> Callable[[], list[str]]:
    return lambda: list(model.objects.values_list("slug", flat=True))


def words() -> list[Any]:
    return [
        row.words_id
        for row in (*Assessment.objects.all(), *ProgressReport.objects.all())
        if row.words_id
    ]


def _editions() -> list[Any]:
    from archive.edition.models import Edition

    return keys(Edition)()


def _documents() -> list[Any]:
    from commission.documents.models import Document

    return keys(Document)()


def _held() -> list[Any]:
    from commission.findings.models import HeldEvidence

    return keys(HeldEvidence)()


def _chapters() -> Iterator[str]:
    for chapter in Chapter.objects.select_related("report"):
        yield reverse("reports:chapter", args=[chapter.report.slug, chapter.number])


def _pictures() -> Iterator[str]:
    """Every number of every numbered kind, and every word of the others."""
    for kind, keys_of in PICTURES.items():
        for key in keys_of():
            yield reverse("share:picture", args=[kind, key])


PICTURES: dict[str, Callable[[], list[Any]]] = {
    "findings": numbers(Finding),
    "hearings": numbers(Hearing),
    "markers": numbers(Marker),
    "recommendations": numbers(Recommendation),
    "bodies": slugs(Body),
    "reports": slugs(Report),
    "themes": slugs(Theme),
    "pages": keys(Page),
    "site": lambda: ["record"],
}
DOORS: dict[str, Urls] = {
    **HEARING_DOORS,
    **MARKER_DOORS,
    "words": _of("words"),
    "findings:list": _queries("findings:list"),
    "findings:finding": _of("findings:finding", number=numbers(Finding)),
    "findings_files:json": _of("findings_files:json", number=numbers(Finding)),
    "findings_files:ris": _of("findings_files:ris", number=numbers(Finding)),
    "reports:report": _of("reports:report", slug=slugs(Report)),
    "reports:chapter": _chapters,
    "reports:theme": _of("reports:theme", slug=slugs(Theme)),
    "tracker:list": _queries("tracker:list"),
    "tracker:recommendation": _of("tracker:recommendation", number=numbers(Recommendation)),
    "tracker:bodies": _of("tracker:bodies"),
    "tracker:body": _of("tracker:body", slug=slugs(Body)),
    "tracker_embed:card": _of("tracker_embed:card", number=numbers(Recommendation)),
    "tracker_data:csv": _queries("tracker_data:csv"),
    "tracker_data:json": _queries("tracker_data:json"),
    "tracker_data:findings_csv": _queries("tracker_data:findings_csv"),
    "tracker_data:findings_json": _queries("tracker_data:findings_json"),
    "tracker_data:schema": _of("tracker_data:schema", name=["recommendations", "findings", "x"]),
    "tracker_data:feed": _queries("tracker_data:feed"),
    "tracker_data:findings_feed": _queries("tracker_data:findings_feed"),
    "tracker_data:calendar": _queries("tracker_data:calendar"),
    "share:picture": _pictures,
    "pages_files:news": _of("pages_files:news"),
    "pages_files:news_in": _of("pages_files:news_in", language=["en", "es", "xx"]),
    "hearings:list": _queries("hearings:list"),
    "hearings:calendar": _queries("hearings:calendar"),
    "hearings:hearing": _of("hearings:hearing", number=numbers(Hearing)),
    "hearings:docket": _of("hearings:docket", number=numbers(Hearing)),
    "hearing_files:calendar": _queries("hearing_files:calendar"),
    "hearing_files:hearing": _of("hearing_files:hearing", number=numbers(Hearing)),
    "hearing_files:feed": _queries("hearing_files:feed"),
    "hearing_files:podcast": _of("hearing_files:podcast"),
    "hearing_files:docket_feed": _of("hearing_files:docket_feed", number=numbers(Hearing)),
    "hearing_files:docket_csv": _of("hearing_files:docket_csv", number=numbers(Hearing)),
    "markers:list": _boxes("markers:list"),
    "markers:marker": _of("markers:marker", number=numbers(Marker)),
    "markers:series": _of("markers:series", slug=slugs(MarkerSeries)),
    "markers:nominate": _of("markers:nominate"),
    "markers:nominated": _of("markers:nominated"),
    "markers:tell": _of("markers:tell", number=numbers(Marker)),
    "markers:told": _of("markers:told", number=numbers(Marker)),
    "marker_files:geojson": _boxes("marker_files:geojson"),
    "marker_files:csv": _boxes("marker_files:csv"),
    "marker_files:feed": _boxes("marker_files:feed"),
    "wagtail_serve": _pages,
    "maps:tile": lambda: iter([reverse("maps:tile", args=[0, 0, 0])]),
    "documents:document": _of("documents:document", document=_documents),
    "following:ask": _of("following:ask"),
    "following:asked": _of("following:asked"),
    "following:stopped": _of("following:stopped"),
    "following:page": _of("following:page", token=["x" * 43]),
    "following:confirm": _of("following:confirm", token=tokens),
    "following:rate": _of("following:rate", token=tokens),
    "following:stop": _of("following:stop", token=tokens),
    "following:forget": _of("following:forget", token=tokens),
    "portal:home": _of("portal:home"),
    "portal:asked": _of("portal:asked"),
    "portal:report": _of("portal:report", report=keys(ProgressReport)),
    "portal:recommendations": _of("portal:recommendations"),
    "portal:view": _of("portal:view", number=numbers(Recommendation)),
    "portal:views": _of("portal:views"),
    "evidence:changed": _of("evidence:changed"),
    "evidence:finding": _of("evidence:finding", finding=keys(Finding)),
    "evidence:held": _of("evidence:held", finding=keys(Finding)),
    "evidence:held_remove": _of("evidence:held_remove", held=_held),
    "evidence:find": _of("evidence:find"),
    "evidence:passage": _of("evidence:passage", edition=_editions),
    "evidence:chosen": _of("evidence:chosen", edition=_editions),
    "papers:list": _queries("papers:list"),
    "papers:document": _of("papers:document", document=_documents),
    "papers:copy": _of("papers:copy", document=_documents),
    "tracker_desk:home": _of("tracker_desk:home"),
    "tracker_desk:list": _of("tracker_desk:list"),
    "tracker_desk:law": _of("tracker_desk:law"),
    "tracker_desk:session": _of("tracker_desk:session"),
    "tracker_desk:bill_new": _of("tracker_desk:bill_new"),
    "tracker_desk:bill": _of("tracker_desk:bill", bill=keys(Bill)),
    "tracker_desk:bodies": _of("tracker_desk:bodies"),
    "tracker_desk:body": _of("tracker_desk:body", body=keys(Body)),
    "tracker_desk:move": _of("tracker_desk:move", action=keys(Action)),
    "tracker_desk:duty_over": _of("tracker_desk:duty_over", duty=keys(ReportingDuty)),
    "tracker_desk:report": _of("tracker_desk:report", report=keys(ProgressReport)),
    "tracker_desk:take_in": _of("tracker_desk:take_in", report=keys(ProgressReport)),
    "tracker_desk:document": _of("tracker_desk:document", document=_documents),
    "tracker_desk:take_down": _of("tracker_desk:take_down", words=words),
    "tracker_desk:focal_point_over": _of(
        "tracker_desk:focal_point_over", focal_point=keys(FocalPoint)
    ),
    **{
        f"tracker_desk:{name}": _of(f"tracker_desk:{name}", number=numbers(Recommendation))
        for name in ("recommendation", "response", "action", "view", "succession", "duty", "ask")
    },
}


def _review(name: str, **more: str) -> Urls:
    def urls() -> Iterator[str]:
        for model in (Finding, Recommendation, Body):
            for key in keys(model)():
                yield reverse(
                    f"review:{name}",
                    kwargs={
                        "app": model._meta.app_label,
                        "model": model._meta.model_name,
                        "pk": key,
                        **more,
                    },
                )

    return urls


def _snippet(space: str, model: Any, name: str) -> Urls:
    """A snippet's address for each row, and for its real revisions and states of review."""

    def urls() -> Iterator[str]:
        full = f"wagtailsnippets_{space}:{name}"
        if name in ("list", "list_results", "add"):
            yield reverse(full)
            yield reverse(full) + "?locale=es"
            yield reverse(full) + "?q=qy"
            return
        for row in model.objects.all():
            yield from _row(full, name, row)

    return urls


def _row(full: str, name: str, row: Any) -> Iterator[str]:
    pk = row.pk
    if name.startswith("revisions_"):
        revisions = list(row.revisions.values_list("pk", flat=True))
        for revision in revisions:
            if name == "revisions_compare":
                yield reverse(full, args=[pk, "earliest", revision])
                yield reverse(full, args=[pk, "live", "latest"])
            else:
                yield reverse(full, args=[pk, revision])
    elif name in ("workflow_action", "collect_workflow_action_data"):
        for state in TaskState.objects.all():
            yield reverse(full, args=[pk, "approve", state.pk])
    elif name == "workflow_history_detail":
        for state in WorkflowState.objects.all():
            yield reverse(full, args=[pk, state.pk])
    else:
        yield reverse(full, args=[pk])


PLAIN = ("list", "list_results", "add", "edit", "delete", "usage", "history", "history_results")
REVIEWED = (
    *("inspect", "revisions_revert", "revisions_compare", "revisions_unschedule", "unpublish"),
    *("lock", "unlock", "workflow_action", "collect_workflow_action_data"),
    *("confirm_workflow_cancellation", "workflow_history", "workflow_history_detail"),
)
DOORS |= {
    "review:review": _review("review"),
    "review:translate": _review("translate", language="es"),
    **{
        f"wagtailsnippets_{space}:{name}": _snippet(space, model, name)
        for space, model in SNIPPETS.items()
        for name in (
            *PLAIN,
            *(REVIEWED if issubclass(model, PublicRecord) else ()),
        )
    },
}
# Behind a sign-in: what a person may see there is in the table of personas. All else is public.
STAFF_ONLY = (
    "portal:",
    "evidence:",
    "tracker_desk:",
    "papers:",
    "review:",
    "wagtailsnippets_",
    "hearing_desk:",
    "markers_desk:",
    "photographs_desk:",
    "quoted:",
    "wagtailadmin_pages:",
)
