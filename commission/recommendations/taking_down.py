"""Words of the tracker that must not stand there: whose they are, and taking them down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commission.accounts.models import User
from commission.documents.models import Words
from commission.documents.services import words_take_down
from commission.recommendations.actions.models import ActionDue
from commission.recommendations.assessments.models import Assessment
from commission.recommendations.progress.models import ProgressReport, ReportState, SentBack
from commission.recommendations.recommendation.models import Recommendation, Succession
from commission.recommendations.responses.models import Response
from commission.recommendations.rights import permission_require
from media.refusal import Refused

# What was handed over to the commission. A draft is not: nobody but its authors reads it, also
# after a report was sent back; what had been sent then is in `SentBack`.
HANDED_OVER = (ReportState.SUBMITTED, ReportState.TAKEN_IN)


@dataclass(frozen=True)
class Place:
    """Where words stand."""

    words: Words
    recommendation: Recommendation
    what: str | Promise


def place_of(key: UUID) -> Place | None:
    """Where words of the tracker stand; None for words of anything else, and of a draft."""
    for rows, field, through, what in _places():
        found = rows.filter(**{field: key}).values_list(through, flat=True).first()
        if found is not None:
            return Place(Words.objects.get(pk=key), Recommendation.objects.get(pk=found), what)
    return None


@transaction.atomic
def tracker_words_take_down(*, words: Words, why: str, by: User, at: datetime) -> Words:
    """Remove words of the tracker and say why; the row that refers to them stays.

    Raises Refused for somebody without the right, for words of anything else, and where they are
    down already.
    """
    permission_require(by, "keep_tracker")
    if place_of(words.pk) is None:
        raise Refused("not_of_tracker", _("These words are no part of the tracker."))
    return words_take_down(words=words, why=why, by=by, at=at)


def _places() -> Iterator[tuple[models.QuerySet[Any], str, str, str | Promise]]:
    """Rows, the field with their words, the way to their recommendation, and what they are."""
    here = "recommendation"
    # A claim that was taken in has the words of its report: whoever asks is told of the claim.
    yield Assessment.objects.all(), "words", here, _("the reasons of a view")
    yield Response.objects.all(), "words", here, _("a body's answer")
    yield ActionDue.objects.all(), "words", "action__recommendation", _("why a day was moved")
    handed = ProgressReport.objects.filter(state__in=HANDED_OVER)
    yield handed, "words", here, _("a progress report")
    yield ProgressReport.objects.all(), "question", here, _("a question to a body")
    back = SentBack.objects.all()
    yield back, "words", "report__recommendation", _("a report that was sent back")
    yield back, "question", "report__recommendation", _("a question to a body")
    yield Succession.objects.all(), "words", here, _("why another takes its place")
