"""Lengths, places and labels in templates of the desk."""

from django import template

from archive.desk.shown import duration, place
from archive.reading.wording import seconds

register = template.Library()
register.filter("duration", duration)
register.filter("place", place)
register.filter("seconds", seconds)
