"""What a draft marker rests on, for whoever decides about it."""

from django import template
from django.utils import timezone

from archive.consent.models import Use
from commission.findings.citing.rows import Row, rows_of
from commission.markers.record.models import Marker

register = template.Library()


@register.simple_tag
def marker_cited(draft: Marker) -> list[Row]:
    """Each passage of testimony that a draft cites, with its words as they may be read now."""
    return rows_of(draft.citations.all(), at=timezone.now(), use=Use.MEMORIAL_INSCRIPTION)
