"""Data for programs inside a page."""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from archive.reading.wording import site_address
from commission.sharing.pictures import picture_path

register = template.Library()

# A text that ends the element, or begins a comment, stays a text: as JSON may write any character.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """A block of JSON-LD. It is data: no browser runs it, and the page's policy allows it."""
    text = json.dumps(data, ensure_ascii=False, default=str).translate(_ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308 (escaped above)
    )


@register.simple_tag
def site_picture() -> str:
    """The full address of the picture of the site itself."""
    return site_address(picture_path("site", "record"))
