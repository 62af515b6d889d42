"""Reading the thesaurus: terms by id or label, and what is frozen of them into an edition."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import get_language

from archive.thesaurus.models import LabelKind, Term, TermLabel
from search.analysis import FOLDED, terms

# What is printed before what; an alternate is never printed.
PRINTED = (LabelKind.COMMUNITY, LabelKind.PREFERRED)
# No chain of merged or broader terms is followed further; a circle is refused when it is written.
DEEPEST = 12
# Labels that a field suggests; whoever has more of them writes the label out.
CHOICES = 5000


def folded(text: str) -> str:
    """A label as it is looked for: words without case and accents."""
    return " ".join(terms(text, FOLDED))[:200]


def terms_present() -> QuerySet[Term]:
    """All terms that have not been merged into another, with their labels."""
    return Term.objects.filter(merged_into=None).prefetch_related("labels")


def terms_by_id(ids: Collection[str]) -> dict[str, Term]:
    """The term that each id means now; an old id means the term that it was merged into.

    Ids that never were are left out. A query for each step of merging, whatever the number of ids.
    """
    meant = {id: id for id in ids}
    known: dict[str, Term] = {}
    wanted = set(meant.values())
    for _step in range(DEEPEST):
        rows = Term.objects.filter(pk__in=[id for id in wanted if _is_id(id)])
        known |= {str(term.pk): term for term in rows.prefetch_related("labels")}
        wanted = {
            str(term.merged_into_id)
            for term in known.values()
            if term.merged_into_id and str(term.merged_into_id) not in known
        }
        if not wanted:
            break
    found: dict[str, Term] = {}
    for id in meant:
        term = known.get(id)
        while term is not None and term.merged_into_id:
            term = known.get(str(term.merged_into_id))
        if term is not None:
            found[id] = term
    return found


def terms_named(text: str) -> list[Term]:
    """The terms that a person may mean by a label: by one that is printed, else by an alternate."""
    rows = TermLabel.objects.filter(key=folded(text), term__merged_into=None)
    labels = list(rows.select_related("term").order_by("pk"))
    printed = [label for label in labels if label.kind in PRINTED]
    return list({label.term_id: label.term for label in printed or labels}.values())


def label_of(labels: Mapping[str, str], language: str | None = None) -> str:
    """The label to print: in this language, else in the site's own, else in any."""
    wanted = (language or get_language() or settings.LANGUAGE_CODE).split("-")[0]
    for code in (wanted, settings.LANGUAGE_CODE):
        if code in labels:
            return labels[code]
    return next(iter(labels.values()), "")


def labels_printed(term: Term) -> dict[str, str]:
    """By language, what a term is called: as the people concerned call it, else as preferred."""
    found: dict[str, str] = {}
    for kind in reversed(PRINTED):
        found |= {label.language: label.text for label in term.labels.all() if label.kind == kind}
    return dict(sorted(found.items()))


def terms_freeze(ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By the id that a point stores, what an edition keeps of the term.

    {"id", "labels": {"en": …}, "also": […]}: the present id, what is printed, and every other
    label that the term is found by, those of broader terms included.
    """
    known = terms_by_id(set(ids))
    above = _broader(known.values())
    return {
        id: {
            "id": str(term.pk),
            "labels": labels_printed(term),
            "also": _also(term, above),
        }
        for id, term in known.items()
    }


def _broader(found: Iterable[Term]) -> dict[UUID, Term]:
    """Every broader term of these, one query a step upwards."""
    above: dict[UUID, Term] = {}
    wanted = {term.broader_id for term in found if term.broader_id}
    for _step in range(DEEPEST):
        rows = Term.objects.filter(pk__in=wanted - above.keys()).prefetch_related("labels")
        new = {term.pk: term for term in rows}
        if not new:
            break
        above |= new
        wanted = {term.broader_id for term in new.values() if term.broader_id}
    return above


def _also(term: Term, above: Mapping[UUID, Term]) -> list[str]:
    printed = set(labels_printed(term).values())
    found = {label.text for label in term.labels.all()} - printed
    step = above.get(term.broader_id) if term.broader_id else None
    seen: set[UUID] = set()
    while step is not None and step.pk not in seen:
        seen.add(step.pk)
        found |= {label.text for label in step.labels.all()}
        step = above.get(step.broader_id) if step.broader_id else None
    return sorted(found - printed)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def labels_to_choose() -> list[str]:
    """Every label that is printed somewhere, for a field that suggests; at most CHOICES of them."""
    rows = TermLabel.objects.filter(kind__in=PRINTED, term__merged_into=None)
    return list(rows.order_by("text").values_list("text", flat=True).distinct()[:CHOICES])


def terms_found(text: str) -> QuerySet[Term]:
    """Terms of which a label holds this text, or all of them; by their first label."""
    rows = terms_present()
    if key := folded(text):
        rows = rows.filter(pk__in=TermLabel.objects.filter(key__contains=key).values("term"))
    first = TermLabel.objects.filter(term=OuterRef("pk"), kind=LabelKind.PREFERRED)
    named = first.order_by("language").values("key")[:1]
    return rows.annotate(named=Subquery(named)).order_by("named", "pk")
