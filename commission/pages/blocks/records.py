"""Findings, recommendations and documents in the text of a page, as they are public now."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commission.documents.closing import closed_as_held
from commission.documents.models import Access, Document
from commission.findings.models import Finding
from commission.findings.selectors import findings_public
from commission.findings.vocabulary import StandardOfProof
from commission.pages.blocks.choosing import Choice, RecordBlock, marked
from commission.pages.papers import documents_named
from commission.pages.quoting import Asked, Gone, Quoted, Rest
from commission.recommendations.assessments.newest import with_views
from commission.recommendations.public.rows import language_of, rows_of
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.review.translations import translated_all

NOT_PUBLIC = "not_public"
# Words of a record in the list that editors choose from.
WORDS = 14


class FindingBlock(RecordBlock):
    """A finding: its sentence, and how sure the commission is."""

    def choices(self) -> Iterable[Choice]:
        """Every finding that was ever public."""
        rows = Finding.objects.originals().filter(first_published_at__isnull=False)
        for number, statement, live in rows.values_list("number", "statement", "live"):
            label = _("Finding %(number)s: %(words)s") % {
                "number": number,
                "words": Truncator(statement).words(WORDS),
            }
            name = _("Finding %(number)s") % {"number": number}
            yield str(number), marked(name, label, public=live)

    def read(self, asked: Sequence[Asked], *, at: datetime) -> list[Quoted | Gone]:
        """Public findings in the language of the page, or as the commission wrote them."""
        numbers = {number_of(one) for one in asked}
        rows = list(findings_public().filter(number__in=numbers).select_related("locale"))
        texts = translated_all(rows)
        found = {row.number: _finding(row, texts[row.pk]) for row in rows}
        return [
            found.get(number_of(one))
            or not_public(one, _("Finding %(number)s") % {"number": one.value})
            for one in asked
        ]

    class Meta:
        icon = "tick-inverse"
        label = gettext_lazy("Finding")


class RecommendationBlock(RecordBlock):
    """A recommendation, and what the three voices say became of it."""

    def choices(self) -> Iterable[Choice]:
        """Every recommendation that was ever public."""
        rows = Recommendation.objects.originals().filter(first_published_at__isnull=False)
        for number, title, text, live in rows.values_list("number", "title", "text", "live"):
            label = _("Recommendation %(number)s: %(words)s") % {
                "number": number,
                "words": Truncator(title or text).words(WORDS),
            }
            name = _("Recommendation %(number)s") % {"number": number}
            yield str(number), marked(name, label, public=live)

    def read(self, asked: Sequence[Asked], *, at: datetime) -> list[Quoted | Gone]:
        """Public recommendations as rows of the tracker."""
        numbers = {number_of(one) for one in asked}
        public = recommendations_public().filter(number__in=numbers).select_related("locale")
        rows = rows_of(list(with_views(public)), today=timezone.localdate(at))
        found = {row.number: _recommendation(row) for row in rows}
        return [
            found.get(number_of(one))
            or not_public(one, _("Recommendation %(number)s") % {"number": one.value})
            for one in asked
        ]

    class Meta:
        icon = "clipboard-list"
        label = gettext_lazy("Status of a recommendation")


class DocumentBlock(RecordBlock):
    """A document: the cleaned copy that readers get of what another public record refers to."""

    def choices(self) -> Iterable[Choice]:
        """Documents that can be read outside."""
        named = documents_named().filter(taken_down_at__isnull=True, size__gt=0)
        for row in _open(named.order_by("title", "pk"), at=timezone.now()):
            yield str(row.pk), row.title

    def read(self, asked: Sequence[Asked], *, at: datetime) -> list[Quoted | Gone]:
        """Documents that are named by something public, and were not taken down."""
        named = documents_named().filter(
            pk__in={UUID(one.value) for one in asked}, taken_down_at__isnull=True, size__gt=0
        )
        found = {str(row.pk): _document(row) for row in _open(named, at=at)}
        return [found.get(one.value) or not_public(one, _("A document")) for one in asked]

    class Meta:
        icon = "doc-full"
        label = gettext_lazy("Document")


def number_of(one: Asked) -> int:
    """The number that a block keeps."""
    return int(one.value)


def not_public(one: Asked, name: str) -> Gone:
    """What staff are told of a record that outsiders cannot read any more."""
    told = _("%(record)s is not public any more.") % {"record": name}
    return Gone(key=one.key, state=NOT_PUBLIC, told=told)


def _open(named: Iterable[Document], *, at: datetime) -> list[Document]:
    """Those of the documents that no order closes."""
    rows = list(named)
    closed_as_held(rows, at=at)
    return [row for row in rows if row.access == Access.PUBLIC]


def _finding(row: Any, text: Any) -> Quoted:
    language = language_of(text)
    address = reverse("findings:finding", args=[row.number])
    shown = {
        "number": row.number,
        "statement": text.statement,
        "language": language,
        "address": address,
        "standard": StandardOfProof(row.standard).label,
    }
    at = _("Finding %(number)s") % {"number": row.number}
    return Quoted("pages/blocks/finding.html", shown, Rest(at, text.statement, address, language))


def _recommendation(row: Any) -> Quoted:
    address = reverse("tracker:recommendation", args=[row.number])
    at = _("Rec. %(number)s") % {"number": row.number}
    rest = Rest(at, row.title, address, row.language)
    return Quoted("pages/blocks/recommendation.html", {"row": row, "address": address}, rest)


def _document(row: Any) -> Quoted:
    address = reverse("documents:document", args=[row.pk])
    shown = {
        "title": row.title,
        "language": row.language,
        "address": address,
        "dated": row.dated,
        "pages": row.pages,
    }
    rest = Rest(_("Document"), row.title, address, row.language)
    return Quoted("pages/blocks/document.html", shown, rest)
