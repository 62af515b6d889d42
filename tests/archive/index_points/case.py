"""Index points and terms for tests, written by the services as the desk does."""

from archive.index_points.models import IndexPoint
from archive.index_points.services import PlaceDraft, PointDraft, index_point_write
from archive.testimony.models import Testimony
from archive.thesaurus.models import LabelKind, Term
from archive.thesaurus.services import LabelDraft, TermDraft, term_write
from tests.factories import NOW, UserFactory


def term(preferred: str, *, also=(), community: str = "", spanish: str = "", **fields) -> Term:
    """A term with an English label, and whatever else it is called."""
    labels = [LabelDraft("en", LabelKind.PREFERRED, preferred)]
    labels += [LabelDraft("en", LabelKind.ALTERNATE, text) for text in also]
    if community:
        labels.append(LabelDraft("en", LabelKind.COMMUNITY, community))
    if spanish:
        labels.append(LabelDraft("es", LabelKind.PREFERRED, spanish))
    by = fields.pop("by", None) or UserFactory()
    return term_write(draft=TermDraft(tuple(labels), **fields), by=by, at=NOW)


def point(testimony: Testimony, start_ms: int = 1000, title: str = "The letters", **fields):
    """An index point of the testimony's first recording. `place=` a name or a PlaceDraft."""
    by = fields.pop("by", None) or UserFactory()
    place = fields.pop("place", PlaceDraft())
    fields["place"] = PlaceDraft(place) if isinstance(place, str) else place
    for name in ("keywords", "subjects"):
        fields[name] = tuple(str(one.pk) for one in fields.get(name, ()))
    return index_point_write(
        testimony=testimony,
        recording=testimony.recordings.first(),
        draft=PointDraft(start_ms=start_ms, title=title, **fields),
        by=by,
        at=NOW,
    )


def titles(rows) -> list[str]:
    """What points are called, in their order."""
    return [row.title for row in rows]


__all__ = ["IndexPoint", "point", "term", "titles"]
