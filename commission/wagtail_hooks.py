"""What the Wagtail admin needs to work under a policy without inline scripts."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def choosers() -> SafeString:
    """The module that starts date and time choosers."""
    return format_html('<script type="module" src="{}"></script>', static("commission/choosers.js"))
