"""Marks of the tracker that many pages set."""

from datetime import date, datetime

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from archive.reading.wording import day_of
from commission.recommendations.public.next_dates import days_late, late_of
from commission.recommendations.public.said import Paper
from commission.recommendations.vocabulary import Status

register = template.Library()

STEPS = (
    '<span class="status" data-s="{}">'
    '<span class="steps" aria-hidden="true"><i></i><i></i><i></i></span><span>{}</span></span>'
)
# Those that are no place on the way are dotted like a view that was not given.
DRAWN = {Status.NOT_STARTED, Status.PROPOSED, Status.UNDERWAY, Status.COMPLETED, Status.STALLED}


@register.simple_tag
def status(value: str | None, label: str = "") -> SafeString:
    """Three boxes and the words of a status; without one, that no view was given."""
    if not value:
        return format_html(STEPS, "none", label or _("No view given yet"))
    drawn = value if value in DRAWN else "none"
    return format_html(STEPS, drawn, label or Status(value).label)


@register.simple_tag
def boxes(value: str) -> SafeString:
    """The three boxes alone, beside words that say it already."""
    return format_html(
        '<span class="status" data-s="{}"><span class="steps" aria-hidden="true">'
        "<i></i><i></i><i></i></span></span>",
        value if value in DRAWN else "none",
    )


@register.simple_tag
def paper(one: Paper) -> SafeString:
    """A public document: its title with what it is, as a link where it can be read."""
    title = format_html('<span lang="{}">{}</span>', one.language, one.title)
    if not one.language:
        title = format_html("{}", one.title)
    if not one.ready:
        return title
    try:
        address = reverse("documents:document", args=[one.key])
    except NoReverseMatch:  # pragma: no cover - where no documents are served
        return title
    pages = ngettext("PDF, %(n)s page", "PDF, %(n)s pages", one.pages) % {"n": one.pages}
    return format_html('<a href="{}">{} ({})</a>', address, title, pages)


@register.filter
def day(when: date | None) -> SafeString:
    """A date in words, and for machines; of a moment, the date where the commission is."""
    if when is None:
        return SafeString("")
    if isinstance(when, datetime):
        when = timezone.localdate(when)
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), day_of(when))


@register.filter
def short_day(when: date) -> str:
    """14 Mar 2024, for the margin."""
    if isinstance(when, datetime):
        when = timezone.localdate(when)
    return date_format(when, pgettext("format of a day in the margin", "j M Y"))


@register.filter
def late(due_on: date, today: date) -> str:
    """ "145 days late"; nothing on the day and before."""
    days = days_late(due_on, today=today)
    return late_of(None, days) if days else ""
