"""What a browser may load into pages of this site: from here alone, and no script in a page."""

from typing import Any

from csp.constants import NONCE, NONE, SELF

PUBLIC_POLICY: dict[str, list[Any]] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "media-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "manifest-src": [SELF],
}
# Wagtail's admin prints inline styles (the rich-text editor) and some inline scripts.
ADMIN_POLICY: dict[str, list[Any]] = {
    **PUBLIC_POLICY,
    "script-src": [SELF, NONCE],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF, "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
