"""What a file names, found in the record: bodies, findings, themes, reports."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from wagtail.models import Locale

from archive.ledger.canonical import sha256_of
from commission.findings.models import Finding
from commission.recommendations.bodies.models import Body
from commission.recommendations.importing.entries import Entry
from commission.recommendations.importing.values import NotTaken
from commission.reports.models import Report, Theme

Kind = type[Theme] | type[Report] | type[Body]


@dataclass(frozen=True)
class Matched:
    """An entry with rows of the record in the place of names."""

    entry: Entry
    report: Report | None
    themes: tuple[Theme, ...]
    # Names of themes that are not there yet.
    themes_new: tuple[str, ...]
    bodies: tuple[tuple[Body, str], ...]
    findings: tuple[Any, ...]


@dataclass
class Names:
    """Rows of one kind by their slug and by their name."""

    slugs: dict[str, Any] = field(default_factory=dict)
    names: dict[str, list[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Any], name: str) -> "Names":
        """All rows, under the slug and what they are called."""
        found = cls()
        for row in rows:
            found.add(row, getattr(row, name))
        return found

    def add(self, row: Any, name: str) -> None:
        """One more."""
        self.slugs[row.slug] = row
        self.names.setdefault(name.casefold(), []).append(row)

    def get(self, wanted: str) -> Any:
        """The row that is meant, or None. Raises NotTaken where two are called so."""
        if wanted in self.slugs:
            return self.slugs[wanted]
        rows = self.names.get(wanted.casefold(), [])
        if len(rows) > 1:
            raise NotTaken(f"{len(rows)} are called “{wanted[:60]}”: use the slug")
        return rows[0] if rows else None


class Matcher:
    """Everything that entries may name, read once."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self.themes = Names.of(Theme.objects.filter(locale=locale), "name")
        self.reports = Names.of(Report.objects.filter(locale=locale), "title")
        self.bodies = Names.of(Body.objects.filter(locale=locale), "name")
        originals = Finding.objects.filter(translated_from__isnull=True)
        self.findings = {row.number: row for row in originals.only("number", "locale")}

    def match(self, entry: Entry) -> Matched:
        """The rows that an entry names. Raises NotTaken for what is not in the record."""
        themes, new = [], []
        for name in entry.themes or ():
            theme = self.themes.get(name)
            if theme is None:
                if len(name) > 120:
                    raise NotTaken(f"the theme “{name[:40]}…” is longer than 120 characters")
                new.append(name)
            else:
                themes.append(theme)
        return Matched(
            entry=entry,
            report=self._one(self.reports, entry.report, "report") if entry.report else None,
            themes=tuple(dict.fromkeys(themes)),
            themes_new=tuple(new),
            bodies=self._bodies(entry),
            findings=tuple(self._finding(number) for number in entry.findings or ()),
        )

    def _bodies(self, entry: Entry) -> tuple[tuple[Body, str], ...]:
        found: dict[Any, tuple[Body, str]] = {}
        for name, part in entry.bodies or ():
            body = self._one(self.bodies, name, "body")
            if body.pk in found:
                raise NotTaken(f"the body “{name[:60]}” is named twice")
            found[body.pk] = (body, part)
        return tuple(found.values())

    def _finding(self, number: int) -> Finding:
        if number not in self.findings:
            raise NotTaken(f"there is no finding {number}")
        return self.findings[number]

    def _one(self, names: Names, wanted: str, what: str) -> Any:
        row = names.get(wanted)
        if row is None:
            raise NotTaken(f"there is no {what} “{wanted[:60]}”: add it first")
        return row


def slug_for(name: str, taken: Iterable[str]) -> str:
    """A slug of at most 80 characters that is not taken."""
    slug = slugify(name)
    if len(slug) > 80:
        slug = slug[:80].rpartition("-")[0]
    # A name in another script has no slug of its own.
    slug = slug or f"n-{sha256_of({'name': name})[:12]}"
    used, count, found = set(taken), 1, slug
    while found in used:
        count += 1
        found = f"{slug[:76]}-{count}"
    return found
