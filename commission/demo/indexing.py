"""The index of a story: what is read of from when on, and the terms that it is found by."""

from django.utils import timezone

from archive.index_points.services import PointDraft, index_point_write
from archive.testimony.models import Recording, Testimony
from archive.thesaurus.models import LabelKind, Term
from archive.thesaurus.selectors import terms_named
from archive.thesaurus.services import LabelDraft, TermDraft, term_write
from commission.accounts.models import User
from commission.demo.stories import Story, Subject


def index_write(
    story: Story, testimony: Testimony, recording: Recording, *, by: User, terms_by: User
) -> None:
    """Write every point of the story, and the terms that are not there yet."""
    for start_ms, title, subjects in story.points:
        terms = [_term(subject, by=terms_by) for subject in subjects]
        index_point_write(
            testimony=testimony,
            recording=recording,
            draft=PointDraft(start_ms, title, subjects=tuple(str(term.pk) for term in terms)),
            by=by,
            at=timezone.now(),
        )


def _term(subject: Subject, *, by: User) -> Term:
    if found := terms_named(subject.english):
        return found[0]
    labels = (
        LabelDraft("en", LabelKind.PREFERRED, subject.english),
        LabelDraft("es", LabelKind.PREFERRED, subject.spanish),
        LabelDraft("en", LabelKind.ALTERNATE, subject.also),
    )
    return term_write(draft=TermDraft(labels), by=by, at=timezone.now())
