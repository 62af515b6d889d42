"""What templates ask about following."""

from django import template

from commission.following.models import Rate
from commission.post import email_is_set_up

register = template.Library()
register.simple_tag(email_is_set_up)


@register.simple_tag
def follow_rates() -> list[tuple[str, str]]:
    """How often somebody can be told: values and words."""
    return [(value, str(label)) for value, label in Rate.choices]
