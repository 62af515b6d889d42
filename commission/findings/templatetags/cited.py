"""What a draft rests on, for whoever decides about it."""

from django import template
from django.utils import timezone

from commission.findings.citing.rows import Row, rows_of
from commission.findings.models import Finding

register = template.Library()


@register.simple_tag
def cited(draft: Finding) -> list[Row]:
    """Each passage of testimony that a draft cites, with its words as they may be read now."""
    return rows_of(draft.citations.all(), at=timezone.now())
