"""Where an entry was spoken of, for whoever decides about it."""

from django import template
from django.utils import timezone

from commission.findings.citing.rows import Row, rows_of
from commission.hearings.docket.models import DocketEntry

register = template.Library()


@register.simple_tag
def spoken_of(draft: DocketEntry) -> list[Row]:
    """Each moment of a draft, with its words as they may be read now."""
    return rows_of(draft.moments.all(), at=timezone.now())
