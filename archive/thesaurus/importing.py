"""Taking in a list of terms as CSV: all of it or nothing, and the same file twice changes nothing.

Columns, of which only one `preferred:<language>` is needed:

    id · preferred:<language> · community:<language> · alternate:<language> · broader · related
    scope_note · latitude · longitude · wikidata · gnd · lcsh · geonames

Several alternates or related terms in one field stand apart with a bar (|). `broader` and `related`
name a term by a label, of this file or of the thesaurus. A row is the term with its `id`, else the
one that has its preferred label already, else a new one. A column that is missing changes nothing.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from archive.thesaurus.models import Authority, LabelKind, Term, TermLabel
from archive.thesaurus.selectors import folded, terms_by_id, terms_named
from archive.thesaurus.services import LabelDraft, TermDraft, draft_of, term_write
from media.refusal import Refused

MOST_ROWS = 5_000
_PLAIN = {"id", "broader", "related", "scope_note", "latitude", "longitude", *Authority.values}


@dataclass
class Imported:
    """What a file did, or would do: counts, and by line what is wrong."""

    new: int = 0
    changed: int = 0
    same: int = 0
    wrong: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class _Row:
    line: int
    values: Mapping[str, str]
    term: Term | None = None
    new: bool = False


def terms_import(*, text: str, dry: bool, by: AbstractUser, at: datetime) -> Imported:
    """Read a CSV file of terms and write them, unless `dry` or anything in it is wrong.

    Returns what it did or would do. Raises Refused for what is no such file.
    """
    rows, report = list(_rows(text)), Imported()
    with transaction.atomic():
        # Terms first, then what they point at: a broader term may stand further down in the file.
        for step in (_begin, _finish):
            for row in rows:
                try:
                    step(row, report, by=by, at=at)
                except ValidationError as error:
                    report.wrong.append((row.line, " ".join(error.messages)))
                except Refused as error:
                    report.wrong.append((row.line, str(error.message)))
            if report.wrong:
                break
        if dry or report.wrong:
            transaction.set_rollback(True)
    return report


def _rows(text: str) -> Iterator[_Row]:
    if "\0" in text:  # no database keeps it
        raise _unreadable()
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        columns = [(name or "").strip() for name in reader.fieldnames or []]
        reader.fieldnames = columns
        known = [name in _PLAIN or _language(name) for name in columns]
        if not all(known) or not any(name.startswith("preferred:") for name in columns):
            raise Refused(
                "columns",
                _("The first line names the columns, one of them preferred:en, or another code."),
            )
        for number, given in enumerate(reader):
            if number >= MOST_ROWS:
                raise Refused("long", _("Take in at most 5,000 terms at a time."))
            values = {k: v.strip() for k, v in given.items() if k and isinstance(v, str)}
            if any(values.values()):
                yield _Row(reader.line_num, values)
    except csv.Error:
        raise _unreadable() from None


def _unreadable() -> Refused:
    return Refused("csv", _("This is not a CSV file that can be read."))


def _language(column: str) -> str:
    """The language of a column of labels; "" for another column."""
    kind, _colon, language = column.partition(":")
    return language.lower() if kind in LabelKind.values else ""


def _begin(row: _Row, report: Imported, *, by: AbstractUser, at: datetime) -> None:
    """Find the term of a row, or write one with what it says by itself."""
    row.term = _match(row.values)
    row.new = row.term is None
    if row.term is None:
        row.term = term_write(draft=_draft(row.values, TermDraft(())), by=by, at=at)


def _finish(row: _Row, report: Imported, *, by: AbstractUser, at: datetime) -> None:
    """Write what the row says of its term, with what it points at, where that is anything new."""
    if row.term is None:
        return
    before = draft_of(row.term)
    draft = _draft(row.values, before)
    if "broader" in row.values:
        label = row.values["broader"]
        draft = replace(draft, broader=_named(label) if label else None)
    if "related" in row.values:
        # To be related goes both ways: an empty field here takes nothing of another row back.
        related = {*before.related, *map(_named, _several(row.values["related"]))}
        draft = replace(draft, related=tuple(sorted(related, key=lambda one: str(one.pk))))
    if draft != before:
        term_write(term=row.term, draft=draft, by=by, at=at)
    if row.new:
        report.new += 1
    elif draft != before:
        report.changed += 1
    else:
        report.same += 1


def _match(values: Mapping[str, str]) -> Term | None:
    if id := values.get("id"):
        if found := terms_by_id([id]).get(id):
            return found
        raise ValidationError(_("No term has this id."))
    for column, text in values.items():
        if column.startswith("preferred:") and text:
            rows = TermLabel.objects.filter(
                kind=LabelKind.PREFERRED,
                language=_language(column),
                key=folded(text),
                term__merged_into=None,
            ).select_related("term")
            if label := rows.first():
                return label.term
    return None


def _draft(values: Mapping[str, str], before: TermDraft) -> TermDraft:
    """What a row says of a term; what it has no column for stays as it was."""
    told = {(column.partition(":")[0], _language(column)) for column in values if _language(column)}
    labels = [label for label in before.labels if (label.kind, label.language) not in told]
    for column, text in values.items():
        if language := _language(column):
            kind = LabelKind(column.partition(":")[0])
            several = _several(text) if kind == LabelKind.ALTERNATE else [text] if text else []
            labels += [LabelDraft(language, kind, one) for one in several]
    return replace(
        before,
        labels=tuple(sorted(labels)),
        scope_note=values.get("scope_note", before.scope_note),
        latitude=_degrees(values, "latitude", before.latitude),
        longitude=_degrees(values, "longitude", before.longitude),
        external_ids={
            name: found
            for name in Authority.values
            if (found := values.get(name, before.external_ids.get(name, "")))
        },
    )


def _several(text: str) -> list[str]:
    return [one.strip() for one in text.split("|") if one.strip()]


def _degrees(values: Mapping[str, str], name: str, before: Decimal | None) -> Decimal | None:
    if name not in values:
        return before
    try:
        return round(Decimal(values[name]), 5) if values[name] else None
    except InvalidOperation:
        raise ValidationError(_("Write coordinates in degrees: -33.4489.")) from None


def _named(label: str) -> Term:
    found = terms_named(label)
    if len(found) != 1:
        said = _("“%(label)s” is not the label of one term.")
        raise ValidationError(said, params={"label": label})
    return found[0]
