"""Where a testimony stands, worked out from its records and stored nowhere."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, QuerySet, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from archive.edition.models import Edition, EditionState
from archive.testimony.models import Recording, Testimony
from archive.transcript.models import Transcript, TranscriptKind
from archive.withdrawal.models import Withdrawal


class Stage(TextChoices):
    """One answer each, the first that is true from the bottom up."""

    TAKEN_IN = "taken_in", _("Taken in, nothing received")
    RECEIVED = "received", _("Received, not written down")
    CORRECTING = "correcting", _("Being corrected")
    REVIEWED = "reviewed", _("Reviewed, being redacted")
    CANDIDATE = "candidate", _("A candidate is being checked")
    OPEN = "open", _("Open")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def _stage() -> Case:
    mine = {"testimony": OuterRef("pk")}
    editions = Edition.objects.filter(**mine)
    is_open = Exists(editions.filter(state=EditionState.OPEN))
    return Case(
        When(~is_open & Exists(Withdrawal.objects.filter(**mine)), then=Value("withdrawn")),
        When(Exists(editions.filter(state=EditionState.CANDIDATE)), then=Value("candidate")),
        When(is_open, then=Value("open")),
        When(
            Exists(Transcript.objects.filter(**mine, kind=TranscriptKind.REVIEWED)),
            then=Value("reviewed"),
        ),
        When(Exists(Transcript.objects.filter(**mine)), then=Value("correcting")),
        When(Exists(Recording.objects.filter(**mine)), then=Value("received")),
        default=Value("taken_in"),
    )


def at_stage(stage: Stage) -> QuerySet[Testimony]:
    """All testimonies that stand there."""
    return Testimony.objects.annotate(stage=_stage()).filter(stage=stage.value)


def stages_of(testimonies: Iterable[Testimony]) -> dict[UUID, Stage]:
    """Where each of these stands."""
    found = Testimony.objects.filter(pk__in=[row.pk for row in testimonies])
    rows = found.annotate(stage=_stage())
    return {pk: Stage(stage) for pk, stage in rows.values_list("pk", "stage")}
