"""What somebody narrowed the calendar to; the same for the pages and the files."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from archive.reading.wording import day_of
from commission.hearings.models import Hearing, Sitting
from commission.hearings.selectors import hearings_public
from commission.hearings.vocabulary import HearingType
from commission.review.models import PublicRecordQuerySet

ONLINE = "online"
LONGEST = 200  # characters of words
MOST = 8  # words; what comes after them narrows nothing
# What a hearing may say about being there, and what the name of it is in an address.
NEEDS = {
    "step-free": "getting_in",
    "seeing": "hearing_seeing",
    "languages": "languages",
    "quiet": "quiet_room",
    "support": "support",
}


@dataclass(frozen=True)
class Filter:
    """One narrowing. What an address holds that is no value of ours is not in it."""

    words: str = ""
    kind: str = ""
    place: str = ""
    need: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, query: QueryDict) -> "Filter":
        """The filter that an address asks for; nonsense narrows nothing. No query."""
        kind, need = query.get("type", ""), query.get("need", "")
        return cls(
            words=_plain(query.get("q", "")),
            kind=kind if kind in HearingType.values else "",
            place=_plain(query.get("place", "")),
            need=need if need in NEEDS else "",
            since=_day(query.get("from", "")),
            until=_day(query.get("to", "")),
        )

    def hearings(self) -> PublicRecordQuerySet:
        """The public hearings that it leaves, whatever their days."""
        rows = hearings_public()
        for word in self.words.split()[:MOST]:
            rows = rows.filter(pk__in=_having(word))
        if self.kind:
            rows = rows.filter(hearing_type=self.kind)
        if self.place == ONLINE:
            rows = rows.exclude(online_link="")
        elif self.place:
            rows = rows.filter(place=self.place)
        if self.need:
            rows = rows.exclude(**{NEEDS[self.need]: ""})
        return rows

    def sittings(self) -> QuerySet[Sitting]:
        """The days that it leaves, of public hearings, each with its hearing."""
        rows = Sitting.objects.filter(hearing__in=self.hearings())
        if self.since:
            rows = rows.filter(date__gte=self.since)
        if self.until:
            rows = rows.filter(date__lte=self.until)
        return rows.select_related("hearing__locale")

    @property
    def query(self) -> str:
        """The filter as it stands in an address, in one order and without what is not set."""
        values = {
            "q": self.words,
            "type": self.kind,
            "place": self.place,
            "need": self.need,
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
        }
        return urlencode({name: value for name, value in values.items() if value})

    def applied(self) -> list["Applied"]:
        """What it is narrowed to, each in words and with what is left without it."""
        said: list[tuple[str, str]] = []
        if self.words:
            said.append((_("“%(words)s”") % {"words": self.words}, "words"))
        if self.kind:
            said.append((str(HearingType(self.kind).label), "kind"))
        if self.place:
            said.append((_("Online") if self.place == ONLINE else self.place, "place"))
        if self.need:
            said.append((need_label(self.need), "need"))
        if self.since:
            said.append((_("From %(day)s") % {"day": day_of(self.since)}, "since"))
        if self.until:
            said.append((_("Until %(day)s") % {"day": day_of(self.until)}, "until"))
        empty = Filter()
        return [
            Applied(label, replace(self, **{field: getattr(empty, field)}).query)
            for label, field in said
        ]


@dataclass(frozen=True)
class Applied:
    """One thing that the list is narrowed to, and the query that is left when it is taken away."""

    label: str
    rest: str


def need_label(need: str) -> str:
    """What is asked for, in words."""
    return {
        "step-free": _("Step-free"),
        "seeing": _("Hearing and seeing"),
        "languages": _("Interpreters"),
        "quiet": _("A quiet room"),
        "support": _("Someone with you"),
    }[need]


def _plain(text: str) -> str:
    return " ".join(text.replace("\0", " ")[:LONGEST].split())


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # looks like a day and is none: 2026-02-31
        return None


def _having(word: str) -> Any:
    """Originals in whose words, or in those of a public translation, a word stands."""
    # SQLite folds the case of ASCII letters alone.
    forms = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    inside = Q()
    for form in forms:
        for name in ("title", "summary", "venue_name", "place"):
            inside |= Q(**{f"{name}__icontains": form})
    if word.isascii() and word.isdigit() and len(word) < 10:
        inside |= Q(number=int(word))
    rows = Hearing.objects.published().filter(inside)
    return rows.annotate(original=Coalesce("translated_from_id", "pk")).values("original")
