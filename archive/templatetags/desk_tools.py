"""Times as the desk's tools write them."""

from django import template

from archive.desk.shown import place

register = template.Library()


@register.filter
def clock(ms: int) -> str:
    """31:04 or 1:06:18."""
    return place(ms)
