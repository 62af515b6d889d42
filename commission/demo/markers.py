"""Markers of the demonstration: written, placed and followed by the people whose work that is."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from archive.consent.models import Use
from commission.accounts.models import User
from commission.demo.citing import citations_of
from commission.demo.pictures import PICTURES
from commission.demo.reviewing import Hands, originals, published_in_both
from commission.demo.told import (
    day_from,
    in_language,
    row_with_translation,
    texts,
    themes_named,
)
from commission.findings.models import Finding
from commission.markers.life.services import condition_record, state_record
from commission.markers.models import (
    Inscription,
    Marker,
    MarkerCitation,
    MarkerPerson,
    MarkerPhotograph,
    MarkerSeries,
    Nomination,
)
from commission.markers.nominations.services import nomination_receive
from commission.markers.places.services import place_set
from commission.photographs.models import Licence, Photograph
from commission.photographs.services import photograph_receive, photograph_translate
from commission.recommendations.models import Recommendation

DRAWN_BY = "Ingrid Salazar"  # who keeps the markers


def markers_make(hands: Hands) -> None:
    """Each marker with its place, its life, its pictures and what it rests on; each once."""
    told = texts("markers")
    series = row_with_translation(
        MarkerSeries, find={"slug": told["series"]["slug"]}, **_words(told["series"], "slug")
    )
    for number, one in enumerate(told["markers"], start=1):
        if not Marker.objects.originals().filter(number=number).exists():
            _marker(number, one, series if one.get("series") else None, hands)
    if not Nomination.objects.exists():
        # From a visitor: nobody of the staff wrote it down.
        nomination_receive(**told["nomination"], language="en", at=timezone.now())


@transaction.atomic
def _marker(number: int, told: dict[str, Any], series: MarkerSeries | None, hands: Hands) -> None:
    english = in_language(told, "en")
    words = {name: english[name] for name in Marker.TRANSLATED if name in english}
    marker = Marker(
        number=number,
        series=series,
        size=told.get("size", ""),
        erected_on=told.get("erected_year") or _day(told.get("erected")),
        locale=Locale.objects.get(language_code="en"),
        **{name: said for name, said in words.items() if isinstance(said, str)},
    )
    marker.themes.set(themes_named(told["themes"]))
    marker.findings.set(originals(Finding, told["findings"]))
    marker.recommendations.set(originals(Recommendation, told["recommendations"]))
    marker.inscriptions.set(
        Inscription(sort_order=order, **one)
        for order, one in enumerate(told.get("inscriptions", ()))
    )
    marker.people.set(
        MarkerPerson(sort_order=order, **in_language(one, "en"))
        for order, one in enumerate(told.get("people", ()))
    )
    marker.photographs.set(
        MarkerPhotograph(sort_order=order, photograph=_photograph(one, hands.writes))
        for order, one in enumerate(told.get("photographs", ()))
    )
    cites = told.get("cites", ())
    marker.citations.set(citations_of(cites, MarkerCitation, Use.MEMORIAL_INSCRIPTION))
    published_in_both(
        marker, told, Marker.TRANSLATED, hands, before=lambda draft: _life(draft, told, hands)
    )


def _life(marker: Marker, told: dict[str, Any], hands: Hands) -> None:
    """Where it is, what became of it, and what was seen of it, before anybody approves it."""
    now = timezone.now()
    place_set(marker=marker, **told["place"], by=hands.writes, at=now)
    for step in told["life"]:
        state_record(
            marker=marker,
            state=step["state"],
            happened_on=step.get("year") or _day(step["in_days"]),
            text=step.get("text", ""),
            language="en",
            by=hands.writes,
            at=now,
        )
    for look in told.get("seen", ()):
        condition_record(
            marker=marker,
            seen_on=day_from(look["in_days"]),
            condition=look["condition"],
            text=look.get("text", ""),
            language="en",
            next_look_by=day_from(look["next"]) if "next" in look else None,
            by=hands.writes,
            at=now,
        )


def _photograph(told: dict[str, Any], by: User) -> Photograph:
    english, spanish = in_language(told, "en"), in_language(told, "es")
    photograph = photograph_receive(
        chunks=iter([PICTURES[told["picture"]]()]),
        original_name=f"{told['picture']}.jpg",
        alt=english["alt"],
        caption=english["caption"],
        language="en",
        photographer=DRAWN_BY,
        licence=Licence.CC0,
        taken=_day(told["taken"]),
        by=by,
        at=timezone.now(),
    )
    photograph_translate(
        photograph=photograph,
        language="es",
        alt=spanish["alt"],
        caption=spanish["caption"],
        by=by,
        at=timezone.now(),
    )
    return photograph


def _day(days: int | None) -> str:
    return "" if days is None else day_from(days).isoformat()


def _words(told: dict[str, Any], *without: str) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in without}
