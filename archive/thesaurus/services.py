"""Writing terms and merging them. Every change reaches the record with the next edition."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from archive.testimony.services import LANGUAGE
from archive.thesaurus.models import Authority, LabelKind, Term, TermLabel
from archive.thesaurus.selectors import DEEPEST, folded
from media.refusal import Refused

COORDINATES = _("Give latitude and longitude in degrees, or neither.")


@dataclass(frozen=True, order=True)
class LabelDraft:
    """A label as it was typed."""

    language: str
    kind: LabelKind
    text: str


@dataclass(frozen=True)
class TermDraft:
    """A whole term as it was typed."""

    labels: tuple[LabelDraft, ...]
    scope_note: str = ""
    broader: Term | None = None
    related: tuple[Term, ...] = ()
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    external_ids: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def term_write(
    *, term: Term | None = None, draft: TermDraft, by: AbstractUser, at: datetime
) -> Term:
    """Write a new term, or write `term` anew. Returns it.

    Raises ValidationError, by field, for what cannot be right: no preferred label, a preferred
    label that means another term already, a term that would be broader than itself.
    """
    draft_check(draft)
    act = "term.write" if term is None else "term.change"
    current = (
        Term(created_by_id=by.pk, created_at=at)
        if term is None
        else Term.objects.select_for_update().get(pk=term.pk)
    )
    if current.merged_into_id:
        raise Refused("merged", _("This term was merged into another. Change that one."))
    _circle_refuse(current, draft.broader)
    current.scope_note = draft.scope_note.strip()
    current.broader = draft.broader
    current.latitude, current.longitude = draft.latitude, draft.longitude
    current.external_ids = {k: v.strip() for k, v in draft.external_ids.items() if v.strip()}
    current.save()
    current.related.set([one for one in draft.related if one.pk != current.pk])
    _labels_write(current, draft.labels)
    ledger_append(actor=by, act=act, record=current, at=at, details={"labels": len(draft.labels)})
    return current


def draft_of(term: Term) -> TermDraft:
    """A term as it stands, to be written again with something else in it."""
    labels = (LabelDraft(row.language, LabelKind(row.kind), row.text) for row in term.labels.all())
    return TermDraft(
        labels=tuple(sorted(labels)),
        scope_note=term.scope_note,
        broader=term.broader,
        related=tuple(sorted(term.related.all(), key=lambda one: str(one.pk))),
        latitude=term.latitude,
        longitude=term.longitude,
        external_ids=dict(term.external_ids),
    )


@transaction.atomic
def term_merge(*, term: Term, into: Term, by: AbstractUser, at: datetime) -> Term:
    """Let one term take another's place: its id, its labels and its narrower terms go on there.

    Points keep the id that they store, which from now on means `into`. Its preferred labels become
    alternates. Returns `into`. Raises Refused when one of them was merged already, or both are one.
    """
    pair = Term.objects.select_for_update().filter(pk__in=[term.pk, into.pk]).order_by("pk")
    found = {row.pk: row for row in pair}
    if len(found) < 2:
        raise Refused("same_term", _("A term cannot be merged into itself."))
    gone, stays = found[term.pk], found[into.pk]
    if gone.merged_into_id or stays.merged_into_id:
        raise Refused("merged", _("One of these was merged already. Look again."))
    if gone.pk in _above(stays):
        # What stays would else lie below what is gone.
        stays.broader_id = gone.broader_id if gone.broader_id != stays.pk else None
        stays.save(update_fields=["broader"])
    gone.merged_into, gone.broader = stays, None
    gone.save(update_fields=["merged_into", "broader"])
    Term.objects.filter(broader=gone).exclude(pk=stays.pk).update(broader=stays)
    stays.related.add(*gone.related.exclude(pk=stays.pk))
    gone.related.clear()
    _labels_move(gone, stays)
    ledger_append(actor=by, act="term.merge", record=gone, at=at, details={"into": str(stays.pk)})
    return stays


def draft_check(draft: TermDraft) -> None:
    """Raises ValidationError, by field, for what is wrong in a draft by itself."""
    preferred = [label for label in draft.labels if label.kind == LabelKind.PREFERRED]
    if not preferred:
        raise ValidationError({"preferred": _("Give a preferred label in one language at least.")})
    for label in draft.labels:
        if not LANGUAGE.fullmatch(label.language):
            raise ValidationError({"preferred": _("Give the language as a code such as en or es.")})
        if not folded(label.text) or len(label.text) > 200:
            raise ValidationError(
                {"preferred": _("A label has letters or digits, and at most 200 of them.")}
            )
    if not coordinates_right(draft.latitude, draft.longitude):
        raise ValidationError({"coordinates": COORDINATES})
    if set(draft.external_ids) - set(Authority.values):
        raise ValidationError({"external_ids": _("This is not one of the lists that are known.")})


def coordinates_right(latitude: Decimal | None, longitude: Decimal | None) -> bool:
    """Whether these are degrees on the earth, or none at all."""
    if latitude is None or longitude is None:
        return latitude is longitude
    numbers = latitude.is_finite() and longitude.is_finite()
    return numbers and abs(latitude) <= 90 and abs(longitude) <= 180


def _labels_write(term: Term, drafts: Iterable[LabelDraft]) -> None:
    rows: dict[tuple[str, str, str], TermLabel] = {}
    for draft in drafts:
        key, language = folded(draft.text), draft.language.lower()
        one = (language, draft.kind, key if draft.kind == LabelKind.ALTERNATE else "")
        rows[one] = TermLabel(
            term=term, language=language, kind=draft.kind, text=draft.text.strip(), key=key
        )
    for row in rows.values():
        if row.kind == LabelKind.PREFERRED and _taken(row):
            raise ValidationError({"preferred": _("Another term has this preferred label.")})
    term.labels.all().delete()
    TermLabel.objects.bulk_create(rows.values())


def _taken(row: TermLabel) -> bool:
    others = TermLabel.objects.filter(language=row.language, key=row.key, kind=row.kind)
    return others.exclude(term=row.term_id).exists()


def _labels_move(gone: Term, stays: Term) -> None:
    """Everything that one was called becomes an alternate of the other, each only once."""
    there = set(stays.labels.values_list("language", "key"))
    moved = []
    for label in gone.labels.all():
        if (label.language, label.key) not in there:
            there.add((label.language, label.key))
            moved.append(
                TermLabel(
                    term=stays,
                    language=label.language,
                    kind=LabelKind.ALTERNATE,
                    text=label.text,
                    key=label.key,
                )
            )
    gone.labels.all().delete()
    TermLabel.objects.bulk_create(moved)


def _circle_refuse(term: Term, broader: Term | None) -> None:
    if broader is None:
        return
    if broader.merged_into_id:
        raise ValidationError({"broader": _("That term was merged into another.")})
    above = _above(broader)
    if term.pk == broader.pk or term.pk in above:
        raise ValidationError({"broader": _("A term cannot be broader than itself.")})
    if len(above) >= DEEPEST - 1:
        raise ValidationError({"broader": _("There are too many terms above that one already.")})


def _above(term: Term) -> list[UUID]:
    """Ids of the terms above one, nearest first."""
    found: list[UUID] = []
    step = term.broader_id
    while step is not None and step not in found:
        found.append(step)
        step = Term.objects.filter(pk=step).values_list("broader", flat=True).first()
    return found
