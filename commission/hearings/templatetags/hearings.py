"""Months and their days in words."""

from datetime import date

from django import template

from archive.reading.wording import month_of
from commission.hearings.public.month import Cell
from commission.hearings.public.months import Thing, day_said

register = template.Library()


@register.filter
def month_name(first: date) -> str:
    """November 2026."""
    return month_of(first)


@register.filter
def said(cell: Cell[Thing]) -> str:
    """26 November 2026: Hearing 12, day 2: records that were not kept."""
    return day_said(cell.on, cell.things) if cell.on else ""
