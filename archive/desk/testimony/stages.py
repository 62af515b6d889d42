"""Where a testimony stands, worked out from its records and stored nowhere."""

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


def staged(testimonies: QuerySet[Testimony]) -> QuerySet[Testimony]:
    """The same testimonies, each with its `stage`."""
    mine = {"testimony": OuterRef("pk")}
    editions = Edition.objects.filter(**mine)
    is_open = Exists(editions.filter(state=EditionState.OPEN))
    return testimonies.annotate(
        stage=Case(
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
    )
