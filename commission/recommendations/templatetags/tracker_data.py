"""What a page offers to others who want to show a recommendation."""

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from archive.reading.wording import site_address

register = template.Library()


@register.simple_tag
def embed_code(number: int) -> str:
    """The HTML with which another page shows the card of a recommendation, as text.

    `referrerpolicy` keeps from us on which page it is shown; `sandbox` keeps the card from anything
    but opening its link.
    """
    address = site_address(reverse("tracker_embed:card", args=[number]))
    title = _("Recommendation %(number)s: where it stands") % {"number": number}
    # No safe string: the page that prints it escapes it once more.
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="420" '
        'loading="lazy" referrerpolicy="no-referrer" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
    )
