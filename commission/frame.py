"""What every page needs from the installation: names, addresses, the policy for the admin."""

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, object]:
    """Context for the base template. Holds nothing about the visitor."""
    return {
        "commission_name": settings.COMMISSION_NAME,
        "commission_short_name": settings.COMMISSION_SHORT_NAME,
        "commission_is_fictional": settings.COMMISSION_IS_FICTIONAL,
        "leave_url": settings.LEAVE_URL,
        "support_line": settings.SUPPORT_LINE,
        "site_url": settings.SITE_URL,
    }
